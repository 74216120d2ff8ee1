/** Findings that a person has accepted, with a reason and a last day. Source: docs/contract/cli.md, "Audit rules". */
import { sameAddress } from '../address.js';
import type { Category, Channel, Universe } from '../vocabulary.js';
import { companiesOf, type AuditRule, type Finding } from './finding.js';

/**
 * Null matches anything. `companies` must name every company that the finding is about: a finding between companies is not
 * accepted any more once another company joins them.
 */
export interface Acceptance {
  readonly rule: AuditRule;
  readonly companies: readonly string[] | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly channel: Channel | null;
  readonly contact: string | null;
  readonly address: string | null;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly until: string;
}

/** @param today as `2026-11-24` */
export function holds(acceptance: Acceptance, today: string): boolean {
  return today <= acceptance.until;
}

export function accepts(acceptance: Acceptance, finding: Finding): boolean {
  const { rule, companies, universe, category, channel, contact, address } = acceptance;
  return (
    rule === finding.rule &&
    (companies === null || companiesOf(finding).every((company) => companies.includes(company))) &&
    (universe === null || universe === finding.universe) &&
    (category === null || category === finding.category) &&
    (channel === null || channel === finding.channel) &&
    (contact === null || sameAddress(contact, finding.contact ?? null)) &&
    (address === null || sameAddress(address, finding.address ?? null))
  );
}
