/**
 * What is wrong with an input: one entry per code. The message has no full stop, because the hint continues the sentence:
 * “e-mial” is not a channel; did you mean “email”? Source: docs/contract/csv.md, "Errors in a file".
 */
import { MAX_CODE_LENGTH } from '../../domain/names-and-codes.js';
import type { Problem, ProblemCode } from '../../domain/problems.js';
import { readerOf, type ErrorText } from '../text.js';
import { quote } from './text.js';

const quoted = (text: string | null): string => (text === null || text === '' ? 'nothing' : quote(text));
const list = (texts: readonly string[] | undefined): string => (texts ?? []).join(', ');

/** The nearest name, or else the valid values. */
const suggest = ({ detail }: Problem): string | undefined => {
  if (detail.suggestion !== undefined) return `did you mean ${quote(detail.suggestion)}?`;
  return detail.expected && `valid values: ${list(detail.expected)}`;
};

const fields: Readonly<Record<string, string>> = {
  name: 'a name',
  universes: 'universes',
  partner: 'a partner',
  partner_universe: "the partner's universe",
};
const field = (column: string | null): string => fields[column ?? ''] ?? column ?? 'a value';

/** What else a file can be, and how to get a CSV file from it. */
const NOT_CSV: Readonly<Record<string, readonly [what: string, ...todo: string[]]>> = {
  spreadsheet: ['a spreadsheet'],
  'web-page': ['a web page or XML, whatever its name', 'open it in a spreadsheet program, and save it as CSV'],
  pdf: ['a PDF', 'ask for the table that it was made from'],
  image: ['an image', 'ask for the table itself'],
  document: ['a text document', 'copy its table into a spreadsheet'],
  archive: ['an archive', 'unpack it, and save the spreadsheet in it as CSV'],
};
const SAVE_AS = 'in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV”';

export const problems: Readonly<Record<ProblemCode, (p: Problem) => ErrorText>> = {
  'bad-encoding': (p) => [
    `the file is not valid ${list(p.detail.names)} here`,
    'name its encoding with --encoding, or save it as “CSV UTF-8”',
  ],
  'bad-quote': (p) =>
    p.detail.variant === 'unclosed'
      ? ['a quote is opened here and never closed, so reading stopped', 'close it; in a quoted cell, double each quote']
      : ['a quote is in the wrong place, so reading stopped', 'quote the whole cell, and double each quote inside it'],
  'ragged-row': (p) =>
    p.detail.variant === 'short'
      ? [
          `the row ends after ${(p.detail.names ?? []).join(' of ')} cells, before a required one`,
          'is it cut off, or does it use another delimiter?',
        ]
      : [`${quoted(p.value)} is beyond the last column`, 'put a cell that contains the delimiter in quotes'],
  'unknown-column': (p) => {
    if (p.detail.variant === 'another-kind') {
      const [found = '', wanted] = p.detail.names ?? [];
      const reader = readerOf(found);
      return [
        `this looks like a file of ${found}${wanted === undefined ? '' : `, not of ${wanted}`}`,
        reader && `use ${reader}`,
      ];
    }
    if (p.detail.variant === 'empty') return ['the column has no header', 'name it, or remove it'];
    return [`${quoted(p.value)} is not a column of this kind of file`, suggest(p)];
  },
  'missing-column': (p) =>
    p.detail.variant === 'no-value-column'
      ? ['no column contains values', `add at least one of ${list(p.detail.expected)}`]
      : [`the column ${quote(p.column ?? '')} is missing`, missingHint(p)],
  'duplicate-column': (p) => [
    `${quoted(p.value)} is the same column as ${p.detail.names?.[0] ?? ''} ${quoted(p.detail.names?.[1] ?? '')}`,
    'keep one of them',
  ],
  'missing-value': (p) => {
    if (p.detail.variant === 'new') return [`a new entry needs ${field(p.column)}`];
    if (p.detail.variant === 'link') return ['a partner universe needs a partner'];
    if (p.column === 'partner_universe' && p.detail.expected !== undefined) {
      return [`${list(p.detail.names)} holds several partner universes`, `choose one: ${list(p.detail.expected)}`];
    }
    return ['the cell must not be empty'];
  },
  'bad-value': (p) => {
    if (p.detail.variant === 'revision') {
      return [`${quoted(p.value)} is not a revision`, 'leave the column as it was exported, or remove it'];
    }
    if (p.detail.variant === 'code' && p.value === '') return ['a code must not be empty'];
    if (p.detail.variant === 'code') {
      return [
        `${quoted(p.value)} can't be a code: it would be read as something else`,
        'choose one without commas and wildcards that is not “-”, “none” or “aucun”',
      ];
    }
    if (p.detail.variant === 'long-code') {
      return [`${quoted(p.value)} is too long for a code`, `use at most ${MAX_CODE_LENGTH} characters`];
    }
    if (p.detail.variant === 'everybody') {
      return ['“*” means no recipient, and is only valid with “no”', 'name the recipient'];
    }
    return [`${quoted(p.value)} is not a valid value here`, suggest(p)];
  },
  'bad-email': (p) => [`${quoted(p.value)} is not an e-mail address`],
  'unknown-company': (p) =>
    p.detail.variant === 'rejected'
      ? [`the company ${quoted(p.value)} was itself rejected${otherLine(p)}`, 'correct that row too']
      : [`there is no company ${quoted(p.value)}`, suggest(p)],
  'unknown-contact': (p) => [
    `there is no contact ${quoted(p.value)}${p.detail.names === undefined ? '' : ` in ${list(p.detail.names)}`}`,
    suggest(p),
  ],
  'unknown-universe': (p) => [`${quoted(p.value)} is not a universe`, suggest(p)],
  'unknown-category': (p) => [`${quoted(p.value)} is not a category`, suggest(p)],
  'unknown-channel': (p) => [`${quoted(p.value)} is not a channel`, suggest(p)],
  'unknown-event': (p) => [`${quoted(p.value)} is not an event`, p.detail.suggestion && suggest(p)],
  'universe-not-held': (p) =>
    p.detail.variant === 'stranded'
      ? [`${list(p.detail.names)} would be left without a universe`, 'give them another one in the same input']
      : [
          `the universe ${list(p.detail.names) || quoted(p.value)} is not held`,
          p.detail.expected && `held: ${list(p.detail.expected)}`,
        ],
  'no-portal-access': () => [
    'the contact has no access to the portal, so nothing can be shown to them there',
    'give them access first, or leave the interface as it is',
  ],
  'admin-without-access': () => ['an administrator always has access', 'give them access, or make them a user'],
  'not-a-partner': (p) => {
    if (p.detail.variant === 'clients') {
      return [
        `it manages ${list(p.detail.names)} in a universe that would be removed`,
        'give those another partner first',
      ];
    }
    if (p.detail.variant === 'universe') {
      return [
        `${list(p.detail.names)} is not a partner in ${quoted(p.value)}`,
        p.detail.expected && `it is one in ${list(p.detail.expected)}`,
      ];
    }
    return [
      `${list(p.detail.names) || quoted(p.value)} holds no partner universe`,
      'a partner holds ambassador or operator',
    ];
  },
  'partner-circle': (p) => [`a company would manage itself: ${(p.detail.names ?? []).join(' → ')}`],
  'duplicate-contact': (p) => [
    `${quoted(p.value)} would belong to several contacts: ${list(p.detail.names)}`,
    'it must be unique in the company',
  ],
  'probable-duplicate': (p) => [
    `${quoted(p.value)} is new, and almost the same as ${list(p.detail.names)}`,
    'spreadsheets drop leading zeros; if it is another company, add --allow-duplicate',
  ],
  'contradictory-rows': (p) => [
    `${quoted(p.value)} here, but ${quoted(p.detail.other?.value ?? null)}${otherLine(p)}`,
    'keep one of them',
  ],
  'foreign-revision': (p) => [
    `${quoted(p.value)} is not a revision of this database`,
    'to ignore the column and compare the file with the current state, add --two-way',
  ],
  'not-csv': ({ detail: { variant = '' } }) => {
    const [what, ...todo] = NOT_CSV[variant] ?? [];
    if (what !== undefined) return [`this is ${what}, not a CSV file`, [...todo, SAVE_AS].join('; ')];
    switch (variant) {
      case 'empty':
        return ['the file is empty', 'it needs at least a header'];
      case 'header-alone':
        return ['the file has a header and no rows', 'is it complete?'];
      case 'too-long':
        return ['this line is longer than any row can be'];
      default:
        return ['this is not a text file', 'if it is UTF-16 text, add --encoding utf-16le'];
    }
  },
};

function missingHint({ column, detail }: Problem): string | undefined {
  if (detail.variant === 'no-header') return 'is the header on the first line? --skip-rows N skips lines above it';
  return column === 'company' || column === 'universe' ? `--${column} sets one value for every row` : undefined;
}

function otherLine({ origin, detail: { other } }: Problem): string {
  if (other === undefined || other.origin === null) return '';
  const file = other.origin.source === origin?.source ? '' : ' of another file';
  return ` on line ${other.origin.line}${file}`;
}

export const problemText = {
  /** The place in a file: `clients.csv:17 (record 16), column E “canal”`. */
  place: (
    file: string,
    line: number | null,
    record: number | null,
    column: string | null,
    header: string | null,
  ): string =>
    [
      line === null ? file : `${file}:${line}`,
      record === null ? '' : ` (record ${record})`,
      column === null && header === null ? '' : ', column',
      column === null ? '' : ` ${column}`,
      header === null ? '' : ` ${quote(header)}`,
    ].join(''),
  separator: ': ',
  hintSeparator: '; ',
};
