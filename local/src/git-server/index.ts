export { accessFor, type GitTokens } from './accessFile.ts';
export {
  commitFiles,
  type FileCommit,
  type FileCommitResult,
} from './commitFiles.ts';
export { BareRepository } from './git/BareRepository.ts';
export type { RefUpdate } from './git/refUpdate.ts';
export type { Listener } from './listeners/listenerSchema.ts';
export {
  announceUpdate,
  type GitServerAddress,
} from './push/announceUpdate.ts';
export { isSeeded, seedRepository, type Seed } from './seedRepositories.ts';
export type { SeedResult } from './seeding/seedResult.ts';
