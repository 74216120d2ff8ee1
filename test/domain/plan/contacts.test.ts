import { describe, expect, test } from 'vitest';
import { company, contact, line, planned, subscription } from '../../support/planning.js';
import { contactIn, world } from '../../support/world.js';

const before = world({
  ACME: {
    universes: ['client', 'operator'],
    contacts: {
      'jean@acme.fr': { name: 'Jean', ref: 'R1', universes: ['client'] },
      'lea@acme.fr': { name: 'Léa', universes: ['client'] },
      'boss@acme.fr': { name: 'Boss', role: 'admin', ref: 'R3', universes: ['client'] },
    },
  },
});
const created = { name: 'New', universes: ['client'] } as const;

describe('a new contact', () => {
  test('is a user with access by default', () => {
    expect(planned(before, contact('ACME', ' New@ACME.fr ', created)).changes).toEqual([
      '+ contact ACME New@acme.fr: null → {"email":"New@acme.fr","name":"New","role":"user","access":true,"universes":["client"],"ref":null}',
    ]);
  });

  test('needs a name and universes, which the company holds', () => {
    expect(planned(before, contact('ACME', 'new@acme.fr', { origin: line(2) })).refusals).toEqual([
      'line 2: missing-value name (new)',
      'line 2: missing-value universes (new)',
    ]);
    expect(planned(before, contact('ACME', 'new@acme.fr', { name: '', universes: ['ambassador'] })).refusals).toEqual([
      'missing-value name=',
      'universe-not-held universes=ambassador [ambassador]',
    ]);
    expect(planned(before, contact('ACME', 'new@acme.fr', { name: 'N', universes: [] })).refusals).toEqual([
      'missing-value universes=',
    ]);
  });

  test('may hold a universe that arrives with the company’s row', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'new@acme.fr', { name: 'N', universes: ['ambassador'] }),
      company('ACME', { universes: ['client', 'operator', 'ambassador'] }),
    );
    expect(refusals).toEqual([]);
  });

  test('is not created by a request that only changes; its settings are not reported again', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'new@acme.fr', { ...created, mode: 'set' }),
      subscription('ACME', 'new@acme.fr', '*', 'all=on'),
    );
    expect(refusals).toEqual(['unknown-contact contact=new@acme.fr']);
  });

  test('that could not be created has no second problem, by either address', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'new@acme.fr', { name: 'N', newEmail: 'newer@acme.fr' }),
      subscription('ACME', 'new@acme.fr', '*', 'all=on'),
      subscription('ACME', 'newer@acme.fr', '*', 'all=on'),
    );
    expect(refusals).toEqual(['missing-value universes (new)']);
  });

  test('needs an address, and a company', () => {
    expect(planned(before, contact('ACME', 'not an address', created)).refusals).toEqual([
      'bad-email contact=not an address',
    ]);
    expect(planned(before, contact('NOWHERE', 'a@b.fr', created)).refusals).toEqual([
      'unknown-company company=NOWHERE',
    ]);
  });

  test('over several rows is one, whatever the spelling of the address', () => {
    const { changes, refusals } = planned(
      before,
      contact('ACME', 'été@acme.fr', created),
      contact('ACME', 'ÉTÉ@acme.fr'.normalize('NFD'), { ref: 'R9' }),
    );
    expect(refusals).toEqual([]);
    expect(changes).toEqual([
      '+ contact ACME été@acme.fr: null → {"email":"été@acme.fr","name":"New","role":"user","access":true,"universes":["client"],"ref":"R9"}',
    ]);
  });

  test('has settings in the same input, by the new address', () => {
    const { changes } = planned(
      before,
      subscription('ACME', 'NEW@acme.fr', '*', 'eshop.email=on'),
      contact('ACME', 'new@acme.fr', created),
    );
    expect(changes).toContain('+ subscription ACME new@acme.fr client eshop.email: default → on');
  });
});

describe('an existing contact', () => {
  test('changes field by field; neither the present value nor case or normal form of the address is a change', () => {
    const { changes, plan } = planned(
      before,
      contact('ACME', 'JEAN@acme.fr', { name: 'Jean ', role: 'user', access: true, universes: ['client'], ref: 'R1' }),
      contact('ACME', 'lea@acme.fr', { newEmail: 'Lea@ACME.fr' }),
      contact('ACME', 'boss@acme.fr', { name: 'The boss', ref: null }),
    );
    expect(changes).toEqual([
      '~ contact ACME boss@acme.fr name: Boss → The boss',
      '~ contact ACME boss@acme.fr ref: R3 → null',
    ]);
    expect(plan.summary).toMatchObject({ unchanged: 6, change: 2 });
  });

  test('a name is compared in NFC, and case counts', () => {
    expect(planned(before, contact('ACME', 'lea@acme.fr', { name: 'Léa'.normalize('NFD') })).changes).toEqual([]);
    expect(planned(before, contact('ACME', 'lea@acme.fr', { name: 'LÉA' })).changes).toHaveLength(1);
  });

  test('an admin always has access', () => {
    expect(planned(before, contact('ACME', 'boss@acme.fr', { access: false })).refusals).toEqual([
      'admin-without-access access=no',
    ]);
    expect(planned(before, contact('ACME', 'boss@acme.fr', { access: false, role: 'user' })).refusals).toEqual([]);
    const without = world({ ACME: { contacts: { 'lea@acme.fr': { access: false } } } });
    expect(planned(without, contact('ACME', 'lea@acme.fr', { role: 'admin' })).refusals).toEqual([
      'admin-without-access role=admin',
    ]);
    expect(planned(without, contact('ACME', 'lea@acme.fr', { role: 'admin', access: true })).refusals).toEqual([]);
  });

  test('role and access of the same input decide what can be chosen', () => {
    const { refusals } = planned(
      before,
      subscription('ACME', 'lea@acme.fr', 'client', 'eshop.interface=on'),
      contact('ACME', 'lea@acme.fr', { access: false }),
    );
    expect(refusals).toEqual(['no-portal-access eshop.interface=on [lea@acme.fr]']);
  });

  test('after a promotion, requesting on changes nothing and off is an opt-out', () => {
    const { changes } = planned(
      before,
      contact('ACME', 'lea@acme.fr', { role: 'admin' }),
      subscription('ACME', 'lea@acme.fr', 'client', 'eshop=on mobile.email=off'),
    );
    expect(changes).toEqual([
      '~ contact ACME lea@acme.fr role: user → admin',
      '+ subscription ACME lea@acme.fr client mobile.email: default → off',
    ]);
  });

  test('two rows that disagree are both named', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'jean@acme.fr', { role: 'admin', access: true, origin: line(2) }),
      contact('ACME', 'Jean@acme.fr', { role: 'user', newEmail: 'x@acme.fr', origin: line(3) }),
      contact('ACME', 'jean@acme.fr', { access: false, newEmail: 'y@acme.fr', origin: line(4) }),
      contact('ACME', 'jean@acme.fr', { newEmail: 'X@acme.fr', origin: line(5) }),
    );
    expect(refusals).toEqual([
      'line 3: contradictory-rows role=user but line 2: admin',
      'line 4: contradictory-rows new_email=y@acme.fr but line 3: x@acme.fr',
      'line 4: contradictory-rows access=no but line 2: yes',
    ]);
  });
});

describe('a change of address', () => {
  test('keeps the identity and the choices', () => {
    const chose = world({ ACME: { contacts: { 'a@acme.fr': { choices: { client: 'eshop=on' } } } } });
    const { after, changes } = planned(chose, contact('ACME', 'a@acme.fr', { newEmail: 'b@acme.fr' }));
    const was = contactIn(chose, 'ACME', 'a@acme.fr');
    expect(contactIn(after, 'ACME', 'b@acme.fr')).toEqual({
      ...was,
      contact: { ...was.contact, email: 'b@acme.fr' },
    });
    expect(changes).toEqual(['~ contact ACME b@acme.fr email: a@acme.fr → b@acme.fr']);
  });

  test('settings in the same input go by the new address', () => {
    const rename = contact('ACME', 'jean@acme.fr', { newEmail: 'j@acme.fr' });
    expect(planned(before, rename, subscription('ACME', 'j@acme.fr', '*', 'eshop.email=on')).refusals).toEqual([]);
    expect(planned(before, rename, subscription('ACME', 'jean@acme.fr', '*', 'eshop.email=on')).refusals).toEqual([
      'unknown-contact contact=jean@acme.fr [ACME]',
    ]);
  });

  test('two addresses may be swapped, by new address or by ref', () => {
    const swapped = [
      '~ contact ACME boss@acme.fr email: jean@acme.fr → boss@acme.fr',
      '~ contact ACME jean@acme.fr email: boss@acme.fr → jean@acme.fr',
    ];
    const byAddress = planned(
      before,
      contact('ACME', 'jean@acme.fr', { newEmail: 'boss@acme.fr' }),
      contact('ACME', 'boss@acme.fr', { newEmail: 'jean@acme.fr' }),
    );
    expect([byAddress.refusals, byAddress.changes]).toEqual([[], swapped]);
    const byRef = planned(
      before,
      contact('ACME', 'boss@acme.fr', { ref: 'R1' }),
      contact('ACME', 'jean@acme.fr', { ref: 'R3' }),
    );
    expect([byRef.refusals, byRef.changes]).toEqual([[], swapped]);
  });

  test('renaming to a taken address is reported as a duplicate on that row', () => {
    expect(
      planned(before, contact('ACME', 'jean@acme.fr', { newEmail: 'LEA@acme.fr', origin: line(2) })).refusals,
    ).toEqual(['line 2: duplicate-contact new_email=LEA@acme.fr [Jean, Léa]']);
  });

  test('to one that is freed in the same input is no duplicate', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'jean@acme.fr', { newEmail: 'lea@acme.fr' }),
      contact('ACME', 'lea@acme.fr', { newEmail: 'l@acme.fr' }),
    );
    expect(refusals).toEqual([]);
  });
});

describe('a ref', () => {
  test('that exists is the key: the address is the one to have', () => {
    expect(planned(before, contact('ACME', 'j@acme.fr', { ref: 'R1' })).changes).toEqual([
      '~ contact ACME j@acme.fr email: jean@acme.fr → j@acme.fr',
    ]);
  });

  test('that exists, with the address of another contact, is a duplicate', () => {
    expect(planned(before, contact('ACME', 'lea@acme.fr', { ref: 'R1' })).refusals).toEqual([
      'duplicate-contact contact=lea@acme.fr [Jean, Léa]',
    ]);
  });

  test('that is unknown is set on the contact that the address names, or on a new one', () => {
    expect(planned(before, contact('ACME', 'lea@acme.fr', { ref: 'R2' })).changes).toEqual([
      '~ contact ACME lea@acme.fr ref: null → R2',
    ]);
    expect(planned(before, contact('ACME', 'jean@acme.fr', { ref: 'R9' })).changes).toEqual([
      '~ contact ACME jean@acme.fr ref: R1 → R9',
    ]);
    expect(planned(before, contact('ACME', 'new@acme.fr', { ...created, ref: 'R9' })).refusals).toEqual([]);
  });

  test('belongs to one contact', () => {
    const { refusals } = planned(
      before,
      contact('ACME', 'lea@acme.fr', { ref: 'R9', origin: line(2) }),
      contact('ACME', 'new@acme.fr', { ...created, ref: 'R9', origin: line(3) }),
    );
    expect(refusals).toEqual([
      'line 2: duplicate-contact ref=R9 [Léa, New]',
      'line 3: duplicate-contact ref=R9 [Léa, New]',
    ]);
  });

  test('is compared exactly, and is the company’s own', () => {
    const two = world({ A: { contacts: { 'a@a.fr': { ref: 'R1' } } }, B: { contacts: { 'b@b.fr': {} } } });
    expect(planned(two, contact('B', 'b@b.fr', { ref: 'R1' })).refusals).toEqual([]);
    expect(planned(two, contact('A', 'a@a.fr', { ref: 'r1' })).changes).toEqual(['~ contact A a@a.fr ref: R1 → r1']);
  });
});
