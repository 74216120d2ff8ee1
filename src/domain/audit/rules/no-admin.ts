import type { CompanyState } from '../../model.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A company with contacts but no admin: no one there may change what others receive.
 * Source: docs/contract/cli.md, "Audit rules" (`no-admin`).
 */
export function* noAdmin({ state, code }: AuditedCompany): Generator<RuleFinding> {
  if (lacksAdmin(state)) yield { company: code };
}

/** Has the company contacts, and no admin among them? A plan that causes this warns of it. */
export function lacksAdmin(state: CompanyState | undefined): boolean {
  if (state === undefined || state.contacts.length === 0) return false;
  return !state.contacts.some(({ contact }) => contact.role === 'admin');
}
