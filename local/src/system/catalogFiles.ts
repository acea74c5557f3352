import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { validateYaml } from './yamlFile.ts';

const configSchema = z.object({
  catalog: z.object({
    locations: z.array(z.object({ type: z.string(), target: z.string() })),
  }),
});
const entitySchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z
    .object({
      target: z.string().optional(),
      targets: z.array(z.string()).optional(),
    })
    .optional(),
});

/**
 * Checks that every catalog file named in the configuration can be read as entities, following Location entities.
 * The portal checks the rest and reports it on the entity's page.
 * @param base folder that relative file locations start from
 * @throws Problem naming file and line
 */
export async function validateCatalog(
  configPaths: string[],
  base: string,
  root: string,
): Promise<void> {
  const seen = new Set<string>();
  for (const config of configPaths) {
    const [{ document } = {}] = await validateYaml(config, root);
    const parsed = configSchema.safeParse(document?.toJS());
    const locations = parsed.success ? parsed.data.catalog.locations : [];
    for (const { type, target } of locations)
      if (type === 'file')
        await validateFile(resolve(base, target), root, seen);
  }
}

async function validateFile(
  path: string,
  root: string,
  seen: Set<string>,
): Promise<void> {
  if (seen.has(path) || path.includes('*') || !existsSync(path)) return;
  seen.add(path);
  for (const { document, line } of await validateYaml(path, root)) {
    if (document.contents === null) continue;
    const entity = entitySchema.safeParse(document.toJS());
    if (!entity.success) {
      const [issue] = entity.error.issues;
      throw new Problem(
        `${relative(
          root,
          path,
        )} holds something that is not a catalog entity: the document at line ${line} has a wrong or missing ${
          issue.path.join('.') || 'shape'
        }.`,
        [
          'An entity has apiVersion, kind and metadata.name. Correct it, then:  ./payday up',
        ],
      );
    }
    if (entity.data.kind !== 'Location') continue;
    const targets = [
      ...(entity.data.spec?.targets ?? []),
      entity.data.spec?.target ?? [],
    ].flat();
    for (const target of targets)
      if (!/^[a-z]+:\/\//.test(target))
        await validateFile(resolve(dirname(path), target), root, seen);
  }
}
