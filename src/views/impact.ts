/**
 * Who starts and who stops being notified, for people: by company, a line a cell, as many as the plan shows of its changes.
 * Source: docs/contract/cli.md, "--impact".
 */
import type { CellImpact, CompanyImpact } from '../domain/plan/delivery-changes.js';
import type { Messages } from '../messages/index.js';
import type { ChangeLimits } from './changes.js';
import type { Layout } from './style.js';
import { visible } from './visible.js';
import { GAP, padTo, widestOf, widthOf, wrapWords } from './width.js';

/** The lines of one company, about `count` cells. Without a company: what is left out. */
export interface CompanyGroup {
  readonly company: string | null;
  readonly lines: readonly string[];
  readonly count: number;
}

/** Recipients, and companies whose events they are of, named in one cell. */
const NAMED = 10;
/** For people, beside a cell; below it where it is narrower. */
const NARROWEST = 34;

/** A company at a time: what comes after the last that is shown is only counted. */
export function* impactGroups(
  impact: Iterable<CompanyImpact>,
  limits: ChangeLimits,
  layout: Layout,
): Generator<CompanyGroup> {
  const { style, messages } = layout;
  const texts = messages.views.plan;
  const elsewhere = { cells: 0, companies: 0 };
  let shown = 0;
  for (const { company, cells } of impact) {
    const rows = rowsOf(cells);
    const available = Math.min(limits.perCompany, limits.total - shown);
    if (available <= 0) {
      elsewhere.cells += cells.length;
      elsewhere.companies++;
      continue;
    }
    const kept = rows.slice(0, available);
    const hidden = rows.slice(available).reduce((sum, { cells: merged }) => sum + merged, 0);
    shown += kept.length;
    const lines = rowLines(company, kept, layout);
    yield {
      company,
      lines: hidden === 0 ? lines : [...lines, style.dim(GAP + texts.moreImpactHere(hidden))],
      count: cells.length,
    };
  }
  if (elsewhere.cells > 0) {
    yield { company: null, lines: [style.dim(texts.moreImpactElsewhere(elsewhere))], count: elsewhere.cells };
  }
}

/** A cell, or both channels of a category where they say the same. */
interface ImpactRow extends CellImpact {
  readonly name: string;
  readonly cells: number;
}

function rowsOf(cells: readonly CellImpact[]): readonly ImpactRow[] {
  const rows: ImpactRow[] = [];
  for (const cell of cells) {
    const last = rows.at(-1);
    if (last?.cells === 1 && saysTheSame(last, cell)) {
      rows[rows.length - 1] = { ...last, name: cell.category, cells: 2 };
    } else {
      rows.push({ ...cell, name: `${cell.category}.${cell.channel}`, cells: 1 });
    }
  }
  return rows;
}

function saysTheSame(a: CellImpact, b: CellImpact): boolean {
  const said = ({ universe, category, concerned, starts, stops }: CellImpact): string =>
    JSON.stringify([universe, category, concerned, starts, stops]);
  return said(a) === said(b);
}

function rowLines(
  company: string,
  rows: readonly ImpactRow[],
  { columns, style, messages }: Layout,
): readonly string[] {
  const texts = messages.views.plan;
  const widths = {
    universe: widestOf(rows.map(({ universe }) => universe)),
    name: widestOf(rows.map(({ name }) => name)),
  };
  return rows.flatMap(({ universe, name, concerned, starts, stops }) => {
    const head = `${GAP}${padTo(universe, widths.universe)}${GAP}${padTo(name, widths.name)}`;
    const beside = columns === null || columns - widthOf(head) - GAP.length >= NARROWEST;
    const indent = beside ? widthOf(head) + GAP.length : GAP.length * 2;
    const lines: string[] = beside ? [] : [head.trimEnd()];
    const say = (text: string, paint: (text: string) => string): void => {
      for (const line of wrapWords(' '.repeat(indent) + text, columns, indent + GAP.length)) {
        // The cell stands before what is said of it first.
        const start = beside && lines.length === 0 ? head + GAP : line.slice(0, indent);
        lines.push(start + paint(line.slice(indent)));
      }
    };
    if (starts.length > 0) say(`+ ${named(starts, messages)}`, style.good);
    if (stops.length > 0) say(`- ${named(stops, messages)}`, style.bad);
    if (concerned.some((code) => code !== company)) say(texts.forEventsAt(named(concerned, messages)), style.dim);
    return lines;
  });
}

function named(texts: readonly string[], { views }: Messages): string {
  return views.andMore(texts.slice(0, NAMED).map(visible), texts.length - NAMED);
}
