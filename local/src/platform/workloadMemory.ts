import { z } from 'zod';
import { askCluster } from '../cluster/clusterApi.ts';
import type { Instance } from '../instance.ts';
import type { WorkloadObject } from './workload.ts';
import { workloadObjects } from './workloads.ts';

/** Units of memory in which metrics-server answers: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity */
const UNIT_BYTES: Record<string, number> = {
  '': 1,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

const podMetricsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ namespace: z.string(), name: z.string() }),
      containers: z.array(
        z.object({
          usage: z.object({
            memory: z
              .string()
              .regex(/^\d+(Ki|Mi|Gi)?$/)
              .transform(toBytes),
          }),
        }),
      ),
    }),
  ),
});

/**
 * Bytes of memory that the pods of each platform component use, by the component's name, as metrics-server last
 * measured it. Empty when the cluster does not say.
 */
export async function workloadMemory(
  instance: Instance,
): Promise<Map<string, number>> {
  try {
    const path = '/apis/metrics.k8s.io/v1beta1/pods';
    return sumByComponent(await askCluster(instance, path), workloadObjects);
  } catch {
    return new Map();
  }
}

/** @param podMetrics a list of PodMetrics. @throws ZodError when it is something else */
export function sumByComponent(
  podMetrics: unknown,
  objectsOf: Map<string, WorkloadObject[]>,
): Map<string, number> {
  const { items } = podMetricsSchema.parse(podMetrics);
  const sums = new Map<string, number>();
  for (const [component, objects] of objectsOf) {
    const bytes = items
      .filter(({ metadata }) => objects.some(isOwner(metadata)))
      .flatMap(({ containers }) => containers)
      .map(({ usage }) => usage.memory);
    if (bytes.length > 0)
      sums.set(
        component,
        bytes.reduce((sum, each) => sum + each, 0),
      );
  }
  return sums;
}

/** Pods are named after what they belong to: `<deployment>-<template>-<random>` and `<statefulset>-<number>`. */
function isOwner(pod: { namespace: string; name: string }) {
  return ({ kind, namespace, name }: WorkloadObject): boolean => {
    const rest = kind === 'Deployment' ? '-[a-z0-9]+-[a-z0-9]+' : '-\\d+';
    return (
      pod.namespace === namespace &&
      new RegExp(`^${name}${rest}$`).test(pod.name)
    );
  };
}

function toBytes(quantity: string): number {
  const [, number, unit = ''] = /^(\d+)(\w*)$/.exec(quantity) ?? [];
  return Number(number) * UNIT_BYTES[unit];
}
