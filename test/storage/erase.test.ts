/** A person's right to be forgotten, the one exception to an append-only journal. Source: docs/contract/rules.md, "Erasure". */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Past } from '../../src/app/read/past-reader.js';
import type { ChangeSetEntry } from '../../src/domain/change-set.js';
import { snapshotOf, type CompanyState } from '../../src/domain/model.js';
import type { Draft } from '../../src/domain/plan/draft.js';
import type { Erased, Store } from '../../src/storage/store.js';
import { LAYOUTS, newStore } from './engines.js';
import { newRole } from './roles.js';
import { all, changed, company, contact, editsIn, ENTRY, statesIn } from './worlds.js';

const EVERYWHERE = null;
const ACME_ONLY = ['ACME'];

describe.each(LAYOUTS)('$title', (engine) => {
  let store: Store;
  let location: string;
  /** The state after each change set: the first is the empty directory. */
  let states: (readonly CompanyState[])[];
  let jean: number;
  let lea: number;

  const step = async (change: (draft: Draft) => void, entry: Partial<ChangeSetEntry> = {}): Promise<void> => {
    await changed(store, change, entry);
    states.push(await statesIn(store));
  };

  beforeEach(async () => {
    ({ store, location } = await newStore(engine));
    states = [[]];
    await step((draft) => {
      draft.putCompany(company('ACME'));
      draft.putCompany(company('OTHER'));
      draft.putContact(contact('ACME', draft.newContactId(), 'jean@x.fr', { name: 'Jean "Le Petit"', ref: 'CRM-77' }));
      draft.putContact(contact('ACME', draft.newContactId(), 'lea@x.fr', { name: 'Léa Martin' }));
      draft.putContact(contact('OTHER', draft.newContactId(), 'Jean@x.fr', { name: 'Jean Dupetit', role: 'admin' }));
      draft.putMailbox('ACME', 'client', 'ticketing', 'JEAN@x.fr');
    });
    const [acme] = await statesIn(store);
    [jean = 0, lea = 0] = acme?.contacts.map((state) => state.contact.id) ?? [];
    await step((draft) => draft.putContact(contact('ACME', jean, 'j@old.fr', { name: 'Jean Vieux', ref: 'CRM-77' })), {
      actor: 'jean@x.fr',
      message: 'Jean Dupetit (JEAN@x.fr, not the.jean@x.fr) asked for it',
      input: { name: 'jean@x.fr.csv', sha256: 'ab12' },
    });
    await step((draft) => draft.putContact(contact('ACME', jean, 'jean@x.fr', { name: 'Jean "Le Petit"' })));
    await step((draft) => {
      draft.putChoices('ACME', jean, 'client', { chosen: 0b11, on: 0b01 });
      draft.putMailbox('ACME', 'client', 'ticketing', 'support@x.fr');
      draft.putMailbox('OTHER', 'client', 'mobile', 'jean@x.fr');
    });
    await step((draft) => draft.removeContact('ACME', jean));
    // Léa had it for a while.
    await step((draft) => draft.putContact(contact('ACME', lea, 'jean@x.fr', { name: 'Léa Martin' })));
    await step((draft) => draft.putContact(contact('ACME', lea, 'lea@x.fr', { name: 'Léa Martin' })));
  });

  const erase = async (companies: readonly string[] | null, entry: Partial<typeof ENTRY> = {}): Promise<Erased> => {
    const request = { address: 'jean@x.fr', companies };
    const { edits } = await store.traces(request);
    return store.erase(request, edits, { ...ENTRY, command: 'address erase', ...entry });
  };

  /** All that the database keeps, as text: the bytes on the disk too, where they can be had. */
  const bytes = async (): Promise<string> => {
    const rows = await Promise.all(
      ['meta', 'company', 'contact', 'mailbox', 'subscription', 'change_set', 'change'].map((table) =>
        engine.query(location, `select * from ${engine.quoted(table)}`),
      ),
    );
    return [JSON.stringify(rows), ...(await files())].join('\n').toLowerCase();
  };

  const files = async (): Promise<readonly string[]> => {
    switch (engine.name) {
      case 'sqlite':
        return ['', '-wal', '-shm']
          .map((suffix) => `${location}${suffix}`)
          .filter((file) => existsSync(file))
          .map((file) => readFileSync(file, 'utf8'));
      case 'postgres': {
        await engine.query(location, 'checkpoint');
        const relations = await engine.query(
          location,
          `select encode(pg_read_binary_file(pg_relation_filepath(oid)), 'escape') as bytes from pg_class
           where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`,
        );
        return relations.map((relation) => relation['bytes'] as string);
      }
      case 'mysql':
        return [];
    }
  };

  const marks = async (): Promise<readonly unknown[]> =>
    (await engine.query(location, `select ${engine.quoted('key')} from meta`)).map((row) => row['key']).toSorted();

  const past = async (number: number): Promise<readonly CompanyState[]> =>
    store.read(async (reader) => {
      const rebuilt = new Past(reader, number, snapshotOf(await statesIn(store)));
      await rebuilt.ensure(['ACME', 'OTHER']);
      return ['ACME', 'OTHER'].flatMap((code) => rebuilt.snapshot.company(code) ?? []);
    });

  /** A state as it should be after the erasure. */
  const withoutJean = (state: readonly CompanyState[]): unknown => {
    const erased = JSON.stringify(state)
      .replaceAll(/(?<!\.)jean@x\.fr/giu, 'erased-8')
      .replaceAll(/"name":"Jean[^,]*"/gu, '"name":"erased-8"')
      .replaceAll('"ref":"CRM-77"', '"ref":null');
    return JSON.parse(erased) as unknown;
  };

  const sorted = (state: readonly CompanyState[]): unknown =>
    JSON.parse(
      JSON.stringify(
        state.map((each) => ({ ...each, contacts: each.contacts.toSorted((a, b) => a.contact.id - b.contact.id) })),
      ),
    ) as unknown;

  test('what would be erased', async () => {
    expect(await store.traces({ address: 'jean@x.fr', companies: EVERYWHERE })).toMatchObject({
      placeholder: 'erased-8',
      edits: [
        {
          kind: 'contact',
          company: 'OTHER',
          before: { email: 'Jean@x.fr' },
          after: { email: 'erased-8', name: 'erased-8' },
        },
        { kind: 'mailbox', company: 'OTHER', before: 'jean@x.fr', after: 'erased-8' },
      ],
      otherAddresses: ['j@old.fr'],
      renamed: [{ company: 'ACME', address: 'lea@x.fr' }],
      // Three of Jean's own, one of his namesake's, two of Léa's, three of mailboxes.
      journal: { entries: 10, changeSets: 7 },
    });
    expect(await store.traces({ address: 'jean@x.fr', companies: ['NONE'] })).toMatchObject({
      edits: [],
      journal: { entries: 0, changeSets: 0 },
    });
  });

  test('nothing is left of it, anywhere in the file; every earlier state can still be rebuilt', async () => {
    expect(await bytes()).toContain('jean dupetit');
    const { changeSet, edits, cleared } = await erase(EVERYWHERE, { message: 'for jean@x.fr', actor: 'JEAN@x.fr' });
    expect(changeSet).toMatchObject({
      number: 8,
      erased: 'erased-8',
      message: 'for erased-8',
      actor: 'erased-8',
      changes: 3,
    });
    expect(edits).toHaveLength(2);
    expect(cleared).toBe(true);
    const left = (await bytes()).replaceAll('the.jean@x.fr', '');
    for (const value of ['jean@x.fr', 'jean "le petit"', String.raw`jean \"le petit`, 'dupetit', 'vieux', 'crm-77']) {
      expect(left).not.toContain(value);
    }
    expect(left).toContain('léa martin');

    for (const [number, state] of states.entries()) {
      expect(sorted(await past(number)), `after change set ${number}`).toEqual(
        withoutJean(sorted(state) as readonly CompanyState[]),
      );
    }
    const [second] = (await store.read((reader) => all(reader.changeSets({ until: new Date('2027-01-01') }))))
      .flat()
      .slice(-2);
    expect(second).toMatchObject({
      actor: 'erased-8',
      message: 'erased-8 (erased-8, not the.jean@x.fr) asked for it',
      input: { name: 'erased-8.csv', sha256: 'ab12' },
    });
  });

  test('its change set says where, without the values, and changes nothing', async () => {
    await erase(EVERYWHERE);
    const found = await editsIn(store, 8);
    expect(found.map(({ kind, company: code }) => `${kind} ${code}`)).toEqual([
      'contact ACME',
      'contact ACME',
      'mailbox ACME',
      'contact OTHER',
      'mailbox OTHER',
    ]);
    for (const edit of found) expect('before' in edit && edit.before).toEqual('after' in edit && edit.after);
    const histories = await store.read((reader) =>
      all(reader.changeSets({ contacts: [{ company: 'ACME', id: jean }] })),
    );
    expect(histories.flat().map(({ number }) => number)).toContain(8);
  });

  test('in some companies only: who made changes, and why, belongs to none', async () => {
    await erase(ACME_ONLY);
    expect(await statesIn(store)).toEqual(states.at(-1));
    const [before, after] = [engine.quoted('before'), engine.quoted('after')];
    const text = JSON.stringify(
      await engine.query(location, `select ${before}, ${after} from ${engine.quoted('change')}`),
    );
    expect(text).not.toContain('Le Petit');
    expect(text).toContain('Dupetit');
    expect(await engine.query(location, 'select actor from change_set where number = 2')).toEqual([
      { actor: 'jean@x.fr' },
    ]);
  });

  test('when the directory holds it elsewhere than planned, nothing is erased', async () => {
    const request = { address: 'jean@x.fr', companies: EVERYWHERE };
    const { edits } = await store.traces(request);
    await step((draft) => draft.putContact(contact('ACME', draft.newContactId(), 'jean@x.fr')));
    await expect(store.erase(request, edits, ENTRY)).rejects.toMatchObject({
      code: 'stale-rows',
      exitCode: 6,
      rows: [{ company: 'ACME', kind: 'contact', contact: 'jean@x.fr' }],
    });
    expect(await statesIn(store)).toEqual(states.at(-1));
    expect(await bytes()).toContain('dupetit');
  });

  test('a reader keeps the old pages: this is reported, no one waits long for it, and the next change clears them', async () => {
    const letGo = await engine.reading(location, 'select * from contact');
    const waited = Date.now();
    expect(await erase(EVERYWHERE)).toMatchObject({ cleared: false });
    // Tried again, as long as it takes.
    await changed(store, (draft) => draft.putCompany(company('OTHER', { name: 'Another' })));
    // On SQLite a reader blocks no writer.
    if (engine.name !== 'sqlite') expect(Date.now() - waited).toBeLessThan(8_000);
    expect(await marks()).toEqual(['identity', 'unclear']);
    await letGo();
    await changed(store, (draft) => draft.putCompany(company('OTHER', { name: 'Yet another' })));
    expect(await bytes()).not.toContain('dupetit');
    expect(await marks()).toEqual(['identity']);
  });

  test('a reader of another table keeps them too, except where only logs keep what it sees', async () => {
    const letGo = await engine.reading(location, 'select * from company');
    expect(await erase(EVERYWHERE)).toMatchObject({ cleared: engine.name === 'mysql' });
    await letGo();
    await changed(store, (draft) => draft.putCompany(company('OTHER', { name: 'Another' })));
    expect(await bytes()).not.toContain('dupetit');
    expect(await marks()).toEqual(['identity']);
  });

  test.runIf(engine.name === 'postgres')(
    'an account that does not own the tables clears nothing, and says so',
    async () => {
      const writer = await engine.engine.open(await newRole(engine, location));
      const request = { address: 'jean@x.fr', companies: EVERYWHERE };
      const { edits } = await writer.traces(request);
      expect(await writer.erase(request, edits, ENTRY)).toMatchObject({ cleared: false });
      await writer.close();
      expect(await bytes()).toContain('dupetit');
      expect(await marks()).toEqual(['identity', 'unclear']);
      await changed(store, (draft) => draft.putCompany(company('OTHER', { name: 'Another' })));
      expect(await bytes()).not.toContain('dupetit');
      expect(await marks()).toEqual(['identity']);
    },
  );

  test.runIf(engine.name === 'sqlite')('past abo, the journal stays append-only', () => {
    const handle = new Database(location);
    onTestFinished(() => {
      handle.close();
    });
    const update = `update change set "after" = null where change_set = 1`;
    expect(() => handle.exec(update)).toThrow('append-only');
    // Who says that they are erasing can't commit it,
    handle.exec(`begin; insert into erasing values ('erasing'); ${update}`);
    expect(() => handle.exec('commit')).toThrow('FOREIGN KEY');
    // and even then what happened, when and where stays.
    for (const statement of [
      `update change set company = 'X'`,
      `update change_set set at = '2000-01-01T00:00:00.000Z'`,
      'update change_set set undoes = 1 where number = 2',
      'delete from change',
      'delete from change_set',
    ]) {
      expect(() => handle.exec(statement), statement).toThrow('append-only');
    }
    handle.exec('rollback');
    expect(() => handle.exec(update)).toThrow('append-only');
  });
});
