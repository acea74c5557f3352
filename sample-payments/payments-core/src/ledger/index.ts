export {
  ACCOUNT_KINDS,
  belongsToMerchant,
  captureJournal,
  ENTRY_KINDS,
  movements,
  netOf,
  refundJournal,
  settlementJournal,
  type AccountKind,
  type EntryKind,
  type JournalLine,
  type SettlementTotals,
} from './journals.ts';
export { ledgerAccounts, type LedgerAccounts } from './ledgerAccounts.ts';
export { writeJournal, type JournalSubject } from './writeJournal.ts';
