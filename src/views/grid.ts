/**
 * Subscriptions as the portal's dashboard shows them: a company's contacts against categories × channels, one universe at
 * a time. Each state has its own sign, so that no colour is needed. Streamed, company by company.
 * Source: docs/contract/cli.md, "Output"; docs/contract/rules.md, "Is this contact notified?".
 */
import { cellName } from '../domain/cells.js';
import type { SubscriptionReason } from '../domain/effective.js';
import type { Contact } from '../domain/model.js';
import type { SubscriptionRecord } from '../domain/records.js';
import { UNIVERSES, type Category, type Channel, type Universe } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import { named } from './fields.js';
import { PageWriter, type Page } from './page.js';
import { layoutOf, type Style } from './style.js';
import { heading } from './table.js';
import { visible } from './visible.js';
import { centred, cutTo, fillLines, GAP, padTo, widestOf, wrapCell } from './width.js';

export interface GridOptions {
  /** The columns shown, in the order of the vocabulary. */
  readonly categories: readonly Category[];
  readonly channels: readonly Channel[];
  /** The company's name; null when it is not known. */
  readonly companyName: (code: string) => string | null;
}

/** Chosen on, on by default, opted out, off, impossible. */
const SIGNS: Readonly<Record<SubscriptionReason, string>> = {
  'explicit-on': '✓',
  'admin-default': 'A',
  'explicit-off': '✗',
  'not-subscribed': '·',
  'no-portal-access': '–',
  'not-in-universe': '–',
};

const ADMIN = SIGNS['admin-default'];
const NO_ACCESS = 'ø';
/** Around the sign of a cell that no event can reach. */
const INERT = '( )';

const CELL_WIDTH = 3;
/** Two cells with a space between; short labels of categories fit too. */
const CATEGORY_WIDTH = 7;
/** Before a contact: its mark and a space. */
const MARK_WIDTH = 2;
const NARROWEST_NAME = 8;
/** For the key, where there is no terminal. */
const USUAL_COLUMNS = 80;

interface GridRow {
  readonly contact: Contact;
  readonly cells: Map<string, SubscriptionRecord>;
}

/**
 * `records` in the order of lists: company, contact, universe, cell; those that are filtered out are absent, and blank.
 *
 * @returns how many rows (contacts in a universe) it wrote: none is for the caller to tell on stderr
 */
export async function writeGrid(
  records: AsyncIterable<readonly SubscriptionRecord[]>,
  options: GridOptions,
  page: Page,
  messages: Messages,
): Promise<number> {
  const writer = new PageWriter(page);
  const layout = layoutOf(page, messages);
  const { style } = layout;
  /** The signs that occurred, and must be explained in the key. */
  const seen = new Set<string>();
  let rows = 0;
  for await (const company of byCompany(records)) {
    for (const [universe, group] of company.universes) {
      if (rows > 0) await writer.line();
      const name = options.companyName(company.code);
      for (const line of heading(named(company.code, name), messages.labels.universe[universe], layout))
        await writer.line(line);
      const { labels, width } = labelsOf(group, page.columns, options.categories.length);
      for (const line of headOf(options, width, messages)) await writer.line(style.dim(line));
      for (const [i, row] of group.entries()) {
        const { first = '', below = [] } = labels[i] ?? {};
        await writer.line(lineOf(row, first, width, options, style, seen));
        for (const line of below) await writer.line(style.dim(' '.repeat(MARK_WIDTH) + line));
      }
      rows += group.length;
    }
  }
  if (rows > 0) {
    await writer.line();
    for (const line of keyOf(seen, page.columns ?? USUAL_COLUMNS, messages)) await writer.line(style.dim(line));
  }
  await writer.flush();
  return rows;
}

interface CompanyRows {
  readonly code: string;
  /** In the order of the vocabulary. */
  readonly universes: readonly (readonly [Universe, readonly GridRow[]])[];
}

/** Gathers the records of one company at a time. */
async function* byCompany(records: AsyncIterable<readonly SubscriptionRecord[]>): AsyncGenerator<CompanyRows> {
  let code: string | undefined;
  let universes = new Map<Universe, GridRow[]>();
  const gathered = (of: string): CompanyRows => ({ code: of, universes: [...universes].sort(byUniverse) });
  for await (const batch of records) {
    for (const record of batch) {
      const { contact, universe } = record;
      if (code !== contact.company) {
        if (code !== undefined) yield gathered(code);
        code = contact.company;
        universes = new Map();
      }
      let rows = universes.get(universe);
      if (rows === undefined) universes.set(universe, (rows = []));
      let row = rows.at(-1);
      if (row?.contact.id !== contact.id) rows.push((row = { contact, cells: new Map() }));
      row.cells.set(cellName(record), record);
    }
  }
  if (code !== undefined) yield gathered(code);
}

const byUniverse = ([a]: readonly [Universe, unknown], [b]: readonly [Universe, unknown]): number =>
  UNIVERSES.indexOf(a) - UNIVERSES.indexOf(b);

interface ContactLabel {
  /** Beside the cells. */
  readonly first: string;
  /** What does not fit beside the cells. */
  readonly below: readonly string[];
}

/** How contacts are named: name and address beside the cells where they fit; else the address, and what is left of a long name, below. */
function labelsOf(
  rows: readonly GridRow[],
  columns: number | null,
  categories: number,
): { readonly labels: readonly ContactLabel[]; readonly width: number } {
  const names = rows.map(({ contact }) => visible(contact.name));
  const addresses = rows.map(({ contact }) => visible(contact.email));
  const nameWidth = widestOf(names);
  const both = names.map((name, i) => `${padTo(name, nameWidth)}${GAP}${addresses[i] ?? ''}`);
  const available =
    columns === null ? Infinity : Math.max(NARROWEST_NAME, columns - MARK_WIDTH - categories * (CATEGORY_WIDTH + 1));
  if (widestOf(both) <= available)
    return { labels: both.map((first) => ({ first, below: [] })), width: widestOf(both) };
  const labels = names.map((name, i): ContactLabel => {
    const [first = '', ...rest] = wrapCell(name, available);
    return { first, below: [...rest, ...wrapCell(addresses[i] ?? '', (columns ?? Infinity) - MARK_WIDTH)] };
  });
  return { labels, width: widestOf(labels.map(({ first }) => first)) };
}

/** Categories over channels. */
function headOf({ categories, channels }: GridOptions, width: number, { labels, views }: Messages): readonly string[] {
  const initials = channels.map((channel) => centred(views.grid.channelInitial[channel], CELL_WIDTH)).join(' ');
  const over = categories.map((category) => centred(labels.categoryShort[category], CATEGORY_WIDTH));
  const under = categories.map(() => centred(initials, CATEGORY_WIDTH));
  const before = ' '.repeat(MARK_WIDTH);
  return [
    `${before}${' '.repeat(width)} ${over.join(' ')}`.trimEnd(),
    `${before}${padTo(cutTo(labels.column.contact, width), width)} ${under.join(' ')}`.trimEnd(),
  ];
}

function lineOf(
  row: GridRow,
  label: string,
  width: number,
  options: GridOptions,
  style: Style,
  seen: Set<string>,
): string {
  const { contact } = row;
  const admin = contact.role === 'admin';
  if (admin) seen.add(ADMIN);
  if (!contact.access) seen.add(NO_ACCESS);
  const mark = admin ? ADMIN : contact.access ? ' ' : NO_ACCESS;
  const line = options.categories
    .map((category) => {
      const cells = options.channels.map((channel) => {
        const record = row.cells.get(cellName({ category, channel }));
        return record === undefined ? ' '.repeat(CELL_WIDTH) : signOf(record, style, seen);
      });
      const space = CATEGORY_WIDTH - (cells.length * (CELL_WIDTH + 1) - 1);
      return ' '.repeat(Math.floor(space / 2)) + cells.join(' ') + ' '.repeat(Math.ceil(space / 2));
    })
    .join(' ');
  return `${mark} ${padTo(label, width)} ${line}`.trimEnd();
}

function signOf({ reason, inert, notified }: SubscriptionRecord, style: Style, seen: Set<string>): string {
  seen.add(SIGNS[reason]);
  if (inert) seen.add(INERT);
  const sign = colorOf(reason, inert || !notified, style)(SIGNS[reason]);
  return inert ? `(${sign})` : ` ${sign} `;
}

function colorOf(reason: SubscriptionReason, silent: boolean, style: Style): (text: string) => string {
  if (reason === 'explicit-off') return style.bad;
  return silent ? style.dim : style.good;
}

/** What each sign that occurred means, in lines no wider than the page. */
function keyOf(seen: Set<string>, columns: number, { views: { grid, inert } }: Messages): readonly string[] {
  const meanings: readonly (readonly [sign: string, meaning: string])[] = [
    [SIGNS['explicit-on'], grid.explicitOn],
    [ADMIN, grid.adminDefault],
    [SIGNS['explicit-off'], grid.explicitOff],
    [SIGNS['not-subscribed'], grid.notSubscribed],
    [SIGNS['no-portal-access'], grid.impossible],
    [INERT, inert],
    [NO_ACCESS, grid.noAccess],
  ];
  const items = meanings.filter(([sign]) => seen.has(sign)).map((item) => item.join(' '));
  return fillLines([...items, grid.channels], columns, { gap: '   ' });
}
