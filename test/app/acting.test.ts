/** Who acts is judged at the moment of writing, whatever was allowed when the plan was made. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ActingStore } from '../../src/app/access/acting-store.js';
import { universeSet } from '../../src/domain/model.js';
import type { Draft } from '../../src/domain/plan/draft.js';
import type { Store } from '../../src/storage/store.js';
import { ENGINES, emptyStore } from '../storage/engines.js';
import { changed, company, contact, ENTRY, planned, statesIn } from '../storage/worlds.js';

describe.each(ENGINES)('$name', (engine) => {
  let store: Store;
  let acting: ActingStore;

  beforeEach(async () => {
    ({ store } = await emptyStore(engine));
    const both = { universes: universeSet(['client', 'ambassador']) };
    await changed(store, (draft) => {
      draft.putCompany(company('PART', both));
      draft.putCompany(company('ACME', { partner: 'PART', partnerUniverse: 'ambassador' }));
      draft.putCompany(company('SOLO'));
      draft.putContact(contact('PART', draft.newContactId(), 'paul@part.fr', { ...both, role: 'admin' }));
      draft.putContact(contact('ACME', draft.newContactId(), 'jean@acme.fr'));
    });
    acting = new ActingStore(store, 'paul@part.fr');
  });

  const setMailbox = (draft: Draft): void => {
    draft.putMailbox('ACME', 'client', 'eshop', 'shop@acme.fr');
  };

  async function changePaul(change: Parameters<typeof contact>[3]): Promise<void> {
    const [part] = await statesIn(store, { codes: ['PART'] });
    const [paul] = part?.contacts ?? [];
    if (paul === undefined) throw new Error('no such contact');
    await changed(store, (draft) => {
      draft.putContact({ ...paul.contact, ...change });
    });
  }

  test('an admin writes, and the journal names them by the address of that moment', async () => {
    await changePaul({ email: 'paul.p@part.fr' });
    const renamed = new ActingStore(store, 'paul.p@part.fr');
    const { actor } = await renamed.write(await planned(renamed, setMailbox), ENTRY);
    expect(actor).toBe('paul.p@part.fr');
  });

  test.each([
    ['demoted', { role: 'user' }, 'not-admin'],
    ['without access', { role: 'user', access: false }, 'actor-no-access'],
    ['without the universe', { universes: universeSet(['client']) }, 'unknown-company'],
    ['no longer at that address', { email: 'p@part.fr' }, 'unknown-contact'],
  ] as const)('%s since the plan', async (_, since, code) => {
    const edits = await planned(acting, setMailbox);
    await acting.authorise(edits);
    await changePaul(since);
    await expect(acting.write(edits, ENTRY)).rejects.toMatchObject({ code });
    expect(await store.read((reader) => reader.lastChangeSet())).toBe(2);
  });

  test('a plan that someone else made is judged edit by edit', async () => {
    const edits = await planned(store, (draft) => {
      setMailbox(draft);
      draft.putMailbox('SOLO', 'client', 'eshop', 'shop@solo.fr');
    });
    await expect(acting.authorise(edits)).rejects.toMatchObject({
      code: 'unknown-company',
      params: { company: 'SOLO' },
    });
    const directory = await planned(store, (draft) => draft.putCompany(company('PART', { name: 'Part' })));
    await expect(acting.write(directory, ENTRY)).rejects.toMatchObject({ code: 'staff-only' });
  });
});
