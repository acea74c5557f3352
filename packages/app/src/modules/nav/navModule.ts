import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { paydayNavContent } from './PaydaySidebar';

/** Payday's sidebar in place of the framework's. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [paydayNavContent],
});
