export { seal, unseal, UnsealError } from './sealing.ts';
