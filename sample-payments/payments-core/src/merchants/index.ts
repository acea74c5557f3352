export {
  addPerson,
  listMerchants,
  MerchantError,
  openMerchant,
  type MerchantAccess,
  type NewPerson,
  type PersonAccess,
} from './merchants.ts';
export { parseMerchantsCommand, UsageError, type MerchantsCommand } from './merchantsCommand.ts';
export { ensureSyntheticMerchants, syntheticApiKey, syntheticSettings } from './synthetic.ts';
