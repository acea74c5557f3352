import { boundaries } from './boundaries.ts';
import { catalog } from './catalog.ts';
import { cli } from './cli.ts';
import { config } from './config.ts';
import { docs } from './docs.ts';
import { e2e } from './e2e.ts';
import { lint } from './lint.ts';
import { payments } from './payments.ts';
import { paymentsE2e } from './paymentsE2e.ts';
import { paymentsFaults } from './paymentsFaults.ts';
import { platform } from './platform.ts';
import { secrets } from './secrets.ts';
import { services } from './services.ts';
import { state } from './state.ts';
import type { Suite } from './suite.ts';
import { types } from './types.ts';
import { unit } from './unit.ts';

/** Every suite of `payday test`, in the order in which they start. A new one is added here and nowhere else. */
export const suites: Suite[] = [
  types,
  lint,
  boundaries,
  docs,
  catalog,
  config,
  secrets,
  state,
  unit,
  payments,
  paymentsE2e,
  cli,
  platform,
  e2e,
  services,
  paymentsFaults,
];
