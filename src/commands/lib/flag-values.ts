/** From the text of a flag to its value. A wrong one names what would be right. Source: docs/contract/cli.md, "Values and filters". */
import { readFileSync } from 'node:fs';
import type { RequestedMoment } from '../../app/read/moments.js';
import { boxValues, events, yesOrNo as yesOrNoValues } from '../../csv/values.js';
import type { LossLimit } from '../../domain/plan/limits.js';
import type { UniverseOrAll } from '../../domain/plan/request.js';
import {
  EVENTS,
  findEvent,
  isCategory,
  isUniverse,
  UNIVERSES,
  type Category,
  type EventCode,
} from '../../domain/vocabulary.js';
import { FORMATS, type Format } from '../../views/list.js';
import type { Session } from '../../context.js';
import { AboError, whyOf } from '../../errors.js';
import { messagesIn } from '../../messages/index.js';
import { nearest } from '../../nearest.js';
import { pathIn, type System } from '../../system.js';

/** Converts the text of a flag to its value; `previous` is the value of the same flag so far, where it is repeated. */
export type Parse<T> = (text: string, flag: string, system: Pick<System, 'cwd'>, previous?: T) => T;
/** As `Parse`, for text that cannot name a file. */
type ParseText<T> = (text: string, flag: string) => T;

/** The value of `-o FORMAT=FILE`. */
export interface OutputFile<F extends Format = Format> {
  readonly format: F;
  readonly file: string;
}

export function missingFlag({ command }: Pick<Session, 'command'>, flag: string): AboError {
  return new AboError('missing-flag', { flag, command: `abo ${command}` });
}

/** Two flags, or a flag and an operand, that can't be given together. */
export function excluded(first: string, second: string): AboError {
  return new AboError('flags-exclude', { first, second });
}

/** @throws AboError `missing-flag` */
export function requiredFlag<T>(session: Pick<Session, 'command'>, value: T | undefined, flag: string): T {
  if (value === undefined) throw missingFlag(session, flag);
  return value;
}

/** @throws AboError `missing-flag`, `one-value` */
export function exactlyOne(session: Pick<Session, 'command'>, values: readonly string[], flag: string): string {
  const [first, another] = values;
  const only = requiredFlag(session, first, flag);
  if (another !== undefined) throw new AboError('one-value', { flag, command: `abo ${session.command}` });
  return only;
}

export function badValue(flag: string, value: string, expected: readonly string[]): AboError {
  const suggestion = suggestCode(value, expected);
  return new AboError('bad-value', { flag, value, expected, suggestion });
}

export const text: ParseText<string> = (value) => value;

export function oneOf<const T extends string>(known: readonly T[]): ParseText<T> {
  return (value, flag) => {
    const found = known.find((candidate) => candidate === value);
    if (found === undefined) throw badValue(flag, value, known);
    return found;
  };
}

export const yesOrNo: ParseText<boolean> = (value, flag) => {
  if (value === 'yes') return true;
  if (value === 'no') return false;
  throw badValue(flag, value, ['yes', 'no']);
};

export function count(least: number): ParseText<number> {
  return (value, flag) => {
    const number = /^\d{1,15}$/u.test(value) ? Number(value) : NaN;
    if (!(number >= least)) throw new AboError('not-a-count', { flag, value, least });
    return number;
  };
}

/** `12`, or `25%`. */
export const lossLimit: ParseText<LossLimit> = (value, flag) => {
  const [, digits = '', percent] = /^(\d{1,15})(%?)$/u.exec(value) ?? [];
  const unit = percent === '%' ? 'percent' : 'recipients';
  const most = Number(digits);
  if (digits === '' || (unit === 'percent' && most > 100)) throw new AboError('not-a-limit', { flag, value });
  return { most, unit };
};

/** Repeatable, comma-joined, or `@file` with one value a line. */
export const list: Parse<readonly string[]> = (value, flag, system, previous = []) => [
  ...previous,
  ...expand(flag, value, system),
];

export function listOf<const T extends string>(known: readonly T[]): Parse<readonly T[]> {
  const parse = oneOf(known);
  return (value, flag, system, previous = []) => [
    ...previous,
    ...expand(flag, value, system).map((item) => parse(item, flag)),
  ];
}

/** Removes the byte-order mark. Text that is not UTF-8 is an error: its names would match nothing. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Returns at least one value: an empty filter would match everything. */
function expand(flag: string, value: string, system: Pick<System, 'cwd'>): readonly string[] {
  const texts = value.startsWith('@') && value.length > 1 ? readLines(flag, value.slice(1), system) : value.split(',');
  const items = texts.map((item) => item.trim()).filter((item) => item !== '');
  if (items.length === 0) throw new AboError('empty-filter', { flag, value });
  return items;
}

function readLines(flag: string, file: string, { cwd }: Pick<System, 'cwd'>): readonly string[] {
  try {
    const text = UTF8.decode(readFileSync(pathIn(cwd, file)));
    // A binary file, which PostgreSQL would refuse as text.
    if (text.includes('\0')) throw Object.assign(new Error('NUL'), { code: 'NUL' });
    return text.split(/\r\n|\n|\r/u);
  } catch (error) {
    throw new AboError('list-unreadable', { flag, file, ...whyOf(error) }, { cause: error });
  }
}

/** A day (its start or end, local) or an ISO time. */
export function time(end: 'start' | 'end'): ParseText<Date> {
  return (value, flag) => {
    const date = dayOf(value)?.[end] ?? timeOf(value);
    if (date === null) throw new AboError('not-a-time', { flag, value });
    return date;
  };
}

/** `FORMAT=FILE`, repeatable. */
export const outputFile: Parse<readonly OutputFile[]> = (value, flag, _, previous = []) => {
  const at = value.indexOf('=');
  if (at <= 0 || at === value.length - 1) throw badValue(flag, value, ['FORMAT=FILE']);
  return [...previous, { format: oneOf(FORMATS)(value.slice(0, at), flag), file: value.slice(at + 1) }];
};

/** Repeatable; a file's name may hold a comma. */
export const files: Parse<readonly string[]> = (value, _flag, _system, previous = []) => [...previous, value];

/** A change set's number, a day, or an ISO time. */
export const moment: ParseText<RequestedMoment> = (value, flag) => {
  if (/^\d{1,15}$/u.test(value)) return { kind: 'change-set', number: Number(value) };
  const day = dayOf(value);
  if (day !== null) return { kind: 'day', day: value, ...day };
  const at = timeOf(value);
  if (at === null) throw new AboError('not-a-moment', { flag, value });
  return { kind: 'time', at };
};

/** Returns the first and the last millisecond of a local day; null for a text that is no day: `2026-02-30`. */
function dayOf(text: string): { readonly start: Date; readonly end: Date } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const start = new Date(year, month - 1, day);
  if (start.getMonth() !== month - 1 || start.getDate() !== day) return null;
  return { start, end: new Date(year, month - 1, day + 1, 0, 0, 0, -1) };
}

function timeOf(text: string): Date | null {
  const date = new Date(/^\d{4}-\d{2}-\d{2}T/u.test(text) ? text : NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The universe of every row of an import: a code, or `*` for all. */
export const universeOrAll: ParseText<UniverseOrAll> = (value, flag) => {
  if (value === '*' || value === 'all') return '*';
  if (!isUniverse(value)) throw badValue(flag, value, [...UNIVERSES, '*']);
  return value;
};

/** An event's code, or a category. @throws AboError `unknown-event` */
export function eventOrCategory(text: string): EventCode | Category {
  const event = findEvent(text);
  if (event !== undefined) return event.code;
  if (isCategory(text)) return text;
  const suggestion = events.nearest(text);
  const [category = ''] = text.split('.');
  const known = EVENTS.map(({ code }) => code).filter(
    (code) => !isCategory(category) || code.startsWith(`${category}.`),
  );
  throw new AboError('unknown-event', { event: text, known, suggestion });
}

/**
 * Returns one of `known` where a person typed its label, in either language, or made a typing mistake; undefined when none is
 * near.
 */
export function suggestCode(text: string, known: readonly string[]): string | undefined {
  const codes = new Map<string, string>(known.map((code) => [code, code]));
  for (const { labels, views } of Object.values(messagesIn)) {
    const { universe, category, channel, role, access, column } = labels;
    for (const group of [universe, views.universeShort, category, channel, role, access, column]) {
      for (const [code, label] of Object.entries(group)) {
        // A code stands for itself, whatever it is called elsewhere.
        if (known.includes(code) && !codes.has(label)) codes.set(label, code);
      }
    }
  }
  const near = nearest(text, codes.keys());
  return near === undefined ? codeOfMark(text, known) : codes.get(near);
}

/** The code of a mark that only a file may have: `x`, `oui`. */
function codeOfMark(text: string, known: readonly string[]): string | undefined {
  const yes = yesOrNoValues.read(text);
  return [boxValues.read(text), yes === undefined ? undefined : yes ? 'yes' : 'no'].find(
    (code) => code !== undefined && known.includes(code),
  );
}
