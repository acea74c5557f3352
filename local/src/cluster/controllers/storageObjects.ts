import { z } from 'zod';

const annotations = z
  .record(z.string(), z.string())
  .nullish()
  .transform(pairs => pairs ?? {});

/** What is used of a PersistentVolumeClaim. */
export const claimSchema = z
  .object({
    metadata: z.object({
      uid: z.string(),
      namespace: z.string(),
      name: z.string(),
      annotations,
      deletionTimestamp: z.string().nullish(),
    }),
    spec: z.object({
      storageClassName: z.string().nullish(),
      volumeName: z.string().nullish(),
      accessModes: z.array(z.string()),
      resources: z.object({ requests: z.object({ storage: z.string() }) }),
    }),
  })
  .transform(({ metadata, spec }) => ({
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    selectedNode: metadata.annotations['volume.kubernetes.io/selected-node'],
    isBeingDeleted: Boolean(metadata.deletionTimestamp),
    storageClass: spec.storageClassName ?? undefined,
    volumeName: spec.volumeName ?? undefined,
    accessModes: spec.accessModes,
    size: spec.resources.requests.storage,
  }));

/** See {@link claimSchema}. */
export type Claim = z.output<typeof claimSchema>;

/** What is used of a PersistentVolume. */
export const volumeSchema = z
  .object({
    metadata: z.object({ name: z.string(), annotations }),
    spec: z.object({
      persistentVolumeReclaimPolicy: z.string().nullish(),
      local: z.object({ path: z.string() }).nullish(),
    }),
    status: z.object({ phase: z.string().nullish() }).nullish(),
  })
  .transform(({ metadata, spec, status }) => ({
    name: metadata.name,
    provisionedBy: metadata.annotations['pv.kubernetes.io/provisioned-by'],
    path: spec.local?.path,
    reclaimPolicy: spec.persistentVolumeReclaimPolicy ?? undefined,
    phase: status?.phase ?? undefined,
  }));

/** See {@link volumeSchema}. */
export type Volume = z.output<typeof volumeSchema>;

/** What is used of a StorageClass. */
export const storageClassSchema = z
  .object({
    metadata: z.object({ name: z.string() }),
    provisioner: z.string(),
    reclaimPolicy: z.string().nullish(),
    volumeBindingMode: z.string().nullish(),
  })
  .transform(value => ({
    name: value.metadata.name,
    provisioner: value.provisioner,
    reclaimPolicy: value.reclaimPolicy ?? 'Delete',
    waitsForPod: value.volumeBindingMode === 'WaitForFirstConsumer',
  }));

/** See {@link storageClassSchema}. */
export type StorageClass = z.output<typeof storageClassSchema>;
