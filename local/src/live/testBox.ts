import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import { imageReference, packTool, pushImage } from '../images/index.ts';
import { target } from '../platform/images.ts';
import { execa } from 'execa';
import { liveInstance } from './liveCluster.ts';

const PROGRAMS = [
  'sh',
  'cat',
  'echo',
  'hostname',
  'httpd',
  'mkdir',
  'nc',
  'nslookup',
  'seq',
  'sleep',
  'tail',
  'timeout',
  'wget',
  'yes',
];

/**
 * Builds an image with BusyBox, pushes it to the instance's registry and returns its reference by digest: what live
 * tests run in pods. BusyBox comes from Debian's package `busybox-static`, whose `wget` must be given addresses, not
 * names, and no `-T`: it crashes.
 */
export async function pushTestBox(
  instance: Instance = liveInstance,
): Promise<string> {
  const context = {
    cache: cacheFolder(),
    signal: new AbortController().signal,
    report: () => {},
    async run({
      file,
      args,
      cwd,
      env,
    }: {
      file: string;
      args: string[];
      cwd: string;
      env?: Record<string, string>;
    }) {
      await execa(file, args, { cwd, env });
    },
  };
  const folder = '/usr/bin';
  const image = await packTool(
    {
      name: 'test-box',
      base: 'scratch',
      binaries: [
        { from: '/bin/busybox', to: `${folder}/busybox`, links: PROGRAMS },
      ],
      entrypoint: [`${folder}/sh`],
    },
    context,
  );
  await pushImage(image, target({ instance }), context);
  return imageReference(image);
}

/** Settings of a pod that Pod Security `restricted` takes. */
export const restrictedPod = {
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 65_532,
    runAsGroup: 65_532,
    fsGroup: 65_532,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

/** The same for a container. */
export const restrictedContainer = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};

/** A Deployment of the test box that runs a shell command, with what is given on top of its container. */
export function boxDeployment(options: {
  namespace: string;
  name: string;
  image: string;
  command: string;
  replicas?: number;
  labels?: Record<string, string>;
  container?: object;
  volumes?: object[];
}) {
  const labels = { app: options.name, ...options.labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: options.namespace, name: options.name },
    spec: {
      replicas: options.replicas ?? 1,
      selector: { matchLabels: { app: options.name } },
      template: {
        metadata: { labels },
        spec: boxPod(options),
      },
    },
  };
}

/** The pod of {@link boxDeployment}. */
export function boxPod(options: {
  image: string;
  command: string;
  container?: object;
  volumes?: object[];
}) {
  return {
    ...restrictedPod,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'box',
        image: options.image,
        command: ['/usr/bin/sh', '-c', options.command],
        resources: {
          requests: { cpu: '10m', memory: '8Mi' },
          limits: { cpu: '500m', memory: '32Mi' },
        },
        env: [{ name: 'PATH', value: '/usr/bin' }],
        ...restrictedContainer,
        ...options.container,
      },
    ],
    ...(options.volumes ? { volumes: options.volumes } : {}),
  };
}

/** A command that answers every request at port 8080 with a text. */
export const answering = (text: string): string =>
  `mkdir -p /tmp/www; echo ${text} >/tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www`;

/** A writable /tmp for {@link answering}. */
export const temporaryVolume = {
  volumes: [{ name: 'tmp', emptyDir: {} }],
  container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
};

/** A Service for port 8080 of a Deployment, at port 80. */
export const boxService = (
  namespace: string,
  name: string,
  app: string = name,
) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name },
  spec: { selector: { app }, ports: [{ port: 80, targetPort: 8080 }] },
});
