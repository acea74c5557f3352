export { accessApiRef, type AccessApi } from './AccessApi';
export { AccessClient } from './AccessClient';
