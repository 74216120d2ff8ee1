/** Rules about who is reached, and who is not. */
import { addressKey } from '../../address.js';
import type { CompanyState } from '../../model.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A universe and category of a company that an event can reach, without any delivery: no one is notified of what happens there.
 * Source: docs/contract/cli.md, "Audit rules" (`no-recipient`).
 */
export function* noRecipient(audited: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category } of audited.reachable) {
    if (audited.deliveries(universe, category).length > 0) continue;
    yield { company: audited.code, universe, category };
  }
}

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

/**
 * Events reach only one address: when that person is away, no one is notified. The same address by interface and by e-mail
 * is one. Source: docs/contract/cli.md, "Audit rules" (`single-recipient`).
 */
export function* singleRecipient(audited: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category } of audited.reachable) {
    if (audited.reached(universe, category).size !== 1) continue;
    const [only] = audited.deliveries(universe, category);
    if (only !== undefined) yield { company: audited.code, universe, category, address: only.recipient };
  }
}

/**
 * An admin whom no event can reach, by their own subscriptions or as a generic mailbox. Admins are notified of everything by
 * default, so their choices are the cause and removing them is the fix; except for an admin who holds no universe that an
 * event can reach: there a person has to see why. Source: docs/contract/cli.md, "Audit rules" (`admin-opted-out`).
 */
export function* adminOptedOut(audited: AuditedCompany): Generator<RuleFinding> {
  const { state, code, reachable } = audited;
  for (const { contact } of state.contacts) {
    if (contact.role !== 'admin') continue;
    const key = addressKey(contact.email);
    if (reachable.some(({ universe, category }) => audited.reached(universe, category).has(key))) continue;
    const byChoice = reachable.some(({ universe }) => contact.universes.includes(universe));
    const { company } = state;
    yield {
      company: code,
      contact: contact.email,
      ...(byChoice ? { fix: { kind: 'no-choices', company, contact } } : {}),
    };
  }
}
