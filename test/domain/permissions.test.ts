import { describe, expect, test } from 'vitest';
import { decide, type Action } from '../../src/domain/permissions.js';
import { companyIn, contactIn, world } from '../support/world.js';

const snapshot = world({
  OPER: {
    universes: ['operator', 'ambassador'],
    contacts: {
      'admin@oper.fr': { role: 'admin' },
      'amba@oper.fr': { role: 'admin', universes: ['ambassador'] },
      'user@oper.fr': {},
      'locked@oper.fr': { access: false },
    },
  },
  RESELLER: {
    universes: ['client', 'ambassador'],
    partner: 'OPER',
    partnerUniverse: 'operator',
    contacts: { 'r@reseller.fr': {} },
  },
  ACME: { partner: 'RESELLER', contacts: { 'jean@acme.fr': {} } },
});

function may(actor: string, kind: Exclude<Action['kind'], 'staff'>, code: string, contact = ''): string {
  const company = snapshot.company(code)?.company;
  const decision = decide(
    contactIn(snapshot, 'OPER', actor).contact,
    kind === 'edit-subscription'
      ? { kind, company, contact: contactIn(snapshot, code, contact).contact }
      : { kind, company },
  );
  return decision.allowed ? 'yes' : decision.reason;
}

describe('without access', () => {
  test.each(['OPER', 'RESELLER', 'ACME', 'NOWHERE'])('nothing can be seen or changed (%s)', (code) => {
    expect(may('locked@oper.fr', 'view', code)).toBe('actor-no-access');
    expect(may('locked@oper.fr', 'edit-mailbox', code)).toBe('actor-no-access');
  });

  test('not even one’s own subscriptions', () => {
    expect(may('locked@oper.fr', 'edit-subscription', 'OPER', 'locked@oper.fr')).toBe('actor-no-access');
  });
});

describe('in one’s own company', () => {
  test('a user sees all, and changes their own subscriptions', () => {
    expect(may('user@oper.fr', 'view', 'OPER')).toBe('yes');
    expect(may('user@oper.fr', 'edit-subscription', 'OPER', 'user@oper.fr')).toBe('yes');
    expect(may('user@oper.fr', 'edit-subscription', 'OPER', 'admin@oper.fr')).toBe('not-admin');
    expect(may('user@oper.fr', 'edit-mailbox', 'OPER')).toBe('not-admin');
  });

  test('an admin changes everybody’s, and the mailboxes', () => {
    expect(may('admin@oper.fr', 'edit-subscription', 'OPER', 'user@oper.fr')).toBe('yes');
    expect(may('admin@oper.fr', 'edit-mailbox', 'OPER')).toBe('yes');
  });
});

describe('in a client company', () => {
  test('a contact who holds the universe of the link sees it; an admin changes it', () => {
    expect(may('user@oper.fr', 'view', 'RESELLER')).toBe('yes');
    expect(may('user@oper.fr', 'edit-mailbox', 'RESELLER')).toBe('not-admin');
    expect(may('admin@oper.fr', 'edit-mailbox', 'RESELLER')).toBe('yes');
    expect(may('admin@oper.fr', 'edit-subscription', 'RESELLER', 'r@reseller.fr')).toBe('yes');
  });

  test('an admin without that universe does not', () => {
    expect(may('amba@oper.fr', 'view', 'RESELLER')).toBe('out-of-scope');
    expect(may('amba@oper.fr', 'edit-mailbox', 'RESELLER')).toBe('out-of-scope');
  });

  test('clients of clients, and companies that don’t exist, are out of scope', () => {
    expect(may('admin@oper.fr', 'view', 'ACME')).toBe('out-of-scope');
    expect(may('admin@oper.fr', 'view', 'NOWHERE')).toBe('out-of-scope');
  });

  test('a contact with the same number in another company is another person', () => {
    const actor = contactIn(snapshot, 'OPER', 'user@oper.fr').contact;
    const { company } = companyIn(snapshot, 'RESELLER');
    expect(decide(actor, { kind: 'edit-subscription', company, contact: { id: actor.id } })).toEqual({
      allowed: false,
      reason: 'not-admin',
    });
  });
});

test('the directory is the staff’s', () => {
  expect(decide(contactIn(snapshot, 'OPER', 'admin@oper.fr').contact, { kind: 'staff' })).toEqual({
    allowed: false,
    reason: 'staff-only',
  });
});
