import { describe, expect, test } from 'vitest';
import { resolve, type Resolution } from '../../src/domain/resolution.js';
import { expectationsOf, unlisted, verify, type Expectation } from '../../src/domain/verification.js';
import type { Category } from '../../src/domain/vocabulary.js';
import { world } from '../support/world.js';

const snapshot = world({
  PART: { universes: ['client', 'operator'], contacts: { 'paul@part.fr': { role: 'admin', universes: ['operator'] } } },
  ACME: {
    partner: 'PART',
    mailboxes: { client: { ticketing: 'Support@acme.fr' } },
    contacts: { 'lea@acme.fr': { access: false, choices: { client: 'eshop=off' } } },
  },
  SOLO: {},
});

const ask = (category: Category, company = 'ACME'): Resolution =>
  resolve(snapshot, { category, audience: category === 'mobile' ? 'partner' : 'company', company, universe: null });

const expected = (recipient: string, more: Partial<Expectation> = {}): Expectation => ({
  universe: null,
  channel: 'email',
  expected: true,
  recipient,
  ...more,
});

describe('one expectation', () => {
  test('met, whatever the case of the address', () => {
    expect(verify(expected('SUPPORT@acme.fr'), ask('ticketing')).met).toBe(true);
    expect(verify(expected('lea@acme.fr', { expected: false }), ask('ticketing')).met).toBe(true);
    expect(verify(expected('*', { channel: 'interface', expected: false }), ask('ticketing')).met).toBe(true);
    expect(verify(expected('paul@part.fr', { universe: 'operator' }), ask('mobile')).met).toBe(true);
  });

  test.each([
    ['lea@acme.fr', {}, 'eshop', 'ACME', [{ universe: 'client', reason: 'explicit-off' }]],
    ['lea@acme.fr', { channel: 'interface' }, 'eshop', 'ACME', [{ universe: 'client', reason: 'no-portal-access' }]],
    ['x@acme.fr', {}, 'ticketing', 'ACME', [{ universe: 'client', reason: 'nobody-at-address' }]],
    ['x@acme.fr', {}, 'eshop', 'ACME', [{ universe: 'client', reason: 'no-mailbox' }]],
    ['x@acme.fr', { channel: 'interface' }, 'eshop', 'ACME', [{ universe: 'client', reason: 'nobody-at-address' }]],
    ['paul@part.fr', { universe: 'ambassador' }, 'mobile', 'ACME', [{ universe: 'ambassador', reason: 'no-result' }]],
    ['x@solo.fr', {}, 'mobile', 'SOLO', [{ universe: null, reason: 'no-partner' }]],
  ] as const)('%s is missed, and why', (recipient, more, category, company, missed) => {
    expect(verify(expected(recipient, more), ask(category, company))).toEqual({ met: false, unexpected: [], missed });
  });

  test('someone is reached who should not be', () => {
    const { met, unexpected } = verify(expected('*', { expected: false }), ask('ticketing'));
    expect([met, ...unexpected.map(({ universe, delivery }) => `${universe} ${delivery.recipient}`)]).toEqual([
      false,
      'client Support@acme.fr',
    ]);
  });
});

test('exactly: deliveries that no row is about', () => {
  const resolution = ask('mobile');
  expect(unlisted([expected('paul@part.fr')], resolution).map(({ delivery }) => delivery.channel)).toEqual([
    'interface',
  ]);
  expect(unlisted([expected('paul@part.fr', { universe: 'client' })], resolution)).toHaveLength(2);
  // What a row says no to is that row's failure, and no other.
  expect(unlisted([expected('*', { expected: false })], resolution).map(({ delivery }) => delivery.channel)).toEqual([
    'interface',
  ]);
  expect(unlisted([expected('Paul@part.fr', { expected: false, universe: 'operator' })], resolution)).toHaveLength(1);
});

test("today's state as expectations meets itself, exactly", () => {
  for (const category of ['ticketing', 'mobile', 'eshop'] as const) {
    for (const company of ['ACME', 'SOLO', 'PART']) {
      const resolution = ask(category, company);
      const expectations = expectationsOf(resolution);
      expect(expectations.map((expectation) => verify(expectation, resolution).met)).not.toContain(false);
      expect(unlisted(expectations, resolution)).toEqual([]);
    }
  }
  expect(expectationsOf(ask('ticketing'))).toEqual([
    { universe: 'client', channel: 'interface', recipient: '*', expected: false },
    { universe: 'client', channel: 'email', recipient: 'Support@acme.fr', expected: true },
  ]);
});
