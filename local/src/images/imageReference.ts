import { REGISTRY } from '../cluster/addresses.ts';
import type { BuiltImage } from './ImageStore.ts';

/**
 * Repository of an image inside the registry: `git`, one of the platform's own, is at `platform/git`; a name with a
 * slash, e.g. `payments/payments-api`, is a repository already.
 */
export const repositoryOf = (name: string) =>
  name.includes('/') ? name : `platform/${name}`;

/** Name of an image without a version, as kustomizations write it. */
export const imageName = (name: string) => `${REGISTRY}/${repositoryOf(name)}`;

/** The reference by which the cluster runs exactly this image. */
export const imageReference = ({
  name,
  digest,
}: Pick<BuiltImage, 'name' | 'digest'>) => `${imageName(name)}@${digest}`;
