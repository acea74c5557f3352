import { OpenApiDefinitionWidget } from '@backstage/plugin-api-docs';
import { accessibleSwagger } from './accessibleSwagger';
import styles from './OpenApiDefinition.module.css';

/** Passed on to Swagger UI, although the widget's type does not list it. */
const swaggerProps = { plugins: [accessibleSwagger] };

/** Swagger UI in Payday's colours, without landmarks and links where none may be. */
export function OpenApiDefinition({ definition }: { definition: string }) {
  return (
    <div className={styles.root}>
      <OpenApiDefinitionWidget definition={definition} {...swaggerProps} />
    </div>
  );
}
