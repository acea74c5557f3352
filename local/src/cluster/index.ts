import type { Component } from '../supervisor/component.ts';
import { apiServer } from './control-plane/apiServer.ts';
import { clusterAccess } from './control-plane/access.ts';
import { controllerManager } from './control-plane/controllerManager.ts';
import { etcd } from './control-plane/etcd.ts';
import { pki } from './control-plane/pki.ts';
import { scheduler } from './control-plane/scheduler.ts';
import { forwarder } from './forwarder/forwarder.ts';
import { controllers } from './controllers/controllers.ts';
import { namespaces } from './namespaces/namespaces.ts';
import { containerd } from './node/containerd.ts';
import { dns } from './node/dns.ts';
import { kubelet } from './node/kubelet.ts';
import { kubeProxy } from './node/kubeProxy.ts';
import { gitServer } from './node/gitServer.ts';
import { importPauseImage } from './node/importPauseImage.ts';
import { registry } from './node/registry.ts';

/** The parts of the embedded cluster, in the order they are shown. */
export const clusterComponents: Component[] = [
  pki,
  namespaces,
  forwarder,
  etcd,
  apiServer,
  clusterAccess,
  controllerManager,
  scheduler,
  registry,
  gitServer,
  containerd,
  importPauseImage,
  kubelet,
  kubeProxy,
  dns,
  controllers,
];
