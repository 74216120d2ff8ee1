/** The links between companies and their partners. Source: docs/contract/rules.md, "Things". */
import { compareCodePoints } from '../code-point-order.js';
import type { Company } from '../model.js';
import type { Draft } from './draft.js';

/** A partner and the universe in which it manages the company, as one value: neither means anything without the other. */
export function linkOf({ partner, partnerUniverse }: Company): string {
  return `${partnerUniverse ?? ''} ${partner ?? ''}`;
}

/** Returns the clients that a company manages in a universe that it does not hold. */
export function clientsBeyond(draft: Draft, { code, universes }: Company): readonly Company[] {
  return draft
    .clientsOf(code)
    .filter(({ partnerUniverse }) => partnerUniverse !== null && !universes.includes(partnerUniverse));
}

/**
 * Returns the partner cycles that links from these companies lead to: a company is never its own partner, directly or
 * through others. Each company of a cycle has it: `[A, B, A]`, from the first of them by code. Every link is followed once.
 */
export function partnerCycles(draft: Draft, codes: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const cycles = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const code of codes) {
    const chain = new Set<string>();
    let next: string | null = code;
    while (next !== null && !seen.has(next)) {
      seen.add(next);
      chain.add(next);
      next = draft.row(next)?.partner ?? null;
    }
    if (next === null || !chain.has(next)) continue;
    const links = [...chain];
    const cycle = links.slice(links.indexOf(next));
    const first = cycle.reduce((least, link) => (compareCodePoints(link, least) < 0 ? link : least));
    const start = cycle.indexOf(first);
    const names = [...cycle.slice(start), ...cycle.slice(0, start), first];
    for (const link of cycle) cycles.set(link, names);
  }
  return cycles;
}
