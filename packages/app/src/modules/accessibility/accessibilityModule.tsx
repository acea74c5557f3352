import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { AccessibilityRepairs } from './AccessibilityRepairs';

const repairs = AppRootElementBlueprint.make({
  name: 'accessibility-repairs',
  params: { element: <AccessibilityRepairs /> },
});

/** Makes older plugins usable with a screen reader, until they are so by themselves. */
export const accessibilityModule = createFrontendModule({
  pluginId: 'app',
  extensions: [repairs],
});
