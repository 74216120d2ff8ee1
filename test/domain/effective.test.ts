import { describe, expect, test } from 'vitest';
import { CELLS, NO_CHOICES, withStored, type Stored } from '../../src/domain/cells.js';
import { effective, effectiveMailbox, type Subscriber } from '../../src/domain/effective.js';
import { universeSet } from '../../src/domain/model.js';
import { CATEGORIES, isInert, UNIVERSES, type Channel, type Role } from '../../src/domain/vocabulary.js';
import { companyIn, world } from '../support/world.js';

const cellOf = (channel: Channel): (typeof CELLS)[number] => {
  const cell = CELLS.find((candidate) => candidate.category === 'ticketing' && candidate.channel === channel);
  if (cell === undefined) throw new Error('no such cell');
  return cell;
};

describe('is this contact notified?', () => {
  const IN = true;
  const OUT = false;
  test.each<[string, boolean, Role, boolean, Channel, Stored, boolean]>([
    ['not-in-universe', OUT, 'admin', true, 'email', 'on', false],
    ['not-in-universe', OUT, 'user', false, 'interface', 'on', false],
    ['no-portal-access', IN, 'user', false, 'interface', 'on', false],
    ['no-portal-access', IN, 'user', false, 'interface', 'default', false],
    ['explicit-on', IN, 'user', false, 'email', 'on', true],
    ['explicit-on', IN, 'user', true, 'interface', 'on', true],
    ['explicit-on', IN, 'admin', true, 'interface', 'on', true],
    ['explicit-off', IN, 'admin', true, 'email', 'off', false],
    ['explicit-off', IN, 'user', true, 'email', 'off', false],
    ['admin-default', IN, 'admin', true, 'interface', 'default', true],
    ['not-subscribed', IN, 'user', true, 'email', 'default', false],
  ])('%s: in universe %s, %s, access %s, %s, chose %s', (reason, held, role, access, channel, stored, notified) => {
    const contact: Subscriber = { role, access, universes: universeSet(held ? ['client'] : ['operator']) };
    const cell = cellOf(channel);
    expect(effective(contact, 'client', cell, withStored(NO_CHOICES, cell.bit, stored))).toEqual({ notified, reason });
  });
});

test('a mailbox works where an address is set and the company holds the universe', () => {
  const mailboxes = { client: { ticketing: 'a@acme.fr' }, operator: { ticketing: 'b@acme.fr' } };
  const acme = companyIn(world({ ACME: { mailboxes } }), 'ACME');
  expect(effectiveMailbox(acme, 'client', 'ticketing')).toEqual({ email: 'a@acme.fr', reason: 'mailbox' });
  expect(effectiveMailbox(acme, 'client', 'eshop')).toEqual({ email: null, reason: 'no-mailbox' });
  expect(effectiveMailbox(acme, 'operator', 'ticketing')).toEqual({ email: null, reason: 'not-in-universe' });
});

test('the only inert cell is mobile in the client universe', () => {
  const inert = UNIVERSES.flatMap((universe) =>
    CATEGORIES.filter((category) => isInert(universe, category)).map((category) => `${universe} ${category}`),
  );
  expect(inert).toEqual(['client mobile']);
});
