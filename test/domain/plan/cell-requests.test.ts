import { describe, expect, test } from 'vitest';
import { CELLS, NO_CHOICES, withStored, type Stored } from '../../../src/domain/cells.js';
import { universeSet } from '../../../src/domain/model.js';
import { cellOutcome } from '../../../src/domain/plan/cell-requests.ts';
import type { Role } from '../../../src/domain/vocabulary.js';
import { line, mailbox, planned, subscription, type Planned } from '../../support/planning.js';
import { contactIn, world } from '../../support/world.js';

/** Requests a value in the interface cell of a category of `client`: `stored on`, `unchanged`, or why not. */
function outcomeOf(
  requested: Stored,
  stored: Stored,
  {
    role = 'user',
    access = true,
    held = true,
    pin = false,
    mustWork = false,
  }: { role?: Role; access?: boolean; held?: boolean; pin?: boolean; mustWork?: boolean } = {},
): string {
  const [cell] = CELLS;
  if (cell === undefined) throw new Error('no cells');
  const contact = { role, access, universes: universeSet(held ? ['client'] : ['operator']) };
  const setting = cellOutcome(requested, contact, 'client', cell, withStored(NO_CHOICES, cell.bit, stored), {
    pin,
    mustWork,
  });
  switch (setting.outcome) {
    case 'store':
      return `store ${setting.value}`;
    case 'unchanged':
      return 'unchanged';
    case 'refused':
      return setting.reason;
  }
}

describe('a value is compared with the effective state', () => {
  test('of a user', () => {
    expect(outcomeOf('on', 'default')).toBe('store on');
    expect(outcomeOf('on', 'on')).toBe('unchanged');
    expect(outcomeOf('on', 'off')).toBe('store on');
    expect(outcomeOf('off', 'default')).toBe('unchanged');
    expect(outcomeOf('off', 'on')).toBe('store off');
    expect(outcomeOf('off', 'off')).toBe('unchanged');
  });

  test('of an admin', () => {
    expect(outcomeOf('on', 'default', { role: 'admin' })).toBe('unchanged');
    expect(outcomeOf('off', 'default', { role: 'admin' })).toBe('store off');
    expect(outcomeOf('on', 'off', { role: 'admin' })).toBe('store on');
  });

  test('but `default` with the stored choice', () => {
    expect(outcomeOf('default', 'default', { role: 'admin' })).toBe('unchanged');
    expect(outcomeOf('default', 'on')).toBe('store default');
    expect(outcomeOf('default', 'off', { held: false })).toBe('store default');
    expect(outcomeOf('default', 'on', { access: false })).toBe('store default');
  });
});

describe('a pinned value is stored even when it is already so', () => {
  test.each<[Stored, Stored, Role, string]>([
    ['on', 'default', 'admin', 'store on'],
    ['off', 'default', 'user', 'store off'],
    ['on', 'on', 'user', 'unchanged'],
    ['off', 'off', 'admin', 'unchanged'],
    ['off', 'default', 'admin', 'store off'],
  ])('%s on a stored %s of an %s', (requested, stored, role, outcome) => {
    expect(outcomeOf(requested, stored, { role, pin: true })).toBe(outcome);
  });

  test('unless it is a choice that can’t work', () => {
    expect(outcomeOf('off', 'default', { access: false, pin: true })).toBe('no-portal-access');
    expect(outcomeOf('off', 'default', { held: false, pin: true })).toBe('universe-not-held');
  });
});

describe('a choice that can’t work', () => {
  test('is not made', () => {
    expect(outcomeOf('on', 'default', { access: false })).toBe('no-portal-access');
    expect(outcomeOf('on', 'off', { access: false })).toBe('no-portal-access');
    expect(outcomeOf('on', 'default', { held: false })).toBe('universe-not-held');
    expect(outcomeOf('on', 'off', { held: false })).toBe('universe-not-held');
    expect(outcomeOf('on', 'default', { held: false, access: false })).toBe('universe-not-held');
  });

  test('is kept, and requesting it again changes nothing', () => {
    expect(outcomeOf('on', 'on', { access: false })).toBe('unchanged');
    expect(outcomeOf('off', 'default', { access: false })).toBe('unchanged');
  });

  test('requested off, can’t come back', () => {
    expect(outcomeOf('off', 'on', { access: false })).toBe('store off');
    expect(outcomeOf('off', 'on', { held: false })).toBe('store off');
  });
});

describe('where no choice can work, a request by name is refused', () => {
  const [access, held] = [false, false];

  test('of `on`, even if it is stored', () => {
    expect(outcomeOf('on', 'on', { access, mustWork: true })).toBe('no-portal-access');
    expect(outcomeOf('on', 'on', { held, mustWork: true })).toBe('universe-not-held');
    expect(outcomeOf('on', 'default', { held, mustWork: true })).toBe('universe-not-held');
  });

  test('`off` too, unless there is something to remove', () => {
    expect(outcomeOf('off', 'default', { access, mustWork: true })).toBe('no-portal-access');
    expect(outcomeOf('off', 'default', { held, mustWork: true })).toBe('universe-not-held');
    expect(outcomeOf('off', 'on', { access, mustWork: true })).toBe('store off');
    expect(outcomeOf('off', 'on', { held, mustWork: true })).toBe('store off');
    expect(outcomeOf('off', 'off', { held, mustWork: true })).toBe('unchanged');
  });

  test('not of `default`, which acts on what is stored', () => {
    expect(outcomeOf('default', 'default', { held, mustWork: true })).toBe('unchanged');
    expect(outcomeOf('default', 'on', { held, mustWork: true })).toBe('store default');
  });

  test('and nothing else changes where it works', () => {
    expect(outcomeOf('on', 'on', { mustWork: true })).toBe('unchanged');
    expect(outcomeOf('off', 'default', { mustWork: true })).toBe('unchanged');
    expect(outcomeOf('on', 'default', { role: 'admin', mustWork: true })).toBe('unchanged');
  });
});

describe('subscriptions', () => {
  const before = world({
    ACME: {
      universes: ['client', 'operator'],
      contacts: {
        'jean@acme.fr': { role: 'admin', choices: { client: 'ticketing.email=off' } },
        'lea@acme.fr': { access: false, universes: ['client'] },
      },
    },
  });

  test('`*` is each universe that the contact holds', () => {
    expect(planned(before, subscription('ACME', 'LEA@acme.fr', '*', 'eshop.email=on')).changes).toEqual([
      '+ subscription ACME lea@acme.fr client eshop.email: default → on',
    ]);
    expect(planned(before, subscription('ACME', 'jean@acme.fr', '*', 'eshop.email=off')).changes).toEqual([
      '+ subscription ACME jean@acme.fr client eshop.email: default → off',
      '+ subscription ACME jean@acme.fr operator eshop.email: default → off',
    ]);
  });

  test('counts what is already so, cell by cell and once', () => {
    const { plan, changes } = planned(
      before,
      subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=on'),
      subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=on eshop=on'),
    );
    expect(changes).toEqual(['~ subscription ACME jean@acme.fr client ticketing.email: off → on']);
    expect(plan.summary).toMatchObject({ unchanged: 3, change: 1, add: 0 });
  });

  test('an impossible cell is an error; reached by a filter it is skipped', () => {
    expect(planned(before, subscription('ACME', 'lea@acme.fr', 'client', 'eshop=on mobile=on')).refusals).toEqual([
      'no-portal-access eshop.interface=on [lea@acme.fr]',
      'no-portal-access mobile.interface=on [lea@acme.fr]',
    ]);
    const { bit: lenient = 0 } = CELLS.find((cell) => cell.category === 'eshop' && cell.channel === 'interface') ?? {};
    const { changes, refusals, plan } = planned(
      before,
      subscription('ACME', 'lea@acme.fr', 'client', 'eshop=on', { lenient }),
    );
    expect(refusals).toEqual([]);
    expect(changes).toEqual(['+ subscription ACME lea@acme.fr client eshop.email: default → on']);
    expect(plan.summary.skipped).toBe(1);
  });

  test('a dormant `on` is no change for a file, and an impossible cell for a person', () => {
    const dormant = world({
      ACME: {
        universes: ['client'],
        contacts: { 'lea@acme.fr': { access: false, choices: { client: 'eshop=on' } } },
      },
    });
    const requested = (mustWork: boolean): Planned =>
      planned(dormant, subscription('ACME', 'lea@acme.fr', 'client', 'eshop=on', { mustWork }));
    expect(requested(false)).toMatchObject({ refusals: [], plan: { summary: { unchanged: 2, skipped: 0 } } });
    expect(requested(true)).toMatchObject({
      refusals: ['no-portal-access eshop.interface=on [lea@acme.fr]'],
      plan: { summary: { unchanged: 1 } },
    });
  });

  test('a universe that the contact does not hold is one error a row', () => {
    expect(planned(before, subscription('ACME', 'lea@acme.fr', 'operator', 'all=on')).refusals).toEqual([
      'universe-not-held universe=operator [operator]',
    ]);
  });

  test('two rows that disagree are both named', () => {
    const { refusals } = planned(
      before,
      subscription('ACME', 'jean@acme.fr', 'client', 'eshop.email=on', { origin: line(2) }),
      subscription('ACME', 'jean@acme.fr', 'client', 'deliveries.email=on eshop.interface=off', { origin: line(3) }),
      subscription('ACME', 'Jean@acme.fr', '*', 'deliveries.email=off eshop.email=default', { origin: line(4) }),
    );
    expect(refusals).toEqual([
      'line 4: contradictory-rows eshop.email=default but line 2: on',
      'line 4: contradictory-rows deliveries.email=off but line 3: on',
    ]);
  });

  test('unknown contacts and companies are reported, by row', () => {
    expect(
      planned(
        before,
        subscription('ACME', 'nobody@acme.fr', '*', 'all=on', { origin: line(2) }),
        subscription('NOWHERE', 'jean@acme.fr', '*', 'all=on', { origin: line(3) }),
      ).refusals,
    ).toEqual(['line 2: unknown-contact contact=nobody@acme.fr [ACME]', 'line 3: unknown-company company=NOWHERE']);
  });

  test('removing the last choice leaves nothing behind', () => {
    const { after } = planned(before, subscription('ACME', 'jean@acme.fr', 'client', 'all=default'));
    expect(contactIn(after, 'ACME', 'jean@acme.fr').choices).toEqual({});
  });
});

describe('mailboxes', () => {
  const before = world({
    ACME: {
      universes: ['client', 'operator'],
      mailboxes: { client: { eshop: 'Shop@acme.fr' }, ambassador: { eshop: 'old@acme.fr' } },
    },
  });

  test('are set, changed and cleared; another case or normal form is no change', () => {
    const { changes, plan } = planned(
      before,
      mailbox('ACME', 'client', { eshop: 'shop@ACME.fr', ticketing: ' été@ACME.FR ' }),
      mailbox('ACME', 'ambassador', { eshop: null, mobile: null }),
    );
    expect(changes).toEqual([
      '+ mailbox ACME client ticketing: null → été@acme.fr',
      '- mailbox ACME ambassador eshop: old@acme.fr → null',
    ]);
    expect(plan.summary.unchanged).toBe(2);
  });

  test('`*` is each universe that the company holds', () => {
    expect(planned(before, mailbox('ACME', '*', { mobile: 'm@acme.fr' })).changes).toEqual([
      '+ mailbox ACME client mobile: null → m@acme.fr',
      '+ mailbox ACME operator mobile: null → m@acme.fr',
    ]);
  });

  test('a universe that the company does not hold is one error a row, or skipped when reached by a filter', () => {
    const values = { eshop: 'a@acme.fr', ticketing: 'b@acme.fr' };
    expect(planned(before, mailbox('ACME', 'ambassador', values)).refusals).toEqual([
      'universe-not-held universe=ambassador [ambassador]',
    ]);
    const { refusals, plan } = planned(before, mailbox('ACME', 'ambassador', values, { lenient: true }));
    expect(refusals).toEqual([]);
    expect(plan.summary.skipped).toBe(2);
  });

  test('requesting a dormant address that is stored changes nothing', () => {
    expect(planned(before, mailbox('ACME', 'ambassador', { eshop: 'OLD@acme.fr' })).plan.summary).toMatchObject({
      unchanged: 1,
      add: 0,
    });
  });

  test('unless it is requested by name', () => {
    const requested = mailbox('ACME', 'ambassador', { eshop: 'old@acme.fr' }, { mustWork: true });
    expect(planned(before, requested).refusals).toEqual(['universe-not-held universe=ambassador [ambassador]']);
  });

  test('a dormant address is replaced by another, but none is made', () => {
    const { changes, refusals } = planned(
      before,
      mailbox('ACME', 'ambassador', { eshop: 'new@acme.fr', ticketing: 'new@acme.fr' }, { replaces: true }),
    );
    expect(changes).toEqual(['~ mailbox ACME ambassador eshop: old@acme.fr → new@acme.fr']);
    expect(refusals).toHaveLength(1);
  });

  test('an address that is none, and two rows that disagree', () => {
    const { refusals } = planned(
      before,
      mailbox('ACME', 'client', { messaging: 'not an address' }, { origin: line(2) }),
      mailbox('ACME', 'client', { deliveries: 'a@acme.fr' }, { origin: line(3) }),
      mailbox('ACME', 'client', { deliveries: 'A@acme.fr' }, { origin: line(4) }),
      mailbox('ACME', '*', { deliveries: null }, { origin: line(5) }),
    );
    expect(refusals).toEqual([
      'line 2: bad-email messaging=not an address',
      'line 5: contradictory-rows deliveries=- but line 3: a@acme.fr',
    ]);
  });
});
