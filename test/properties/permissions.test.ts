/** Permissions equal a naive restatement of the guide's rules. Source: docs/contract/rules.md, "Who may do what". */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Company, Contact } from '../../src/domain/model.js';
import { decide } from '../../src/domain/permissions.js';
import { CODES, worldArbitrary } from '../support/arbitraries.js';

type Verdict = 'actor-no-access' | 'out-of-scope' | 'not-admin' | null;

function inScope(actor: Contact, company: Company | undefined): boolean {
  if (company === undefined) return false;
  if (company.code === actor.company) return true;
  if (company.partner !== actor.company || company.partnerUniverse === null) return false;
  return actor.universes.includes(company.partnerUniverse);
}

function naive(
  actor: Contact,
  kind: 'view' | 'edit-mailbox' | 'edit-subscription',
  company: Company | undefined,
  contact: Contact | null,
): Verdict {
  if (!actor.access) return 'actor-no-access';
  const own = contact !== null && contact.company === actor.company && contact.email === actor.email;
  if (kind === 'edit-subscription' && own) return null;
  if (!inScope(actor, company)) return 'out-of-scope';
  if (kind === 'view') return null;
  return actor.role === 'admin' ? null : 'not-admin';
}

test('every actor, every company, every contact', () => {
  fc.assert(
    fc.property(worldArbitrary, (snapshot) => {
      const states = snapshot.all();
      for (const { contact: actor } of states.flatMap(({ contacts }) => contacts)) {
        const verdict = (action: Parameters<typeof decide>[1]): string | null => {
          const decision = decide(actor, action);
          return decision.allowed ? null : decision.reason;
        };
        expect(verdict({ kind: 'staff' })).toBe('staff-only');
        for (const code of CODES) {
          const state = snapshot.company(code);
          const company = state?.company;
          expect(verdict({ kind: 'view', company })).toBe(naive(actor, 'view', company, null));
          expect(verdict({ kind: 'edit-mailbox', company })).toBe(naive(actor, 'edit-mailbox', company, null));
          for (const { contact } of state?.contacts ?? []) {
            const expected = naive(actor, 'edit-subscription', company, contact);
            expect(verdict({ kind: 'edit-subscription', company, contact })).toBe(expected);
          }
        }
      }
    }),
  );
});
