/** A plan is applied to what it was made for, or not at all. Source: docs/contract/cli.md, "Safety". */
import { beforeEach, describe, expect, test } from 'vitest';
import { universeSet } from '../../src/domain/model.js';
import type { Draft } from '../../src/domain/plan/draft.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { StaleRows } from '../../src/errors.js';
import type { Store } from '../../src/storage/store.js';
import { LAYOUTS, emptyStore } from './engines.js';
import { changed, company, contact, editsIn, ENTRY, planned, statesIn } from './worlds.js';

const BOTH = { universes: universeSet(['client', 'ambassador']) };

describe.each(LAYOUTS)('$title', (engine) => {
  let store: Store;
  let jean: number;
  let lea: number;

  beforeEach(async () => {
    ({ store } = await emptyStore(engine));
    await changed(store, (draft) => {
      draft.putCompany(company('P', BOTH));
      draft.putCompany(company('ACME', BOTH));
      draft.putContact(contact('ACME', draft.newContactId(), 'jean@x.fr', { ...BOTH, role: 'admin', ref: '1' }));
      draft.putContact(contact('ACME', draft.newContactId(), 'lea@x.fr', { ref: '2' }));
      draft.putMailbox('ACME', 'client', 'ticketing', 'support@x.fr');
    });
    [jean = 0, lea = 0] = (await statesIn(store, { codes: ['ACME'] })).flatMap((state) =>
      state.contacts.map((state) => state.contact.id),
    );
  });

  const acme = company('ACME', BOTH);
  const p = company('P', BOTH);
  const people = (): { jean: ReturnType<typeof contact>; lea: ReturnType<typeof contact> } => ({
    jean: contact('ACME', jean, 'jean@x.fr', { ...BOTH, role: 'admin', ref: '1' }),
    lea: contact('ACME', lea, 'lea@x.fr', { ref: '2' }),
  });

  /** Plans, lets another program write, applies the plan; returns the rows because of which it is refused. */
  async function stale(plan: (draft: Draft) => void, meanwhile: (draft: Draft) => void): Promise<string[]> {
    const edits = await planned(store, plan);
    await changed(store, meanwhile);
    const before = await statesIn(store);
    const refused: unknown = await store.write(edits, ENTRY).catch((error: unknown) => error);
    if (!(refused instanceof StaleRows)) throw new Error(`not refused as stale: ${String(refused)}`);
    expect(refused).toMatchObject({ code: 'stale-rows', exitCode: 6 });
    expect(await statesIn(store)).toEqual(before);
    expect(await store.read((reader) => reader.lastChangeSet())).toBe(2);
    return refused.rows.map(({ company, kind, contact, universe, category }) =>
      [company, kind, contact, universe, category].filter((part) => part !== null).join(' '),
    );
  }

  test('a company that was renamed', async () => {
    expect(
      await stale(
        (draft) => draft.putCompany({ ...acme, name: 'Mine' }),
        (draft) => draft.putCompany({ ...acme, name: 'Theirs' }),
      ),
    ).toEqual(['ACME company']);
  });

  test('a company added twice', async () => {
    const add = (draft: Draft): void => draft.putCompany(company('NEW'));
    expect(await stale(add, add)).toEqual(['NEW company']);
  });

  test('a company that was removed, whatever the plan changes in it', async () => {
    expect(
      await stale(
        (draft) => {
          draft.putContact(contact('P', draft.newContactId(), 'new@x.fr'));
          draft.putMailbox('P', 'client', 'mobile', 'm@x.fr');
        },
        (draft) => draft.removeCompany('P'),
      ),
    ).toEqual(['P company']);
  });

  test('each contact, mailbox and choice that changed', async () => {
    expect(
      await stale(
        (draft) => {
          draft.putContact({ ...people().jean, name: 'Jean P.' });
          draft.putMailbox('ACME', 'client', 'ticketing', 'mine@x.fr');
          draft.putMailbox('ACME', 'ambassador', 'mobile', 'mine@x.fr');
          draft.putChoices('ACME', jean, 'client', { chosen: 1, on: 1 });
          draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 1 });
        },
        (draft) => {
          draft.putContact({ ...people().jean, email: 'j@x.fr' });
          draft.putMailbox('ACME', 'client', 'ticketing', null);
          draft.putMailbox('ACME', 'ambassador', 'mobile', 'theirs@x.fr');
          draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 0 });
        },
      ),
    ).toEqual([
      'ACME contact j@x.fr',
      'ACME mailbox client ticketing',
      'ACME mailbox ambassador mobile',
      'ACME subscription lea@x.fr client',
    ]);
  });

  test.each([
    ['role', { role: 'user' }],
    ['universes', { universes: universeSet(['client']) }],
  ] as const)('a choice of a contact whose %s changed', async (_, change) => {
    expect(
      await stale(
        (draft) => draft.putChoices('ACME', jean, 'client', { chosen: 1, on: 1 }),
        (draft) => draft.putContact({ ...people().jean, ...change }),
      ),
    ).toEqual(['ACME subscription jean@x.fr client']);
  });

  test('a choice of a contact who lost access', async () => {
    const choose = (draft: Draft): void => draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 1 });
    expect(await stale(choose, (draft) => draft.putContact({ ...people().lea, access: false }))).toEqual([
      'ACME subscription lea@x.fr client',
    ]);
  });

  test('a choice of a contact who was removed', async () => {
    expect(
      await stale(
        (draft) => draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 1 }),
        (draft) => draft.removeContact('ACME', lea),
      ),
    ).toEqual(['ACME subscription lea@x.fr client']);
  });

  test('a choice of a contact who was renamed is applied', async () => {
    const edits = await planned(store, (draft) => draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 1 }));
    await changed(store, (draft) => draft.putContact({ ...people().lea, name: 'Léa', email: 'lea@y.fr' }));
    expect(await store.write(edits, ENTRY)).toMatchObject({ number: 3, changes: 1 });
  });

  test('an address or a ref that another contact got', async () => {
    expect(
      await stale(
        (draft) => {
          draft.putContact(contact('ACME', draft.newContactId(), 'NEW@x.fr'));
          draft.putContact({ ...people().lea, ref: '3' });
        },
        (draft) => {
          draft.putContact(contact('ACME', draft.newContactId(), 'new@x.fr'));
          draft.putContact({ ...people().jean, ref: '3' });
        },
      ),
    ).toEqual(['ACME contact new@x.fr', 'ACME contact jean@x.fr']);
  });

  test('a contact who would be removed, and made a choice', async () => {
    expect(
      await stale(
        (draft) => draft.removeContact('ACME', lea),
        (draft) => draft.putChoices('ACME', lea, 'client', { chosen: 1, on: 1 }),
      ),
    ).toEqual(['ACME subscription lea@x.fr client']);
  });

  test('a company that would be removed, and got a contact, a mailbox, a client', async () => {
    expect(
      await stale(
        (draft) => draft.removeCompany('P'),
        (draft) => {
          draft.putContact(contact('P', draft.newContactId(), 'new@x.fr'));
          draft.putMailbox('P', 'client', 'mobile', 'm@x.fr');
        },
      ),
    ).toEqual(['P contact new@x.fr', 'P mailbox client mobile']);
  });

  test('a company that would be removed, and became a partner', async () => {
    expect(
      await stale(
        (draft) => draft.removeCompany('P'),
        (draft) => draft.putCompany({ ...acme, partner: 'P', partnerUniverse: 'ambassador' }),
      ),
    ).toEqual(['ACME company']);
  });

  test('a link to a partner that was removed, or that lost the universe of the link', async () => {
    const link = (draft: Draft): void => draft.putCompany({ ...acme, partner: 'P', partnerUniverse: 'ambassador' });
    expect(await stale(link, (draft) => draft.putCompany(company('P')))).toEqual(['ACME company']);
  });

  test('a partner that would lose the universe of a new link', async () => {
    expect(
      await stale(
        (draft) => draft.putCompany(company('P')),
        (draft) => draft.putCompany({ ...acme, partner: 'P', partnerUniverse: 'ambassador' }),
      ),
    ).toEqual(['ACME company']);
  });

  test('a link that closes a cycle', async () => {
    expect(
      await stale(
        (draft) => draft.putCompany({ ...acme, partner: 'P', partnerUniverse: 'ambassador' }),
        (draft) => draft.putCompany({ ...p, partner: 'ACME', partnerUniverse: 'ambassador' }),
      ),
    ).toEqual(['ACME company']);
  });

  test('a contact who would hold what the company no longer does, from either end', async () => {
    expect(
      await stale(
        (draft) => draft.putContact(contact('P', draft.newContactId(), 'new@x.fr', BOTH)),
        (draft) => draft.putCompany(company('P')),
      ),
    ).toEqual(['P contact new@x.fr']);
  });

  test('a company that would lose what a new contact holds', async () => {
    expect(
      await stale(
        (draft) => draft.putCompany(company('P')),
        (draft) => draft.putContact(contact('P', draft.newContactId(), 'new@x.fr', BOTH)),
      ),
    ).toEqual(['P contact new@x.fr']);
  });

  test('two contacts swap their addresses and refs', async () => {
    await changed(store, (draft) => {
      draft.putContact({ ...people().jean, email: 'Lea@x.fr', ref: '2' });
      draft.putContact({ ...people().lea, email: 'jean@x.fr', ref: '1' });
    });
    const [state] = await statesIn(store, { codes: ['ACME'] });
    expect(state?.contacts.map((state) => [state.contact.email, state.contact.id, state.contact.ref])).toEqual([
      ['jean@x.fr', lea, '1'],
      ['Lea@x.fr', jean, '2'],
    ]);
  });

  test('a removed contact comes back as who they were', async () => {
    await changed(store, (draft) => draft.putChoices('ACME', lea, 'client', { chosen: 5, on: 4 }));
    const before = await statesIn(store);
    const { number } = await changed(store, (draft) => draft.removeContact('ACME', lea));
    await store.write((await editsIn(store, number)).map(inverse), { ...ENTRY, undoes: number });
    expect(await statesIn(store)).toEqual(before);
    expect(await store.read((reader) => reader.changeSet(number))).toMatchObject({ undoneBy: number + 1 });
  });

  test('what no plan would ask for is refused by the database, which stays usable', async () => {
    const twice = await planned(store, (draft) => {
      draft.putContact(contact('ACME', draft.newContactId(), 'new@x.fr'));
      draft.putContact(contact('ACME', draft.newContactId(), 'NEW@x.fr'));
    });
    await expect(store.write(twice, ENTRY)).rejects.toMatchObject({ code: 'database-conflict', exitCode: 6 });
    const locked = await planned(store, (draft) => draft.putContact({ ...people().jean, access: false }));
    await expect(store.write(locked, ENTRY)).rejects.toMatchObject({ code: 'database-conflict', exitCode: 6 });
    expect(await changed(store, (draft) => draft.putCompany(company('NEW')))).toMatchObject({ number: 2 });
  });

  test('two writes of one program wait for each other', async () => {
    const one = await planned(store, (draft) => draft.putCompany(company('ONE')));
    const two = await planned(store, (draft) => draft.putCompany(company('TWO')));
    const sets = await Promise.all([store.write(one, ENTRY), store.write(two, ENTRY)]);
    expect(sets.map(({ number }) => number)).toEqual([2, 3]);
  });
});

function inverse(edit: Edit): Edit {
  switch (edit.kind) {
    case 'company':
      return { ...edit, before: edit.after, after: edit.before };
    case 'contact':
      return { ...edit, before: edit.after, after: edit.before };
    case 'mailbox':
      return { ...edit, before: edit.after, after: edit.before };
    case 'subscription': {
      const { before, after, contactBefore, contactAfter } = edit;
      return { ...edit, before: after, after: before, contactBefore: contactAfter, contactAfter: contactBefore };
    }
  }
}
