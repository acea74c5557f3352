import { REGISTRY } from '../cluster/addresses.ts';
import type { BuiltImage } from './ImageStore.ts';

/** Repository of a platform image inside the registry, e.g. `platform/git`. */
export const repositoryOf = (name: string) => `platform/${name}`;

/** Name of a platform image without a version, as kustomizations write it. */
export const imageName = (name: string) => `${REGISTRY}/${repositoryOf(name)}`;

/** The reference by which the cluster runs exactly this image. */
export const imageReference = ({
  name,
  digest,
}: Pick<BuiltImage, 'name' | 'digest'>) => `${imageName(name)}@${digest}`;
