import type { CompanyState } from '../../model.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A company with contacts but no admin: nobody there may change what they receive.
 * Source: docs/contract/cli.md, "Audit rules" (`no-admin`).
 */
export function* noAdmin({ state, code }: AuditedCompany): Generator<RuleFinding> {
  if (lacksAdmin(state)) yield { company: code };
}

/** Contacts, and no admin among them. A plan that brings this about says so. */
export function lacksAdmin(state: CompanyState | undefined): boolean {
  if (state === undefined || state.contacts.length === 0) return false;
  return !state.contacts.some(({ contact }) => contact.role === 'admin');
}
