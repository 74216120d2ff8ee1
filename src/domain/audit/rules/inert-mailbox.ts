import { mailboxRecords } from '../../records.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A mailbox in a universe that the company does not hold, or in an inert cell: nothing is ever sent to it.
 * Source: docs/contract/cli.md, "Audit rules" (`inert-mailbox`).
 */
export function* inertMailbox({ state, code }: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category, email, inert, dormant } of mailboxRecords(state)) {
    if (!inert && !dormant) continue;
    yield {
      company: code,
      universe,
      category,
      address: email,
      detail: [dormant ? 'not-in-universe' : 'inert'],
      fix: { kind: 'mailbox', company: state.company, universe, category },
    };
  }
}
