export { authorizedFetch } from './authorizedFetch.ts';
export { whoAmI } from './whoAmI.ts';
export type { SignedInPerson } from './whoAmI.ts';
