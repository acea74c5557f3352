import { EXPORT_COLUMNS } from '@payments/core/dashboard-contract';
import { formatDecimal } from '@payments/core/money';
import { describePayment } from '@payments/core/representations';
import { stringify, type Stringifier } from 'csv-stringify';
import type { PaymentRow } from '../../payments/PaymentsRepository.ts';

type Cells = Record<(typeof EXPORT_COLUMNS)[number], string | boolean | undefined>;

/**
 * Turns rows into CSV (RFC 4180). Cells that a spreadsheet would run as a formula begin with an apostrophe (OWASP, CSV
 * injection), and the byte order mark tells it that this is UTF-8.
 */
export function csvWriter(): Stringifier {
  return stringify({
    header: true,
    columns: [...EXPORT_COLUMNS],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String, string: afterLineFeed },
  });
}

/** The library knows all characters that begin a formula but this one. */
function afterLineFeed(text: string): string {
  return text.startsWith('\n') ? `'${text}` : text;
}

/** A payment as a row. */
export function cellsOf(payment: PaymentRow): Cells {
  const { amount, amountCaptured, amountRefunded, currency } = payment;
  const shown = describePayment(payment);
  const decimal = (minorUnits: bigint) => formatDecimal({ amount: minorUnits, currency });
  return {
    id: shown.id,
    created_at: shown.created_at,
    status: shown.status,
    currency,
    amount: decimal(amount),
    amount_captured: decimal(amountCaptured),
    amount_refunded: decimal(amountRefunded),
    capture_method: shown.capture_method,
    payment_method: shown.payment_method,
    merchant_reference: shown.merchant_reference,
    description: shown.description,
    error_code: shown.last_error?.code,
    decline_code: shown.last_error?.decline_code,
    live: shown.live,
  };
}
