import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessEntry } from './access/accessSchema.ts';
import type { Route } from './findRoute.ts';
import type { BareRepository } from './git/BareRepository.ts';
/** A request whose token and rights were checked. */
export interface AllowedRequest {
  route: Exclude<Route, { kind: 'health' }>;
  repository: BareRepository;
  caller: AccessEntry;
  request: IncomingMessage;
  response: ServerResponse;
}
