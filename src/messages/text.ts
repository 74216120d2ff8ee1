/** What the messages of every language are built from. */
import type { StaleRow } from '../domain/plan/stale-row.js';

/** What failed, on what and why; the hint says what to do next. */
export type ErrorText = readonly [message: string, hint?: string | undefined];

/** A field separator of CSV files. */
export type Delimiter = ',' | ';' | '\t' | '|';

/** How a language quotes, writes numbers, counts and lists. */
export interface Wording {
  readonly quote: (text: string) => string;
  readonly number: (n: number) => string;
  /** `counted(2, 'row')`: “2 rows”. `many` is needed where an s does not make the plural. */
  readonly counted: (n: number, one: string, many?: string) => string;
}

/** @param isOne which numbers take the singular. */
export function wordingOf(
  language: string,
  [opening, closing]: readonly [string, string],
  isOne: (n: number) => boolean,
): Wording {
  const digits = new Intl.NumberFormat(language);
  const number = (n: number): string => digits.format(n);
  return {
    quote: (text) => `${opening}${text}${closing}`,
    number,
    counted: (n, one, many = `${one}s`) => `${number(n)} ${isOne(n) ? one : many}`,
  };
}

/** @param more says how many names are left out. */
export function listing(more: (n: number) => string): (names: readonly string[], others: number) => string {
  return (names, others) => [names.join(', '), ...(others > 0 ? [more(others)] : [])].join(' ');
}

/** In UTC, to the minute: `2026-11-24 03:19`. */
export function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

const STALE_ROWS_SHOWN = 20;

/** The rows that changed since a plan was made, by their codes and addresses, which no language translates. */
export function listStaleRows(rows: readonly StaleRow[], more: (count: number) => string): string {
  const names = rows
    .slice(0, STALE_ROWS_SHOWN)
    .map(({ company, kind, contact, universe, category }) =>
      [company, kind, contact, universe, category].filter((part) => part !== null).join(' '),
    );
  return [...names, ...(rows.length > STALE_ROWS_SHOWN ? [more(rows.length - STALE_ROWS_SHOWN)] : [])].join('; ');
}

const READERS: Readonly<Record<string, string>> = {
  companies: 'abo company import',
  contacts: 'abo contact import',
  mailboxes: 'abo mailbox import',
  subscriptions: 'abo subscription import',
  events: 'abo simulate --events',
  expectations: 'abo verify',
};

/** The command that reads a kind of file: `abo contact import`. */
export function readerOf(kind: string): string | undefined {
  return READERS[kind];
}
