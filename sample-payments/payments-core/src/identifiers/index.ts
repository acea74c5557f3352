export { newPublicId, PREFIXES, publicId, uuidOf, type Identified } from './publicIds.ts';
export { formatUuid, newUuid } from './uuid.ts';
