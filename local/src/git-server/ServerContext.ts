import type { AccessTable } from './access/AccessTable.ts';
import type { Slots } from './backend/Slots.ts';
import type { Maintenance } from './git/Maintenance.ts';
import type { PushListeners } from './listeners/PushListeners.ts';

/** What the handlers of requests share. */
export interface ServerContext {
  /** Folder of bare repositories. */
  folder: string;
  /** Folder where running pushes leave their notes; emptied at start. */
  pushesFolder: string;
  /** Absolute path of git-http-backend. */
  httpBackend: string;
  /** The longest a single request may take. */
  requestTimeoutMs: number;
  access: AccessTable;
  slots: Slots;
  listeners: PushListeners;
  maintenance: Maintenance;
  log(line: string): void;
}
