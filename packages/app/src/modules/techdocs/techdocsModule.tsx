import { lazy, Suspense } from 'react';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TechDocsAddonLocations } from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';
import { useReaderRepairs } from './useReaderRepairs';

/** Only a page with documentation pays for Mermaid, which is most of a megabyte. */
const Mermaid = lazy(async () => {
  const { Mermaid: Addon } = await import(
    'backstage-plugin-techdocs-addon-mermaid'
  );
  return { default: Addon };
});

const diagrams = AddonBlueprint.make({
  name: 'mermaid',
  params: {
    name: 'Mermaid',
    location: TechDocsAddonLocations.Content,
    component: () => (
      <Suspense fallback={null}>
        <Mermaid
          lightConfig={{ theme: 'neutral' }}
          darkConfig={{
            theme: 'dark',
            themeVariables: { edgeLabelBackground: '#1c2126' },
          }}
        />
      </Suspense>
    ),
  },
});

function ReaderRepairs() {
  useReaderRepairs();
  return null;
}

const readerRepairs = AddonBlueprint.make({
  name: 'reader-repairs',
  params: {
    name: 'ReaderRepairs',
    location: TechDocsAddonLocations.Content,
    component: ReaderRepairs,
  },
});

/** Draws the ```mermaid blocks of the docs in the colours of the theme, and keeps the page readable aloud. */
export const techdocsModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [diagrams, readerRepairs],
});
