export { accessPlugin as default } from './plugin';
export { accessApiRef, type AccessApi } from './api';
