import { createDevApp } from '@backstage/frontend-dev-utils';
import accessPlugin from '../src';

createDevApp({ features: [accessPlugin] });
