/** Every change is in the journal, with who made it and what was before. Source: docs/contract/rules.md, "The journal". */
import { beforeEach, describe, expect, test } from 'vitest';
import { universeSet } from '../../src/domain/model.js';
import type { HistoryFilter, Store } from '../../src/storage/store.js';
import { LAYOUTS, emptyStore } from './engines.js';
import { all, changed, company, contact, editsIn, statesIn } from './worlds.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day, 8));

describe.each(LAYOUTS)('$title', (engine) => {
  let store: Store;
  let location: string;
  let jean: number;
  const q = engine.quoted;

  beforeEach(async () => {
    ({ store, location } = await emptyStore(engine));
    await changed(
      store,
      (draft) => {
        draft.putCompany(company('ACME'));
        draft.putContact(contact('ACME', draft.newContactId(), 'jean@x.fr'));
        draft.putMailbox('ACME', 'client', 'ticketing', 'support@x.fr');
      },
      { at: at(1), input: { name: 'acme.csv', sha256: 'ab12' } },
    );
    const [state] = await statesIn(store);
    jean = state?.contacts[0]?.contact.id ?? 0;
    await changed(store, (draft) => draft.putCompany(company('OTHER')), { at: at(2), actor: 'kim' });
    await changed(
      store,
      (draft) => {
        draft.putContact(contact('ACME', jean, 'jean@y.fr', { role: 'admin' }));
        draft.putMailbox('ACME', 'client', 'ticketing', null);
        draft.putChoices('ACME', jean, 'client', { chosen: 0b1011, on: 0b0010 });
      },
      { at: at(3), message: 'at his request' },
    );
    await changed(store, (draft) => draft.putChoices('ACME', jean, 'client', { chosen: 0, on: 0 }), {
      at: at(4),
      undoes: 3,
    });
  });

  const numbers = async (filter: HistoryFilter): Promise<number[]> =>
    (await store.read((reader) => all(reader.changeSets(filter)))).flat().map(({ number }) => number);

  test('what was changed in companies whose codes look alike is of each one', async () => {
    const codes = ['a', 'A', 'ä', 'a\u0308', 'Ä'];
    await changed(store, (draft) => {
      for (const code of codes) draft.putCompany(company(code));
    });
    const edits = (await store.read((reader) => all(reader.editsSince(4, codes)))).flat();
    expect(edits.map(({ edit }) => edit.company).toSorted()).toEqual(codes.toSorted());
  });

  test('change sets say who, when, from what, and what took them back', async () => {
    const sets = (await store.read((reader) => all(reader.changeSets({})))).flat();
    expect(sets).toEqual([
      {
        number: 4,
        at: at(4),
        actor: 'sam',
        command: 'onboard',
        message: null,
        input: null,
        undoes: 3,
        undoneBy: null,
        changes: 3,
      },
      {
        number: 3,
        at: at(3),
        actor: 'sam',
        command: 'onboard',
        message: 'at his request',
        input: null,
        undoes: null,
        undoneBy: 4,
        changes: 7,
      },
      {
        number: 2,
        at: at(2),
        actor: 'kim',
        command: 'onboard',
        message: null,
        input: null,
        undoes: null,
        undoneBy: null,
        changes: 1,
      },
      {
        number: 1,
        at: at(1),
        actor: 'sam',
        command: 'onboard',
        message: null,
        input: { name: 'acme.csv', sha256: 'ab12' },
        undoes: null,
        undoneBy: null,
        changes: 3,
      },
    ]);
    await store.read(async (reader) => {
      expect(await reader.changeSet(3)).toEqual(sets[1]);
      expect(await reader.changeSet(5)).toBeUndefined();
      expect(await reader.lastChangeSet()).toBe(4);
    });
  });

  test('history is filtered by company, contact, actor and time', async () => {
    expect(await numbers({})).toEqual([4, 3, 2, 1]);
    expect(await numbers({ companies: ['ACME'] })).toEqual([4, 3, 1]);
    expect(await numbers({ companies: ['nobody'] })).toEqual([]);
    expect(await numbers({ contacts: [{ company: 'ACME', id: jean }] })).toEqual([4, 3, 1]);
    expect(await numbers({ contacts: [{ company: 'OTHER', id: jean }] })).toEqual([]);
    expect(await numbers({ actor: 'kim' })).toEqual([2]);
    expect(await numbers({ since: at(2), until: at(3) })).toEqual([3, 2]);
    expect(await numbers({ companies: ['ACME'], actor: 'sam', until: at(3), limit: 1 })).toEqual([3]);
    expect(await numbers({ limit: 0 })).toEqual([]);
  });

  test('history is filtered by more companies and contacts than go into a statement', async () => {
    const companies = [...Array.from({ length: 4_500 }, (_, i) => `C${i}`), 'ACME'];
    const contacts = companies.map((code) => ({ company: code, id: jean }));
    expect(await numbers({ companies })).toEqual([4, 3, 1]);
    expect(await numbers({ contacts })).toEqual([4, 3, 1]);
    expect(await numbers({ companies, contacts, actor: 'sam', until: at(3), limit: 1 })).toEqual([3]);
    expect(await numbers({ companies, contacts: contacts.slice(0, 4_000) })).toEqual([]);
    expect(await numbers({ companies: companies.slice(0, 4_000) })).toEqual([]);
    await store.read(async (reader) => {
      const edits = (await all(reader.editsOf(1))).flat();
      expect((await all(reader.editsOf(1, companies))).flat()).toEqual(edits.filter((edit) => edit.company === 'ACME'));
      expect(await all(reader.editsOf(1, companies.slice(0, 4_000)))).toEqual([]);
    });
  });

  test('long histories come in batches, without a gap', async () => {
    for (let i = 0; i < 205; i++)
      await changed(store, (draft) => draft.putCompany(company('OTHER', { name: `N${i}` })));
    const batches = await store.read((reader) => all(reader.changeSets({})));
    expect(batches.map((batch) => batch.length)).toEqual([200, 9]);
    expect(batches.flat().map(({ number }) => number)).toEqual(Array.from({ length: 209 }, (_, i) => 209 - i));
    expect(await numbers({ limit: 203 })).toHaveLength(203);
  });

  test('the edits of a change set come back, with the contacts as they were around it', async () => {
    const before = contact('ACME', jean, 'jean@x.fr');
    const after = contact('ACME', jean, 'jean@y.fr', { role: 'admin' });
    expect(await editsIn(store, 3)).toEqual([
      { kind: 'contact', company: 'ACME', id: jean, before, after },
      {
        kind: 'mailbox',
        company: 'ACME',
        universe: 'client',
        category: 'ticketing',
        before: 'support@x.fr',
        after: null,
      },
      {
        kind: 'subscription',
        company: 'ACME',
        id: jean,
        universe: 'client',
        contactBefore: before,
        contactAfter: after,
        before: { chosen: 0, on: 0 },
        after: { chosen: 0b1011, on: 0b0010 },
      },
    ]);
    expect(await editsIn(store, 4)).toMatchObject([{ contactBefore: after, contactAfter: after }]);
    expect(await editsIn(store, 5)).toEqual([]);
  });

  test('what was changed since comes newest first, in pages that a big change set does not overflow', async () => {
    await changed(store, (draft) => {
      for (let i = 0; i < 4_500; i++) draft.putContact(contact('ACME', draft.newContactId(), `c${i}@x.fr`));
      for (let i = 0; i < 30; i++) draft.putCompany(company(`C${i}`));
    });
    await changed(store, (draft) => draft.putCompany(company('OTHER', { name: 'Other' })));
    const codes = ['ACME', 'OTHER', ...Array.from({ length: 30 }, (_, i) => `C${i}`), 'nobody'];
    const pages = await store.read((reader) => all(reader.editsSince(2, codes)));
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(2_000);

    // As many as the change sets made, each once.
    const made = [...(await editsIn(store, 3)), ...(await editsIn(store, 4)), ...(await editsIn(store, 5))];
    expect(pages.flat()).toHaveLength(made.length + 1);
    const acme = pages.flat().filter(({ edit }) => edit.company === 'ACME');
    const numbers = acme.map(({ changeSet }) => changeSet);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(new Set(acme.map(({ edit }) => JSON.stringify(edit))).size).toBe(acme.length);
    const ids = acme.flatMap(({ changeSet, edit }) => (changeSet === 5 && edit.kind === 'contact' ? edit.id : []));
    const inOrder = (await editsIn(store, 5)).flatMap((edit) =>
      edit.kind === 'contact' && edit.company === 'ACME' ? edit.id : [],
    );
    expect(ids).toEqual(inOrder.reverse());
  });

  test('what is written there can be read without abo', async () => {
    await changed(store, (draft) =>
      draft.putCompany(company('OTHER', { name: 'Été', universes: universeSet(['client', 'operator']) })),
    );
    expect(
      await engine.query(
        location,
        `select kind, ${q('before')}, ${q('after')} from ${q('change')} where change_set in (3, 5) order by change_set, seq`,
      ),
    ).toEqual([
      {
        kind: 'contact',
        before:
          '{"email":"jean@x.fr","name":"jean@x.fr","role":"user","access":true,"universes":["client"],"ref":null}',
        after:
          '{"email":"jean@y.fr","name":"jean@y.fr","role":"admin","access":true,"universes":["client"],"ref":null}',
      },
      { kind: 'mailbox', before: 'support@x.fr', after: null },
      { kind: 'subscription', before: null, after: '01-0----------' },
      {
        kind: 'company',
        before: '{"name":"Company OTHER","universes":["client"],"partner":null,"partner_universe":null}',
        after: '{"name":"Été","universes":["client","operator"],"partner":null,"partner_universe":null}',
      },
    ]);
  });

  test.each([
    `update change_set set actor = 'nobody'`,
    'delete from change_set where number = 4',
    `update ${q('change')} set ${q('after')} = null`,
    `delete from ${q('change')}`,
  ])('it is append-only: %s', async (statement) => {
    await expect(engine.query(location, statement)).rejects.toThrow('append-only');
  });

  test('time goes forward from change set to change set, whatever the clock says', async () => {
    const times = [at(6), at(5), at(4), at(7)];
    for (const [i, time] of times.entries()) {
      await changed(store, (draft) => draft.putCompany(company('OTHER', { name: `N${i}` })), { at: time });
    }
    const sets = (await store.read((reader) => all(reader.changeSets({ limit: 4 })))).flat();
    expect(sets.map((set) => set.at).reverse()).toEqual([at(6), at(6), at(6), at(7)]);
  });

  test('every change set has a token of its own', async () => {
    const tokens = (await engine.query(location, 'select token from change_set')).map(({ token }) => token);
    expect(new Set(tokens).size).toBe(4);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/u);
  });

  test('a change set without a change is a mistake of the program', async () => {
    await expect(changed(store, () => undefined)).rejects.toThrow('needs a change');
  });
});
