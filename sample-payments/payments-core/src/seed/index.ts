export { SEEDED_MERCHANTS, type SeededMerchant } from './merchants.ts';
export { SEEDED_REFERENCE } from './seededReference.ts';
export { type SeededAccess, type SeedSecrets } from './people.ts';
export { seedDatabase, type SeedOptions } from './seed.ts';
export { seedSettings } from './seedSettings.ts';
export { seededBytes, SeededRandom } from './SeededRandom.ts';
