import { describe, expect, test } from 'vitest';
import { audiencesOf, resolve, type Resolution } from '../../src/domain/resolution.js';
import type { LoadedSnapshot } from '../../src/domain/model.js';
import { EVENTS, findEvent, type EventCode, type Universe } from '../../src/domain/vocabulary.js';
import { world } from '../support/world.js';

function ask(
  snapshot: LoadedSnapshot,
  event: EventCode,
  company: string,
  universe: Universe | null = null,
): Resolution {
  const found = findEvent(event);
  if (found === undefined) throw new Error(`no event ${event}`);
  return resolve(snapshot, { ...found, company, universe });
}

/** `ACME client: email a@b.fr ← mailbox + explicit-on`, and `not: email lea@b.fr not-subscribed`. */
function lines({ results, reason }: Resolution): string[] {
  if (reason !== null) return [reason];
  return results.flatMap(({ company, universe, deliveries, notNotified }) => [
    `${company} ${universe}`,
    ...deliveries.map(({ channel, recipient, because }) => {
      const behind = because.map((entry) => `${entry.contact ?? 'mailbox'} ${entry.reason}`).join(' + ');
      return `  ${channel} ${recipient} ← ${behind}`;
    }),
    ...notNotified.map(({ channel, contact, reason: why }) => `  not ${channel} ${contact ?? 'mailbox'} ${why}`),
  ]);
}

test('the events of a category have one audience: another is found at the start', () => {
  const event = { code: 'ticketing.escalated', category: 'ticketing', audience: 'partner' } as const;
  expect(() => audiencesOf([...EVENTS, event])).toThrow('ticketing.escalated goes to the partner');
});

describe('audience: the company', () => {
  const snapshot = world({
    ACME: {
      universes: ['client', 'operator'],
      mailboxes: { client: { ticketing: 'support@acme.fr' } },
      contacts: {
        'Zoé@acme.fr': { role: 'admin', universes: ['client'] },
        'Support@acme.fr': { universes: ['client'], choices: { client: 'ticketing.email=on' } },
        'lea@acme.fr': { access: false, universes: ['operator'], choices: { operator: 'ticketing=on' } },
      },
    },
  });

  test('each universe held is a result; everybody is accounted for', () => {
    expect(lines(ask(snapshot, 'ticketing.ticket-created', 'ACME'))).toMatchInlineSnapshot(`
      [
        "ACME client",
        "  interface Zoé@acme.fr ← Zoé@acme.fr admin-default",
        "  email support@acme.fr ← mailbox mailbox + Support@acme.fr explicit-on",
        "  email Zoé@acme.fr ← Zoé@acme.fr admin-default",
        "  not interface lea@acme.fr not-in-universe",
        "  not interface Support@acme.fr not-subscribed",
        "  not email lea@acme.fr not-in-universe",
        "ACME operator",
        "  email lea@acme.fr ← lea@acme.fr explicit-on",
        "  not interface lea@acme.fr no-portal-access",
        "  not interface Support@acme.fr not-in-universe",
        "  not interface Zoé@acme.fr not-in-universe",
        "  not email mailbox no-mailbox",
        "  not email Support@acme.fr not-in-universe",
        "  not email Zoé@acme.fr not-in-universe",
      ]
    `);
  });

  test('a universe given is the only result', () => {
    const { results } = ask(snapshot, 'ticketing.ticket-created', 'ACME', 'operator');
    expect(results.map(({ universe }) => universe)).toEqual(['operator']);
  });

  test('addresses merge whatever their case and normal form', () => {
    const merged = world({
      ACME: {
        mailboxes: { client: { eshop: 'ÉTÉ@acme.fr'.normalize('NFD') } },
        contacts: { 'été@acme.fr': { role: 'admin' } },
      },
    });
    const [result] = ask(merged, 'eshop.quote-approval-requested', 'ACME').results;
    const emails = result?.deliveries.filter(({ channel }) => channel === 'email') ?? [];
    expect(emails).toEqual([
      {
        channel: 'email',
        recipient: 'ÉTÉ@acme.fr'.normalize('NFD'),
        because: [
          { kind: 'mailbox', contact: null, reason: 'mailbox' },
          { kind: 'contact', contact: 'été@acme.fr', reason: 'admin-default' },
        ],
      },
    ]);
  });

  test('an event may reach no one', () => {
    expect(lines(ask(world({ ACME: {} }), 'eshop.quote-approval-requested', 'ACME'))).toEqual([
      'ACME client',
      '  not email mailbox no-mailbox',
    ]);
  });

  test('recipients come by code point: an emoji after U+FFFD', () => {
    const contacts = {
      '😀@a.fr': { role: 'admin' },
      '\uFFFD@a.fr': { role: 'admin' },
      'é@a.fr': { role: 'admin' },
    } as const;
    const [result] = ask(world({ ACME: { contacts } }), 'ticketing.ticket-updated', 'ACME').results;
    const recipients = result?.deliveries.filter(({ channel }) => channel === 'interface').map((d) => d.recipient);
    expect(recipients).toEqual(['é@a.fr', '\uFFFD@a.fr', '😀@a.fr']);
  });
});

describe('audience: the partner', () => {
  const snapshot = world({
    OPER: { universes: ['client', 'operator'], contacts: { 'o@oper.fr': { role: 'admin' } } },
    AMBA: {
      universes: ['ambassador', 'operator'],
      partner: 'OPER',
      contacts: { 'a@amba.fr': { role: 'admin', universes: ['ambassador'] } },
    },
    ACME: { partner: 'AMBA', partnerUniverse: 'ambassador', contacts: { 'jean@acme.fr': { role: 'admin' } } },
    SOLO: { contacts: { 's@solo.fr': { role: 'admin' } } },
    BOTH: { universes: ['client', 'ambassador', 'operator'], contacts: { 'b@both.fr': { role: 'admin' } } },
  });
  const universesAsked = (company: string, universe: Universe | null = null): string[] =>
    ask(snapshot, 'mobile.rio-consulted', company, universe).results.map((r) => `${r.company} ${r.universe}`);

  test('is notified in the universe of the link, and the company itself is not', () => {
    expect(lines(ask(snapshot, 'mobile.rio-consulted', 'ACME'))).toEqual([
      'AMBA ambassador',
      '  interface a@amba.fr ← a@amba.fr admin-default',
      '  email a@amba.fr ← a@amba.fr admin-default',
      '  not email mailbox no-mailbox',
    ]);
  });

  test('of a partner is its own partner, not the partner itself: chains have one link', () => {
    expect(universesAsked('AMBA')).toEqual(['OPER operator']);
  });

  test('without a partner is the company itself, in each partner universe that it holds', () => {
    expect(universesAsked('BOTH')).toEqual(['BOTH ambassador', 'BOTH operator']);
    expect(universesAsked('OPER')).toEqual(['OPER operator']);
  });

  test('without either, no one is notified', () => {
    expect(ask(snapshot, 'mobile.rio-consulted', 'SOLO')).toEqual({
      audience: 'partner',
      results: [],
      reason: 'no-partner',
    });
    expect(ask(snapshot, 'mobile.rio-consulted', 'SOLO', 'operator').reason).toBe('no-partner');
  });

  test('a universe is one of the audience’s: no match is an empty result', () => {
    expect(universesAsked('ACME', 'ambassador')).toEqual(['AMBA ambassador']);
    expect(universesAsked('BOTH', 'operator')).toEqual(['BOTH operator']);
    expect(ask(snapshot, 'mobile.rio-consulted', 'ACME', 'client')).toEqual({
      audience: 'partner',
      results: [],
      reason: null,
    });
  });
});
