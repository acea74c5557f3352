/** Test cards by what their bank does. Only tokens: a card number has no place on these pages. */
export const TEST_TOKENS = [
  { token: 'tok_visa', label: 'Card that is approved', hint: 'Pays at once' },
  {
    token: 'tok_decline_insufficient_funds',
    label: 'Card without funds',
    hint: 'Is declined; another card can be tried',
  },
  { token: 'tok_action', label: 'Card that asks its holder', hint: 'Leads to the bank’s page and back' },
  { token: 'tok_slow_3000', label: 'Card of a slow bank', hint: 'Answers after three seconds' },
  {
    token: 'tok_hang_after',
    label: 'Card of a bank that does not answer',
    hint: 'Stays open until the bank is asked again',
  },
] as const;
