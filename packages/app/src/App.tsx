import { createApp } from '@backstage/frontend-defaults';
import { accessibilityModule } from './modules/accessibility';
import { apiDocsModule } from './modules/apiDocs';
import { clusterFeatures } from './modules/cluster';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { techdocsModule } from './modules/techdocs';
import { themeModule } from './modules/theme';

/** The other plugins are found through the dependencies of this package (`app.packages`). */
export default createApp({
  features: [
    layoutModule,
    navModule,
    signInModule,
    themeModule,
    apiDocsModule,
    techdocsModule,
    accessibilityModule,
    clusterFeatures,
  ],
});
