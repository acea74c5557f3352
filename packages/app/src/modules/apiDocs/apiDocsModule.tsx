import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  apiDocsConfigRef,
  defaultDefinitionWidgets,
} from '@backstage/plugin-api-docs';
import { OpenApiDefinition } from './OpenApiDefinition';

/** The framework's definition widgets, with our own for OpenAPI. */
const apiDocsConfig = ApiBlueprint.make({
  name: 'config',
  params: define =>
    define({
      api: apiDocsConfigRef,
      deps: {},
      factory: () => {
        const widgets = defaultDefinitionWidgets().map(widget =>
          widget.type === 'openapi'
            ? {
                ...widget,
                component: (definition: string) => (
                  <OpenApiDefinition definition={definition} />
                ),
              }
            : widget,
        );
        return {
          getApiDefinitionWidget: entity =>
            widgets.find(({ type }) => type === entity.spec.type),
        };
      },
    }),
});

/** API documentation whose colours and structure everybody can read. */
export const apiDocsModule = createFrontendModule({
  pluginId: 'api-docs',
  extensions: [apiDocsConfig],
});
