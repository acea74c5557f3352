import { Problem } from '../problem.ts';
import type { ImageContext } from './imageContext.ts';
import { repositoryOf } from './imageReference.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import {
  RegistryClient,
  RegistryError,
  type RegistryCredentials,
} from './RegistryClient.ts';

/** Where images are pushed to: the host's end of the registry's forwarder. */
export interface PushTarget {
  /** Host and port, e.g. `127.0.0.1:5500`. */
  address: string;
  credentials: RegistryCredentials;
}

/**
 * Makes a finished image be in the registry. Nothing is sent that is there already.
 * @returns its digest, which is always the one it was built with
 * @throws Problem when the registry does not take it
 */
export async function pushImage(
  image: BuiltImage,
  target: PushTarget,
  context: Pick<ImageContext, 'cache' | 'signal' | 'report'>,
): Promise<string> {
  const { address, credentials } = target;
  const store = new ImageStore(context.cache);
  const client = new RegistryClient(address, credentials, context.signal);
  const repository = repositoryOf(image.name);
  const manifest = { ...store.manifest(image), digest: image.digest };
  try {
    if (await client.hasManifest(repository, image.digest, manifest.mediaType))
      return image.digest;
    context.report(`Pushing ${image.name}`);
    const from = image.base && repositoryOf(image.base);
    for (const { digest, size } of [...manifest.layers, manifest.config]) {
      const file = store.blobPath(digest);
      await client.putBlob(repository, { digest, size, file }, from);
    }
    await client.putManifest(repository, manifest);
    return image.digest;
  } catch (error) {
    context.signal.throwIfAborted();
    if (isDamaged(error)) await store.forget(image.hash);
    throw pushProblem(image, address, error);
  }
}

const isDamaged = (error: unknown) =>
  error instanceof RegistryError && /DIGEST_INVALID/.test(error.message);

function pushProblem(
  { name }: BuiltImage,
  address: string,
  error: unknown,
): Problem {
  const options = { cause: error };
  if (isDamaged(error)) {
    return new Problem(
      `The image "${name}" is damaged in the cache.`,
      ['To build it again:  ./payday up'],
      options,
    );
  }
  if (error instanceof RegistryError && error.status === 401) {
    return new Problem(
      `The registry at ${address} refused the password for pushing "${name}".`,
      ['To start it with the current one:  ./payday down, then ./payday up'],
      options,
    );
  }
  return new Problem(
    `The image "${name}" could not be pushed to the registry at ${address}.`,
    [
      error instanceof Error ? error.message : String(error),
      'To see its log:  ./payday logs registry',
    ],
    options,
  );
}
