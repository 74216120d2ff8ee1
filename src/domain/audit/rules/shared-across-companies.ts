import { addressKey } from '../../address.js';
import { compareCodePoints } from '../../code-point-order.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

interface Served {
  readonly company: string;
  readonly partner: string | null;
}

/**
 * One address that gets the mail of unrelated companies: a message for one may be read by the other. Companies are related
 * when a chain of partner links leads from one to the other, through companies whose mail the address gets too. This takes
 * all companies: they are noted one by one, and the addresses are found at the end.
 * Source: docs/contract/cli.md, "Audit rules" (`shared-across-companies`).
 */
export class SharedAcrossCompanies {
  readonly #served = new Map<string, { readonly spelled: string; companies: Served | Served[] }>();

  note(audited: AuditedCompany): void {
    const { code, partner } = audited.state.company;
    const addresses = new Map<string, string>();
    for (const { universe, category } of audited.reachable) {
      for (const { channel, recipient } of audited.deliveries(universe, category)) {
        if (channel === 'email') addresses.set(addressKey(recipient), recipient);
      }
    }
    const company = { company: code, partner };
    for (const [key, spelled] of addresses) {
      const known = this.#served.get(key);
      // Nearly every address serves one company only: a list for each would be most of the memory.
      if (known === undefined) this.#served.set(key, { spelled, companies: company });
      else if (Array.isArray(known.companies)) known.companies.push(company);
      else known.companies = [known.companies, company];
    }
  }

  /** By address. */
  *find(): Generator<RuleFinding> {
    const shared = [...this.#served].filter(([, { companies }]) => Array.isArray(companies));
    for (const [, { spelled, companies }] of shared.sort(([a], [b]) => compareCodePoints(a, b))) {
      if (!Array.isArray(companies) || areRelated(companies)) continue;
      const codes = companies.map(({ company }) => company).sort(compareCodePoints);
      yield { company: null, address: spelled, detail: codes };
    }
  }
}

/** Does a chain of partner links, within these companies, lead from each to each? */
function areRelated(companies: readonly Served[]): boolean {
  const group = new Map(companies.map(({ company }) => [company, company]));
  const rootOf = (code: string): string => {
    let root = code;
    for (let up = group.get(root); up !== undefined && up !== root; up = group.get(root)) root = up;
    return root;
  };
  for (const { company, partner } of companies) {
    if (partner !== null && group.has(partner)) group.set(rootOf(company), rootOf(partner));
  }
  return new Set(companies.map(({ company }) => rootOf(company))).size === 1;
}
