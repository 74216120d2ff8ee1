/** Findings that somebody has looked at and accepted, for a reason and until a day. Source: docs/contract/cli.md, "Audit rules". */
import { addressKey } from '../address.js';
import type { Category, Channel, Universe } from '../vocabulary.js';
import { companiesOf, type AuditRule, type Finding } from './finding.js';

/** What is null matches all. Of companies, all that a finding is about must be named: one that joins them later is not. */
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
    (contact === null || isSame(contact, finding.contact)) &&
    (address === null || isSame(address, finding.address))
  );
}

function isSame(address: string, found: string | undefined): boolean {
  return found !== undefined && addressKey(address) === addressKey(found);
}
