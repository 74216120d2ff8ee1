import { describe, expect, test } from 'vitest';
import { Draft } from '../../../src/domain/plan/draft.js';
import { usualAudit } from '../../../src/domain/plan/audit-errors.js';
import { impactOf } from '../../../src/domain/plan/impact.js';
import { planOf, type Plan } from '../../../src/domain/plan/plan.js';
import { company, contact, mailbox, planned, subscription } from '../../support/planning.js';
import { companyIn, contactIn, world } from '../../support/world.js';
import type { LoadedSnapshot } from '../../../src/domain/model.js';

function losses({ losses: lost, recipients }: Plan): string[] {
  return [
    ...lost.map((loss) => `${loss.company} ${loss.kind === 'contact' ? loss.contact : `mailbox ${loss.universe}`}`),
    `of ${recipients}`,
  ];
}

function silenced({ silenced: cells }: Plan): string[] {
  return cells.map((cell) => `${cell.company} ${cell.universe} ${cell.category}`);
}

function drafted(before: LoadedSnapshot, change: (draft: Draft) => void): Plan {
  const draft = new Draft(before);
  change(draft);
  return planOf(
    draft,
    { unchanged: 0, kept: 0, conflicts: 0, skipped: 0 },
    { impact: true, audit: usualAudit(() => true) },
  );
}

describe('losses', () => {
  const before = world({
    ACME: {
      universes: ['client', 'operator'],
      mailboxes: { client: { eshop: 'a@acme.fr', mobile: 'm@acme.fr' }, operator: { eshop: 'a@acme.fr' } },
      contacts: {
        'boss@acme.fr': { role: 'admin' },
        'jean@acme.fr': { choices: { client: 'eshop.email=on mobile=on' } },
        'idle@acme.fr': { choices: { client: 'mobile=on' } },
      },
    },
  });

  test('are recipients that lose a cell, of those there are', () => {
    const { plan } = planned(
      before,
      subscription('ACME', 'boss@acme.fr', 'client', 'eshop=off'),
      subscription('ACME', 'jean@acme.fr', 'client', 'eshop.email=off ticketing=on'),
      mailbox('ACME', 'client', { eshop: null }),
    );
    expect(losses(plan)).toEqual(['ACME boss@acme.fr', 'ACME jean@acme.fr', 'ACME mailbox client', 'of 4']);
  });

  test('are none where an address changes, or an inert cell goes', () => {
    const { plan } = planned(
      before,
      mailbox('ACME', 'client', { eshop: 'b@acme.fr', mobile: null }),
      subscription('ACME', 'idle@acme.fr', 'client', 'mobile=off'),
      contact('ACME', 'jean@acme.fr', { newEmail: 'j@acme.fr' }),
    );
    expect(losses(plan)).toEqual(['of 4']);
  });

  test('come with a role, an access or a universe too', () => {
    const demoted = planned(before, contact('ACME', 'boss@acme.fr', { role: 'user', access: false }));
    expect(losses(demoted.plan)).toEqual(['ACME boss@acme.fr', 'of 4']);
    const taken = planned(before, company('ACME', { universes: ['client'] }));
    expect(losses(taken.plan)).toEqual(['ACME boss@acme.fr', 'ACME mailbox operator', 'of 4']);
  });

  test('come with a removal, under the address that was', () => {
    const { id } = contactIn(before, 'ACME', 'boss@acme.fr').contact;
    expect(losses(drafted(before, (draft) => draft.removeContact('ACME', id)))).toEqual(['ACME boss@acme.fr', 'of 4']);
    expect(losses(drafted(before, (draft) => draft.removeCompany('ACME')))).toEqual([
      'ACME boss@acme.fr',
      'ACME jean@acme.fr',
      'ACME mailbox client',
      'ACME mailbox operator',
      'of 4',
    ]);
  });
});

describe('gained and lost deliveries', () => {
  test('count addresses, after merging', () => {
    const before = world({
      ACME: { mailboxes: { client: { eshop: 'Jean@acme.fr' } }, contacts: { 'jean@acme.fr': {} } },
    });
    expect(planned(before, subscription('ACME', 'jean@acme.fr', 'client', 'eshop.email=on')).plan.deliveries).toEqual({
      gained: 0,
      lost: 0,
    });
    expect(planned(before, mailbox('ACME', 'client', { eshop: 'b@acme.fr' })).plan.deliveries).toEqual({
      gained: 1,
      lost: 1,
    });
  });

  test('count none for what is inert or dormant', () => {
    const before = world({ ACME: { contacts: { 'jean@acme.fr': {} } } });
    const { plan } = planned(
      before,
      mailbox('ACME', 'client', { mobile: 'm@acme.fr' }),
      subscription('ACME', 'jean@acme.fr', 'client', 'mobile=on'),
    );
    expect(plan).toMatchObject({ deliveries: { gained: 0, lost: 0 }, inert: 3, silenced: [] });
  });

  test('through a partner count once a client, and once for a partner that is its own audience', () => {
    const before = world({
      PART: { universes: ['ambassador'], contacts: { 'p@part.fr': {}, 'q@part.fr': { role: 'admin' } } },
      A: { partner: 'PART' },
      B: { partner: 'PART' },
      ELSEWHERE: {},
    });
    const { plan } = planned(before, subscription('PART', 'p@part.fr', '*', 'mobile.email=on'));
    expect(plan.deliveries).toEqual({ gained: 3, lost: 0 });
    const demoted = planned(before, contact('PART', 'q@part.fr', { role: 'user' })).plan;
    // 6 categories of its own and `mobile` for itself and both clients, on two channels.
    expect(demoted.deliveries).toEqual({ gained: 0, lost: 18 });
    expect(silenced(demoted).filter((cell) => cell.endsWith('mobile'))).toEqual([
      'PART ambassador mobile',
      'A ambassador mobile',
      'B ambassador mobile',
    ]);
  });

  test('follow a client to its new partner: neither silent nor the same delivery', () => {
    const staff = { universes: ['ambassador'], contacts: { 'same@group.fr': { role: 'admin' } } } as const;
    const before = world({
      P: staff,
      Q: staff,
      MUTE: { universes: ['operator', 'ambassador'] },
      ACME: { partner: 'P' },
    });
    const moved = planned(before, company('ACME', { partner: 'Q' })).plan;
    expect([moved.deliveries, silenced(moved)]).toEqual([{ gained: 2, lost: 2 }, []]);
    const muted = planned(before, company('ACME', { partner: 'MUTE', partnerUniverse: 'ambassador' })).plan;
    expect([muted.deliveries, silenced(muted)]).toEqual([{ gained: 0, lost: 2 }, ['ACME ambassador mobile']]);
    // Where a change is too large to be counted, what falls silent is found all the same.
    const draft = new Draft(before);
    draft.putCompany({ ...companyIn(before, 'ACME').company, partner: 'MUTE', partnerUniverse: 'ambassador' });
    expect(impactOf(draft, [...draft.edits()], false)).toMatchObject({
      deliveries: null,
      losses: [],
      silenced: [{ company: 'ACME', universe: 'ambassador', category: 'mobile' }],
    });
    const freed = planned(before, company('ACME', { partner: null })).plan;
    expect([freed.deliveries, silenced(freed)]).toEqual([{ gained: 0, lost: 2 }, ['ACME ambassador mobile']]);
  });

  test('of a company that becomes its own audience stay in place', () => {
    const admin = { role: 'admin' } as const;
    const before = world({
      P: { universes: ['ambassador'], contacts: { 'p@p.fr': admin } },
      ACME: { universes: ['ambassador'], partner: 'P', contacts: { 'a@acme.fr': admin } },
    });
    const { plan } = planned(before, company('ACME', { partner: null }));
    expect([plan.deliveries, silenced(plan)]).toEqual([{ gained: 2, lost: 2 }, []]);
  });
});

test('silenced is a category with a delivery before and none after', () => {
  const before = world({
    ACME: { mailboxes: { client: { eshop: 'a@acme.fr', ticketing: 't@acme.fr' } }, contacts: { 'jean@acme.fr': {} } },
  });
  const { plan } = planned(
    before,
    mailbox('ACME', 'client', { eshop: null, ticketing: null }),
    subscription('ACME', 'jean@acme.fr', 'client', 'ticketing.interface=on'),
  );
  expect(silenced(plan)).toEqual(['ACME client eshop']);
});

describe('a company left without an admin', () => {
  const before = world({
    ACME: { contacts: { 'boss@acme.fr': { role: 'admin' }, 'jean@acme.fr': {} } },
    BARE: { contacts: { 'b@bare.fr': {} } },
  });

  test('is named when the plan does it', () => {
    expect(planned(before, contact('ACME', 'boss@acme.fr', { role: 'user' })).plan.withoutAdmin).toEqual(['ACME']);
    const handed = planned(
      before,
      contact('ACME', 'boss@acme.fr', { role: 'user' }),
      contact('ACME', 'jean@acme.fr', { role: 'admin' }),
    );
    expect(handed.plan.withoutAdmin).toEqual([]);
  });

  test('is not when it was so, or has no contact', () => {
    expect(planned(before, contact('BARE', 'b@bare.fr', { name: 'B' })).plan.withoutAdmin).toEqual([]);
    expect(planned(before, company('NEW', { name: 'N', universes: ['client'] })).plan.withoutAdmin).toEqual([]);
  });

  test('is when it is new and has contacts', () => {
    const { plan } = planned(
      before,
      company('NEW', { name: 'N', universes: ['client'] }),
      contact('NEW', 'n@new.fr', { name: 'N', universes: ['client'] }),
    );
    expect(plan.withoutAdmin).toEqual(['NEW']);
  });
});

test('totals by action count fields and cells', () => {
  const before = world({
    ACME: { contacts: { 'a@acme.fr': { choices: { client: 'eshop=on ticketing=off mobile=on' } } } },
  });
  const { plan } = planned(
    before,
    company('ACME', { name: 'Acme SA', universes: ['client', 'operator'] }),
    subscription('ACME', 'a@acme.fr', 'client', 'eshop=default ticketing=on messaging=on'),
  );
  expect(plan.summary).toMatchObject({ add: 2, change: 4, remove: 2 });
  expect(companyIn(before, 'ACME').company.name).toBe('ACME');
});
