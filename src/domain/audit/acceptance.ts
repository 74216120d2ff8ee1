/** Findings that somebody has looked at and accepted, for a reason and until a day. Source: cli.md, "Audit rules". */
import { addressKey } from '../address.js';
import type { Category, Channel, Universe } from '../vocabulary.js';
import type { AuditRule, Finding } from './finding.js';

/** What is null matches all. */
export interface Acceptance {
  readonly rule: AuditRule;
  readonly company: string | null;
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
  const { rule, company, universe, category, channel, contact, address } = acceptance;
  return (
    rule === finding.rule &&
    (company === null ||
      company === finding.company ||
      (finding.company === null && finding.detail?.includes(company) === true)) &&
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
