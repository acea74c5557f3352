export { CURRENCIES, exponentOf, isCurrency, UnknownCurrencyError } from './currencies.ts';
export {
  formatDecimal,
  fromJsonAmount,
  InvalidAmountError,
  LARGEST_AMOUNT,
  parseDecimal,
  shareOf,
  toJsonAmount,
  type Money,
} from './money.ts';
