import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFolders } from './imageContext.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';

/** Writes an OCI layout with one image of the cache; its blobs stay where they are. */
export async function writeLayout(
  folder: string,
  image: BuiltImage,
  cache: string,
  annotations: Record<string, string> = {},
): Promise<void> {
  const manifest = new ImageStore(cache).manifest(image);
  await mkdir(join(folder, 'blobs'), { recursive: true });
  await symlink(imageFolders(cache).blobs, join(folder, 'blobs', 'sha256'));
  await writeFile(
    join(folder, 'oci-layout'),
    JSON.stringify({ imageLayoutVersion: '1.0.0' }),
  );
  await writeFile(
    join(folder, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: manifest.mediaType,
          digest: image.digest,
          size: Buffer.byteLength(manifest.text),
          annotations: {
            'org.opencontainers.image.ref.name': image.hash,
            ...annotations,
          },
        },
      ],
    }),
  );
}
