/**
 * What is wrong with an input, an entry a code. The message has no full stop, and the hint goes on in the same sentence:
 * “e-mial” is not a channel; did you mean “email”? Source: docs/contract/csv.md, "Errors in a file".
 */
import { MAX_CODE_LENGTH } from '../../domain/names-and-codes.js';
import type { Problem, ProblemCode } from '../../domain/problems.js';
import { takenBy } from '../kinds.js';
import { hint, type ErrorText } from '../text.js';

const quote = (text: string | null): string => (text === null || text === '' ? 'nothing' : `“${text}”`);
const list = (texts: readonly string[] | undefined): string => (texts ?? []).join(', ');

/** The nearest name, or else what would be accepted. */
const meant = ({ detail }: Problem): { readonly hint?: string } => {
  if (detail.suggestion !== undefined) return { hint: `did you mean “${detail.suggestion}”?` };
  return hint(detail.expected === undefined ? undefined : `it takes ${list(detail.expected)}`);
};

const fields: Readonly<Record<string, string>> = {
  name: 'a name',
  universes: 'universes',
  partner: 'a partner',
  partner_universe: "the partner's universe",
};
const field = (column: string | null): string => fields[column ?? ''] ?? column ?? 'a value';

export const problems: Readonly<Record<ProblemCode, (p: Problem) => ErrorText>> = {
  'bad-encoding': (p) => ({
    message: `the file is not ${list(p.detail.names)} here`,
    hint: 'say what it is with --encoding, or save it as “CSV UTF-8”',
  }),
  'bad-quote': (p) =>
    p.detail.variant === 'unclosed'
      ? {
          message: 'a quote is opened here and never closed, so reading stopped',
          hint: 'close it; a quote within a quoted cell is written twice',
        }
      : {
          message: 'a quote stands where none may be, so reading stopped',
          hint: 'put the whole cell in quotes, and write each quote in it twice',
        },
  'ragged-row': (p) =>
    p.detail.variant === 'short'
      ? {
          message: `the row ends after ${(p.detail.names ?? []).join(' of ')} cells, before a required one`,
          hint: 'is it cut off, or its delimiter another one?',
        }
      : {
          message: `${quote(p.value)} stands beyond the last column`,
          hint: 'a cell that holds the delimiter must be in quotes',
        },
  'unknown-column': (p) => {
    if (p.detail.variant === 'another-kind') {
      const [found = '', wanted] = p.detail.names ?? [];
      return {
        message: `this looks like a file of ${found}${wanted === undefined ? '' : `, not of ${wanted}`}`,
        ...hint(takenBy(found, 'takes it')),
      };
    }
    if (p.detail.variant === 'empty') return { message: 'the column has no header', hint: 'name it, or take it out' };
    return { message: `${quote(p.value)} is not a column of such a file`, ...meant(p) };
  },
  'missing-column': (p) =>
    p.detail.variant === 'no-value-column'
      ? { message: 'no column holds a value', hint: `have one at least of ${list(p.detail.expected)}` }
      : {
          message: `the column “${p.column ?? ''}” is missing`,
          ...hint(missingHint(p)),
        },
  'duplicate-column': (p) => ({
    message: `${quote(p.value)} is the same column as ${p.detail.names?.[0] ?? ''} ${quote(p.detail.names?.[1] ?? '')}`,
    hint: 'keep one of the two',
  }),
  'missing-value': (p) => {
    if (p.detail.variant === 'new') return { message: `what is new needs ${field(p.column)}` };
    if (p.detail.variant === 'link') return { message: 'a partner universe needs a partner' };
    if (p.column === 'partner_universe' && p.detail.expected !== undefined) {
      return {
        message: `${list(p.detail.names)} holds several partner universes`,
        hint: `say in which one: ${list(p.detail.expected)}`,
      };
    }
    return { message: 'the cell is empty, and may not be' };
  },
  'bad-value': (p) => {
    if (p.detail.variant === 'revision') {
      return {
        message: `${quote(p.value)} is not a revision`,
        hint: 'leave the column as the export wrote it, or take it out',
      };
    }
    if (p.detail.variant === 'code' && p.value === '') return { message: 'a code may not be empty' };
    if (p.detail.variant === 'code') {
      return {
        message: `${quote(p.value)} can not be a code: it would be read as something else`,
        hint: 'take one without commas and wildcards, that is not “-”, “none” or “aucun”',
      };
    }
    if (p.detail.variant === 'long-code') {
      return {
        message: `${quote(p.value)} is too long for a code`,
        hint: `take at most ${MAX_CODE_LENGTH} characters`,
      };
    }
    if (p.detail.variant === 'everybody') {
      return { message: '“*” means nobody, and goes with “no” only', hint: 'name the recipient' };
    }
    return { message: `${quote(p.value)} is not a value here`, ...meant(p) };
  },
  'bad-email': (p) => ({ message: `${quote(p.value)} is not an e-mail address` }),
  'unknown-company': (p) =>
    p.detail.variant === 'rejected'
      ? { message: `the company ${quote(p.value)} is rejected itself${otherLine(p)}`, hint: 'mend that row too' }
      : { message: `there is no company ${quote(p.value)}`, ...meant(p) },
  'unknown-contact': (p) => ({
    message: `there is no contact ${quote(p.value)}${p.detail.names === undefined ? '' : ` in ${list(p.detail.names)}`}`,
    ...meant(p),
  }),
  'unknown-universe': (p) => ({ message: `${quote(p.value)} is not a universe`, ...meant(p) }),
  'unknown-category': (p) => ({ message: `${quote(p.value)} is not a category`, ...meant(p) }),
  'unknown-channel': (p) => ({ message: `${quote(p.value)} is not a channel`, ...meant(p) }),
  'unknown-event': (p) => ({
    message: `${quote(p.value)} is not an event`,
    ...hint(p.detail.suggestion === undefined ? undefined : meant(p).hint),
  }),
  'universe-not-held': (p) =>
    p.detail.variant === 'stranded'
      ? {
          message: `${list(p.detail.names)} would be left without a universe`,
          hint: 'give them another one in the same input',
        }
      : {
          message: `the universe ${list(p.detail.names) || quote(p.value)} is not held`,
          ...hint(p.detail.expected === undefined ? undefined : `held: ${list(p.detail.expected)}`),
        },
  'no-portal-access': () => ({
    message: 'the contact has no access to the portal, so nothing can appear there',
    hint: 'give access first, or leave the interface as it is',
  }),
  'admin-without-access': () => ({
    message: 'an administrator always has access',
    hint: 'give access, or make it a user',
  }),
  'not-a-partner': (p) => {
    if (p.detail.variant === 'clients') {
      return {
        message: `a universe that would go is the one in which it manages ${list(p.detail.names)}`,
        hint: 'give those another partner first',
      };
    }
    if (p.detail.variant === 'universe') {
      return {
        message: `${list(p.detail.names)} is no partner in ${quote(p.value)}`,
        ...hint(p.detail.expected === undefined ? undefined : `it is one in ${list(p.detail.expected)}`),
      };
    }
    return {
      message: `${list(p.detail.names) || quote(p.value)} holds no partner universe`,
      hint: 'a partner holds ambassador or operator',
    };
  },
  'partner-circle': (p) => ({ message: `a company would manage itself: ${(p.detail.names ?? []).join(' → ')}` }),
  'duplicate-contact': (p) => ({
    message: `${quote(p.value)} would be that of several contacts: ${list(p.detail.names)}`,
    hint: 'it must be unique in the company',
  }),
  'probable-duplicate': (p) => ({
    message: `${quote(p.value)} is new, and all but equal to ${list(p.detail.names)}`,
    hint: 'spreadsheets drop leading zeros; --allow-duplicate lets it in',
  }),
  'contradictory-rows': (p) => ({
    message: `${quote(p.value)} here, but ${quote(p.detail.other?.value ?? null)}${otherLine(p)}`,
    hint: 'keep one of the two',
  }),
  'foreign-revision': (p) => ({
    message: `${quote(p.value)} is not a revision of this database`,
    hint: '--two-way ignores the column and compares the file with now',
  }),
  'not-csv': (p) => {
    switch (p.detail.variant) {
      case 'spreadsheet':
        return { message: 'this is a spreadsheet, not a CSV file', hint: saveAs };
      case 'web-page':
        return {
          message: 'this is a web page or XML, whatever its name, not a CSV file',
          hint: `open it in a spreadsheet program, and save it as CSV; ${saveAs}`,
        };
      case 'pdf':
        return {
          message: 'this is a PDF, not a CSV file',
          hint: `ask for the table that it was made of; ${saveAs}`,
        };
      case 'image':
        return {
          message: 'this is an image, not a CSV file',
          hint: `ask for the table itself; ${saveAs}`,
        };
      case 'document':
        return {
          message: 'this is a text document, not a CSV file',
          hint: `copy its table into a spreadsheet; ${saveAs}`,
        };
      case 'archive':
        return {
          message: 'this is an archive, not a CSV file',
          hint: `unpack it; of a spreadsheet in it, make a CSV file; ${saveAs}`,
        };
      case 'empty':
        return { message: 'the file is empty', hint: 'a header at least is needed' };
      case 'header-alone':
        return { message: 'the file has a header and no row', hint: 'is it the whole file?' };
      case 'too-long':
        return { message: 'a line is longer than any row can be' };
      default:
        return { message: 'this is not a text file', hint: 'if it is UTF-16 text, say --encoding utf-16le' };
    }
  },
};

const saveAs = 'in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV”';

function missingHint({ column, detail }: Problem): string | undefined {
  if (detail.variant === 'no-header') return 'is the header the first line? --skip-rows N drops lines above it';
  return column === 'company' || column === 'universe' ? `--${column} gives one value to every row` : undefined;
}

function otherLine({ origin, detail: { other } }: Problem): string {
  if (other === undefined || other.origin === null) return '';
  const file = other.origin.source === origin?.source ? '' : ' of another file';
  return ` on line ${other.origin.line}${file}`;
}

export const problemText = {
  /** Where in a file: `clients.csv:17 (record 16), column E “canal”`. */
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
      header === null ? '' : ` “${header}”`,
    ].join(''),
  separator: ': ',
  hintSeparator: '; ',
};
