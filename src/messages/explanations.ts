/**
 * What each code means and what to do: `abo explain`. Most errors are explained by their own message and hint, with
 * placeholders such as FILE in them; the other codes have a text of their own. Only `explain` needs all this.
 */
import type { AuditRule } from '../domain/audit/finding.js';
import type { MailboxReason, SubscriptionReason } from '../domain/effective.js';
import type { Refusal } from '../domain/permissions.js';
import type { ProblemCode } from '../domain/problems.js';
import type { MissingDelivery } from '../domain/verification.js';
import type { OutsideAudience } from '../domain/why/why.js';
import { errors as enErrors } from './en/errors.js';
import { explanations as en, words as enWords } from './en/explanations.js';
import { errors as frErrors } from './fr/errors.js';
import { explanations as fr, words as frWords } from './fr/explanations.js';
import type { Language } from './index.js';
import type { ErrorText } from './text.js';

/** `inert` is what an audit reports of a setting that no event can reach. */
export type ReasonCode = SubscriptionReason | MailboxReason | OutsideAudience | MissingDelivery['reason'] | 'inert';
type ExplainedError = keyof typeof enErrors;
/** Codes whose message alone would not explain them. */
type WrittenCode = ReasonCode | Refusal | ProblemCode | AuditRule;

/** What a code means, and what to do. */
export type Explanation = readonly [means: string, todo: string];
export type Explanations = ReadonlyMap<string, Explanation>;
/** Of errors, only those whose message depends on the case. */
type WrittenExplanations = Readonly<Record<WrittenCode, Explanation> & Partial<Record<ExplainedError, Explanation>>>;

type Placeholders = ReturnType<typeof placeholdersOf>;
/** The compiler asks for a written explanation of each error whose parameters the placeholders don't fit. */
type DerivedErrors = Readonly<Record<Exclude<ExplainedError, keyof typeof en>, (p: Placeholders) => ErrorText>>;

export const explanationsIn: Readonly<Record<Language, Explanations>> = {
  fr: explanationsOf(fr, frErrors, frWords),
  en: explanationsOf(en satisfies WrittenExplanations, enErrors, enWords),
};

function explanationsOf(
  written: Readonly<Record<keyof typeof en, Explanation>>,
  errors: DerivedErrors,
  words: typeof enWords,
): Explanations {
  const placeholders = placeholdersOf(words);
  const derived = Object.entries(errors)
    .filter(([code]) => !Object.hasOwn(written, code))
    .map(([code, textOf]): [string, Explanation] => {
      const [message, hint = ''] = textOf(placeholders);
      return [code, [message, hint]];
    });
  return new Map<string, Explanation>([...Object.entries(written), ...derived]);
}

/** A value for every parameter of the errors that are explained by their message. */
function placeholdersOf(words: typeof enWords) {
  const { address, code, command, detail, file, name, text, value, version } = words;
  return {
    ...words,
    accepted: ['utf-8', '…'],
    choices: [`${code}/${address}`, '…'],
    clients: [code, '…'],
    command: `abo ${command}`,
    company: code,
    contact: address,
    database: { name, identity: code },
    delimiter: text,
    encoding: name,
    engine: name,
    expected: [value, '…'],
    files: ['companies.csv', 'contacts.csv', 'mailboxes.csv', 'subscriptions.csv'],
    first: '--OPTION',
    flag: '--OPTION',
    from: text,
    is: 'input' as const,
    key: name,
    known: [name, '…'],
    last: 12,
    least: 1,
    line: 3,
    minimum: version,
    missing: [name, '…'],
    more: 0,
    needed: '--OPTION2',
    number: '12',
    only: 'contact' as const,
    operand: value,
    other: name,
    output: file,
    parameter: name,
    plan: { name, identity: code },
    profile: name,
    reason: detail,
    rows: [{ company: code, kind: 'contact' as const, contact: address, universe: null, category: null }],
    said: detail,
    second: '--OPTION2',
    server: 'PostgreSQL',
    table: name,
    to: text,
    unknown: [name, '…'],
    variable: 'PGPASSWORD',
  };
}
