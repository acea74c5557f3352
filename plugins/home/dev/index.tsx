import { createDevApp } from '@backstage/frontend-dev-utils';
import homePlugin from '../src';

createDevApp({ features: [homePlugin] });
