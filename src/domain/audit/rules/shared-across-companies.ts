import { addressKey } from '../../address.js';
import { compareCodePoints } from '../../code-point-order.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/** A company that one address gets mail for. */
interface Served {
  readonly company: string;
  readonly partner: string | null;
}

/**
 * One address that gets mail for companies which no partner link ties: a message for one may be read by the other. It takes
 * all companies, so it is noted as they go by and found at the end. Companies are tied when, among those that the address
 * gets mail for, a chain of partners and clients leads from one to the other.
 * Source: docs/contract/cli.md, "Audit rules" (`shared-across-companies`).
 */
export class SharedAcrossCompanies {
  private readonly served = new Map<string, { readonly spelled: string; companies: Served | Served[] }>();

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
      const known = this.served.get(key);
      // Nearly every address serves one company only: a list for each would be most of the memory.
      if (known === undefined) this.served.set(key, { spelled, companies: company });
      else if (Array.isArray(known.companies)) known.companies.push(company);
      else known.companies = [known.companies, company];
    }
  }

  /** By address. */
  *find(): Generator<RuleFinding> {
    const shared = [...this.served].filter(([, { companies }]) => Array.isArray(companies));
    for (const [, { spelled, companies }] of shared.sort(([a], [b]) => compareCodePoints(a, b))) {
      if (!Array.isArray(companies) || areTied(companies)) continue;
      const codes = companies.map(({ company }) => company).sort(compareCodePoints);
      yield { company: null, address: spelled, detail: codes };
    }
  }
}

/** Does a chain of partner links, within these companies, lead from each to each? */
function areTied(companies: readonly Served[]): boolean {
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
