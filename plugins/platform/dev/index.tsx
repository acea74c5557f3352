import { createDevApp } from '@backstage/frontend-dev-utils';
import platformPlugin from '../src';

createDevApp({ features: [platformPlugin] });
