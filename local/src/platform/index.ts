import type { Component } from '../supervisor/component.ts';
import { applications } from './applications.ts';
import { baseImages, platformImages } from './images.ts';
import { payments } from './payments.ts';
import { platform } from './platform.ts';
import { repositories } from './repositories.ts';
import { workloads } from './workloads.ts';

/** What runs in the cluster and how it gets there, in the order it is shown. */
export const platformComponents: Component[] = [
  repositories,
  platformImages,
  platform,
  ...workloads,
  applications,
  baseImages,
  payments,
];
