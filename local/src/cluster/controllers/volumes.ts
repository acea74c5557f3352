import { join } from 'node:path';
import { NODE_NAME } from '../addresses.ts';
import type { Claim, StorageClass, Volume } from './storageObjects.ts';

/** StorageClasses of this provisioner are served here; see gitops-repo/platform/storage/local. */
export const PROVISIONER = 'payday.internal/local-path';

/** The class whose volume is to be made for this claim now; `undefined` when none is. */
export function classToServe(
  claim: Claim,
  classes: StorageClass[],
): StorageClass | undefined {
  const found = classes.find(({ name }) => name === claim.storageClass);
  if (found?.provisioner !== PROVISIONER) return undefined;
  if (claim.volumeName || claim.isBeingDeleted) return undefined;
  const isPlaced = !found.waitsForPod || claim.selectedNode === NODE_NAME;
  return isPlaced ? found : undefined;
}

/** True when the volume's folder may go, and the volume with it. */
export function isReleased(volume: Volume): boolean {
  return (
    volume.provisionedBy === PROVISIONER &&
    volume.phase === 'Released' &&
    volume.reclaimPolicy === 'Delete'
  );
}

/** Folder of a claim's volume. Names are put in so that people find it; the uid makes it one of a kind. */
export const volumePath = (
  folder: string,
  { namespace, name, uid }: Claim,
): string => join(folder, `${namespace}_${name}_${uid}`);

/**
 * The PersistentVolume for a claim: of the kind `local`, for which the kubelet sets the group that a pod asks for.
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#local
 */
export function volumeFor(
  claim: Claim,
  storageClass: StorageClass,
  folder: string,
): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      // Made twice, it has the same name, and the second is refused.
      name: `pvc-${claim.uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER },
    },
    spec: {
      capacity: { storage: claim.size },
      accessModes: claim.accessModes,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy,
      storageClassName: storageClass.name,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: claim.namespace,
        name: claim.name,
        uid: claim.uid,
      },
      local: { path: volumePath(folder, claim) },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                {
                  key: 'kubernetes.io/hostname',
                  operator: 'In',
                  values: [NODE_NAME],
                },
              ],
            },
          ],
        },
      },
    },
  };
}
