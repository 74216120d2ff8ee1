import { describe, expect, test } from 'vitest';
import { company, contact, line, mailbox, planned, plannedWith, subscription } from '../../support/planning.js';
import { companyIn, contactIn, world } from '../../support/world.js';

const before = world({
  PART: { universes: ['ambassador'] },
  BOTH: { universes: ['ambassador', 'operator'] },
  ACME: { name: 'Acme', universes: ['client', 'operator'], partner: 'PART' },
  OTHER: { name: 'Other' },
});

const created = { name: 'New', universes: ['client'] } as const;

describe('a new company', () => {
  test('is added whole', () => {
    const { changes, refusals } = planned(
      before,
      company('00075', { ...created, name: '  Cafe\u0301 ', partner: 'PART' }),
    );
    expect(refusals).toEqual([]);
    expect(changes).toEqual([
      '+ company 00075: null → {"name":"Café","universes":["client"],"partner":"PART","partner_universe":"ambassador"}',
    ]);
  });

  test('needs a name and universes', () => {
    expect(planned(before, company('NEW', { origin: line(2) })).refusals).toEqual([
      'line 2: missing-value name (new)',
      'line 2: missing-value universes (new)',
    ]);
    expect(planned(before, company('NEW', { name: ' ', universes: [] })).refusals).toEqual([
      'missing-value name=',
      'missing-value universes=',
    ]);
  });

  test('has a code that every engine can keep as a key', () => {
    expect(planned(before, company('🚀'.repeat(255), created)).refusals).toEqual([]);
    const long = '🚀'.repeat(256);
    expect(planned(before, company(long, created)).refusals).toEqual([`bad-value company=${long} (long-code)`]);
    // In lower case, by which codes that look alike are found, it has two characters for each.
    const longer = 'İ'.repeat(128);
    expect(planned(before, company(longer, created)).refusals).toEqual([`bad-value company=${longer} (long-code)`]);
  });

  test('is not created by a request that only changes', () => {
    expect(planned(before, company('NEW', { ...created, mode: 'set' })).refusals).toEqual([
      'unknown-company company=NEW',
    ]);
  });

  test('with a problem is reported once, and not again for its contacts and settings', () => {
    const { refusals } = planned(
      before,
      subscription('NEW', 'a@new.fr', '*', 'all=on'),
      mailbox('NEW', '*', { eshop: 'a@new.fr' }),
      contact('NEW', 'a@new.fr', { name: 'A', universes: ['client'] }),
      company('NEW', { name: 'New' }),
      company('CHILD', { ...created, partner: 'NEW' }),
    );
    expect(refusals).toEqual(['missing-value universes (new)']);
  });

  test('may come after its contacts, their settings, and its clients', () => {
    const { refusals, changes } = planned(
      before,
      subscription('NEW', 'a@new.fr', '*', 'eshop.email=on'),
      mailbox('NEW', '*', { eshop: 'a@new.fr' }),
      contact('NEW', 'a@new.fr', { name: 'A', universes: ['operator'] }),
      company('CHILD', { ...created, partner: 'NEW' }),
      company('NEW', { name: 'New', universes: ['operator'] }),
    );
    expect(refusals).toEqual([]);
    expect(changes).toHaveLength(5);
  });
});

describe('a code that a spreadsheet may have changed', () => {
  const rules = { similarCodes: (code: string) => (code === '75' ? ['00075'] : []) };

  test('is a probable duplicate, unless duplicates are allowed', () => {
    const requested = company('75', created);
    expect(plannedWith(rules, before, [requested]).refusals).toEqual(['probable-duplicate company=75 [00075]']);
    expect(plannedWith({ ...rules, allowDuplicate: true }, before, [requested]).refusals).toEqual([]);
  });

  test('is compared with existing companies only: a file may restore two similar codes', () => {
    const { refusals } = planned(before, company('New-1', created), company('NEW-1', created));
    expect(refusals).toEqual([]);
  });

  test.each(['-', 'none', 'AUCUN', '*', '@list', 'A,B', 'tab\there'])(
    '%j is no code: it could not be named again',
    (code) => {
      expect(planned(before, company(code, created)).refusals).toEqual([`bad-value company=${code} (code)`]);
    },
  );

  test('is not reported when the company exists', () => {
    const { refusals } = plannedWith({ similarCodes: () => ['acme'] }, before, [company('ACME', { name: 'A' })]);
    expect(refusals).toEqual([]);
  });
});

describe('an existing company', () => {
  test('changes field by field; what is absent stays', () => {
    expect(planned(before, company('ACME', { name: 'ACME SA' })).changes).toEqual([
      '~ company ACME name: Acme → ACME SA',
    ]);
  });

  test('a field requested with its present value counts as unchanged', () => {
    const { plan, changes } = planned(
      before,
      company('ACME', { name: ' Acme', universes: ['operator', 'client'], partner: 'PART' }),
    );
    expect(changes).toEqual([]);
    expect(plan.summary).toMatchObject({ unchanged: 3, add: 0, change: 0, remove: 0 });
    const half = planned(before, company('ACME', { name: 'Acme SA', partner: 'PART' })).plan;
    expect(half.summary).toMatchObject({ unchanged: 1, change: 1 });
  });

  test('the same value in two rows is fine; two values name both rows', () => {
    const { refusals } = planned(
      before,
      company('ACME', { name: 'A', universes: ['client', 'operator'], origin: line(2) }),
      company('ACME', { name: 'A', universes: ['operator', 'client'], origin: line(3) }),
      company('ACME', { name: 'B', partner: null, origin: line(4) }),
      company('ACME', { partner: 'PART', origin: line(5) }),
    );
    expect(refusals).toEqual([
      'line 4: contradictory-rows name=B but line 2: A',
      'line 5: contradictory-rows partner=PART but line 4: -',
    ]);
  });

  test('can’t be left without a name or universes', () => {
    expect(planned(before, company('ACME', { name: '', universes: [] })).refusals).toEqual([
      'missing-value name=',
      'missing-value universes=',
    ]);
  });
});

describe('the partner', () => {
  test('its universe is implied when it holds one partner universe', () => {
    expect(planned(before, company('OTHER', { partner: 'PART' })).changes).toEqual([
      '~ company OTHER partner: null → PART',
      '~ company OTHER partner_universe: null → ambassador',
    ]);
  });

  test('its universe must be said when it holds two', () => {
    expect(planned(before, company('OTHER', { partner: 'BOTH' })).refusals).toEqual([
      'missing-value partner_universe [BOTH]',
    ]);
    expect(planned(before, company('OTHER', { partner: 'BOTH', partnerUniverse: 'operator' })).changes).toEqual([
      '~ company OTHER partner: null → BOTH',
      '~ company OTHER partner_universe: null → operator',
    ]);
  });

  test('another partner does not inherit the universe of the link', () => {
    expect(planned(before, company('ACME', { partner: 'BOTH' })).refusals).toEqual([
      'missing-value partner_universe [BOTH]',
    ]);
  });

  test('must exist, hold a partner universe, and that one', () => {
    expect(planned(before, company('OTHER', { partner: 'NOWHERE' })).refusals).toEqual([
      'unknown-company partner=NOWHERE',
    ]);
    expect(planned(before, company('PART', { partner: 'OTHER' })).refusals).toEqual([
      'not-a-partner partner=OTHER [OTHER]',
    ]);
    expect(planned(before, company('OTHER', { partner: 'PART', partnerUniverse: 'operator' })).refusals).toEqual([
      'not-a-partner partner_universe=operator (universe) [PART]',
    ]);
    expect(planned(before, company('OTHER', { partner: 'PART', partnerUniverse: 'client' })).refusals).toEqual([
      'not-a-partner partner_universe=client (universe) [PART]',
    ]);
  });

  test('is judged as it will be, whatever the order of the rows', () => {
    const rows = [
      company('OTHER', { universes: ['client', 'operator'] }),
      company('ACME', { partner: 'OTHER', partnerUniverse: 'operator' }),
    ];
    expect(planned(before, ...rows).refusals).toEqual([]);
    expect(planned(before, ...rows.reverse()).refusals).toEqual([]);
  });

  test('is cleared with the universe of the link', () => {
    expect(planned(before, company('ACME', { partner: null })).changes).toEqual([
      '~ company ACME partner: PART → null',
      '~ company ACME partner_universe: ambassador → null',
    ]);
  });

  test('a universe of the link without a partner is an error', () => {
    expect(planned(before, company('OTHER', { partnerUniverse: 'operator' })).refusals).toEqual([
      'missing-value partner (link)',
    ]);
  });

  test('may not manage itself', () => {
    expect(planned(before, company('BOTH', { partner: 'BOTH', partnerUniverse: 'operator' })).refusals).toEqual([
      'partner-circle partner=BOTH [BOTH, BOTH]',
    ]);
  });

  test('may not manage itself through others: every row in error is named, in any order', () => {
    const rows = [
      company('ACME', { partner: 'BOTH', partnerUniverse: 'operator', origin: line(2) }),
      company('BOTH', { partner: 'PART', origin: line(3) }),
      company('PART', { partner: 'ACME', origin: line(4) }),
      company('OTHER', { partner: 'PART', origin: line(5) }),
    ];
    const cycle = 'ACME, BOTH, PART, ACME';
    const expected = [
      `line 2: partner-circle partner=BOTH [${cycle}]`,
      `line 3: partner-circle partner=PART [${cycle}]`,
      `line 4: partner-circle partner=ACME [${cycle}]`,
    ];
    expect(planned(before, ...rows).refusals).toEqual(expected);
    expect([...planned(before, ...rows.reverse()).refusals].sort()).toEqual(expected);
  });

  test('a new link that closes a cycle of existing links is found', () => {
    expect(planned(before, company('PART', { partner: 'ACME' })).refusals).toEqual([
      'partner-circle partner=ACME [ACME, PART, ACME]',
    ]);
  });

  test('a link whose two companies swap places is no cycle', () => {
    const { refusals } = planned(before, company('PART', { partner: 'ACME' }), company('ACME', { partner: null }));
    expect(refusals).toEqual([]);
  });

  test('keeps the universe in which it manages a client', () => {
    expect(planned(before, company('PART', { universes: ['client'], origin: line(2) })).refusals).toEqual([
      'line 2: not-a-partner universes=client (clients) [ACME]',
    ]);
    const { refusals } = planned(
      before,
      company('PART', { universes: ['client'] }),
      company('ACME', { partner: null }),
    );
    expect(refusals).toEqual([]);
  });
});

describe('a universe removed from a company', () => {
  const staffed = world({
    ACME: {
      universes: ['client', 'operator'],
      mailboxes: { operator: { eshop: 'op@acme.fr' } },
      contacts: {
        'both@acme.fr': { choices: { operator: 'eshop=on', client: 'eshop=on' } },
        'client@acme.fr': { universes: ['client'] },
        'operator@acme.fr': { universes: ['operator'] },
      },
    },
  });
  const taken = company('ACME', { universes: ['client'], origin: line(2) });

  test('is removed from its contacts; it is an error if a contact would have none left', () => {
    const { refusals } = planned(staffed, taken);
    expect(refusals).toEqual(['line 2: universe-not-held universes=client (stranded) [operator@acme.fr]']);
  });

  test('is removed from its contacts in the same plan, and their choices in it stay, dormant', () => {
    const moved = contact('ACME', 'operator@acme.fr', { universes: ['client'] });
    const { changes, refusals, after } = planned(staffed, moved, taken);
    expect(refusals).toEqual([]);
    expect(changes).toEqual([
      '~ company ACME universes: ["client","operator"] → ["client"]',
      '~ contact ACME both@acme.fr universes: ["client","operator"] → ["client"]',
      '~ contact ACME operator@acme.fr universes: ["operator"] → ["client"]',
    ]);
    expect(contactIn(after, 'ACME', 'both@acme.fr').choices).toEqual(
      contactIn(staffed, 'ACME', 'both@acme.fr').choices,
    );
    expect(companyIn(after, 'ACME').mailboxes).toEqual({ operator: { eshop: 'op@acme.fr' } });
  });

  test('is removed from a contact whose row changes something else', () => {
    const { changes } = planned(
      staffed,
      contact('ACME', 'both@acme.fr', { role: 'admin' }),
      contact('ACME', 'operator@acme.fr', { universes: ['client'] }),
      taken,
    );
    expect(changes).toContain('~ contact ACME both@acme.fr universes: ["client","operator"] → ["client"]');
    expect(changes).toContain('~ contact ACME both@acme.fr role: user → admin');
  });

  test('can’t be requested for a contact in the same input', () => {
    const { refusals } = planned(
      staffed,
      contact('ACME', 'both@acme.fr', { universes: ['operator'], origin: line(3) }),
      contact('ACME', 'operator@acme.fr', { universes: ['client'] }),
      taken,
    );
    expect(refusals).toEqual(['line 3: universe-not-held universes=operator [operator]']);
  });

  test('counts for `*` and for what is held, in the same input', () => {
    const { refusals, changes } = planned(
      staffed,
      contact('ACME', 'operator@acme.fr', { universes: ['client'] }),
      subscription('ACME', 'both@acme.fr', '*', 'ticketing.email=on'),
      mailbox('ACME', 'operator', { ticketing: 'x@acme.fr' }, { origin: line(4) }),
      taken,
    );
    expect(refusals).toEqual(['line 4: universe-not-held universe=operator [operator]']);
    expect(changes.filter((change) => change.startsWith('+ subscription'))).toEqual([
      '+ subscription ACME both@acme.fr client ticketing.email: default → on',
    ]);
  });
});
