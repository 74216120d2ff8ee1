/** What is written is read back, whole, in order, and in batches. Source: docs/contract/rules.md, "Things". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotOf, universeSet } from '../../src/domain/model.js';
import { compareCodePoints } from '../../src/domain/code-point-order.js';
import { Draft } from '../../src/domain/plan/draft.js';
import { LAYOUTS, emptyStore } from './engines.js';
import {
  all,
  become,
  changed,
  company,
  contact,
  editsIn,
  ENTRY,
  settled,
  settledState,
  statesIn,
  worlds,
} from './worlds.js';

describe.each(LAYOUTS)('$title', (engine) => {
  test('any world becomes any other, and the journal has the very edits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(worlds, { minLength: 1, maxLength: 4 }), async (history) => {
        const { location, dispose } = await engine.empty();
        const store = await engine.engine.open(location);
        let last = 0;
        for (const world of history) {
          const before = await statesIn(store);
          const draft = new Draft(snapshotOf(before));
          become(world, draft, before);
          const edits = [...draft.edits()];
          if (edits.length === 0) continue;
          const { number } = await store.write(edits, ENTRY);
          expect(number).toBe(++last);
          const expected = world
            .map(({ code }) => draft.company(code))
            .filter((state) => state !== undefined)
            .map((state) => settledState(state, number))
            .sort((a, b) => compareCodePoints(a.company.code, b.company.code));
          expect(await statesIn(store)).toEqual(expected);
          expect(await editsIn(store, number)).toEqual(edits.map((edit) => settled(edit, number)));
        }
        await store.close();
        await dispose();
      }),
      { numRuns: engine.runs(40) },
    );
  });

  test('a selection takes the companies that meet every condition, by code', async () => {
    const { store } = await emptyStore(engine);
    const partner = { universes: universeSet(['operator']) };
    const client = { partner: 'P1', partnerUniverse: 'operator' } as const;
    await changed(store, (draft) => {
      draft.putCompany(company('C3', client));
      draft.putCompany(company('P2', partner));
      draft.putCompany(company('C1', client));
      draft.putCompany(company('P1', partner));
      draft.putCompany(company('C2', { ...client, partner: 'P2' }));
    });
    const codes = async (selection: Parameters<typeof statesIn>[1]): Promise<string[]> =>
      (await statesIn(store, selection)).map((state) => state.company.code);
    expect(await codes({})).toEqual(['C1', 'C2', 'C3', 'P1', 'P2']);
    expect(await codes({ exclude: ['C2', 'nobody'] })).toEqual(['C1', 'C3', 'P1', 'P2']);
    expect(await codes({ codes: ['P2', 'nobody', 'C1', 'C1'] })).toEqual(['C1', 'P2']);
    expect(await codes({ codes: [] })).toEqual([]);
    expect(await codes({ partners: ['P1'] })).toEqual(['C1', 'C3']);
    expect(await codes({ partners: ['P2', 'P1'], exclude: ['C1'] })).toEqual(['C2', 'C3']);
    expect(await codes({ partners: ['P1'], codes: ['C2', 'C3'] })).toEqual(['C3']);
    expect(await codes({ partners: ['C1'] })).toEqual([]);
  });

  test('many companies come in batches of a bounded number of contacts, once each, by code', async () => {
    const { store } = await emptyStore(engine);
    const names = Array.from({ length: 1_203 }, (_, i) => `C${String(i).padStart(4, '0')}`);
    await changed(store, (draft) => {
      for (const code of names.toReversed()) {
        draft.putCompany(company(code));
        for (let i = 0; i < 5; i++) draft.putContact(contact(code, draft.newContactId(), `u${i}@x.fr`));
      }
    });
    for (const selection of [{}, { codes: names.toReversed() }, { exclude: ['nobody'] }]) {
      const batches = await store.read((reader) => all(reader.states(selection)));
      expect(batches.flat().map((state) => state.company.code)).toEqual(names);
      const contacts = batches.map((batch) => batch.reduce((count, state) => count + state.contacts.length, 0));
      expect(Math.max(...contacts)).toBeLessThanOrEqual(2_500);
      expect(contacts.reduce((sum, count) => sum + count)).toBe(6_015);
    }
    const rows = await store.read((reader) => all(reader.companies({})));
    expect(rows.flat().map(({ code }) => code)).toEqual(names);
  });

  test('codes that a spreadsheet may have spoilt are found', async () => {
    const { store } = await emptyStore(engine);
    await changed(store, (draft) => {
      for (const code of ['00075', '75', 'Acme', 'ACME']) draft.putCompany(company(code));
    });
    const similar = await store.read((reader) => reader.similarCodes(['075', '75', 'acme', 'other']));
    expect([...similar]).toEqual([
      ['075', ['00075', '75']],
      ['75', ['00075', '75']],
      ['acme', ['ACME', 'Acme']],
    ]);
  });

  test('an address is found where it is held', async () => {
    const { store } = await emptyStore(engine);
    await changed(store, (draft) => {
      for (const code of ['A', 'B', 'C']) draft.putCompany(company(code));
      draft.putContact(contact('B', draft.newContactId(), 'Jean@x.fr'));
      draft.putMailbox('A', 'client', 'mobile', 'JEAN@x.fr');
      draft.putMailbox('C', 'client', 'eshop', 'other@x.fr');
    });
    await store.read(async (reader) => {
      expect(await reader.companiesWithAddress(['jean@x.fr', 'nobody@x.fr'], 'any')).toEqual(['A', 'B']);
      expect(await reader.companiesWithAddress(['jean@x.fr'], 'contact')).toEqual(['B']);
      expect(await reader.companiesWithAddress(['jean@x.fr'], 'mailbox')).toEqual(['A']);
    });
  });

  test('a read keeps its snapshot while a write goes on', async () => {
    const { store } = await emptyStore(engine);
    await changed(store, (draft) => draft.putCompany(company('A')));
    await store.read(async (reader) => {
      expect(await reader.lastChangeSet()).toBe(1);
      await changed(store, (draft) => draft.putCompany(company('B')));
      expect(await reader.lastChangeSet()).toBe(1);
      expect((await all(reader.companies({}))).flat()).toHaveLength(1);
    });
    expect(await statesIn(store)).toHaveLength(2);
  });
});
