import { SidebarPage } from '@backstage/core-components';
import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
  NotFoundErrorPage,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { MainLandmark, SkipLink } from './MainLandmark';
import { NotFoundPage } from './NotFoundPage';
import { PaydayPageLayout } from './PaydayPageLayout';

/** Takes the place of the framework's layout, which has no landmark for the content of a page. */
const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <SidebarPage>
        <SkipLink />
        {inputs.nav.get(coreExtensionData.reactElement)}
        <MainLandmark>
          {inputs.content.get(coreExtensionData.reactElement)}
        </MainLandmark>
      </SidebarPage>,
    ),
  ],
});

const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define =>
    define({ component: PageLayout, loader: () => PaydayPageLayout }),
});

const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define =>
    define({ component: NotFoundErrorPage, loader: () => NotFoundPage }),
});

/** Sidebar beside content, where screen readers and keyboards can jump to the content. */
export const layoutModule = createFrontendModule({
  pluginId: 'app',
  extensions: [layout, pageLayout, notFoundPage],
});
