/** All that a database holds, moved to another one, from each engine to each. Source: docs/contract/cli.md, "db copy". */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { universeSet } from '../../src/domain/model.js';
import { AboError } from '../../src/errors.js';
import type { DatabaseContent, CopyResult, StoredRow, Store } from '../../src/storage/store.js';
import { ENGINES, LAYOUTS, newPlace, emptyStore, SERVERS, type TestEngine } from './engines.js';
import { Proxy } from './proxy.js';
import { all, changed, company, contact, editsIn, ENTRY, statesIn } from './worlds.js';

const PAIRS = [
  ...ENGINES.flatMap((source) => ENGINES.map((target) => ({ source, target }))),
  // Rows that lie elsewhere come in the same order.
  ...LAYOUTS.filter(({ name }) => name === 'postgres').flatMap((source) =>
    LAYOUTS.filter(({ title }) => title !== source.title && title !== 'mysql').map((target) => ({ source, target })),
  ),
].filter(({ source, target }, i, all) => all.findIndex((p) => p.source === source && p.target === target) === i);

const silent = (): void => undefined;

async function copied(source: TestEngine, from: string, target: TestEngine, to: string): Promise<CopyResult> {
  return source.engine.content(from, (content) => target.engine.copyInto(to, content, silent));
}

/** Names and choices of every kind, a rename, a removal, what takes a change set back, and an erasure. */
async function lived(store: Store): Promise<void> {
  await changed(store, (draft) => {
    draft.putCompany(company('00075', { name: '=SUM(A1)' }));
    draft.putCompany(company('ACME', { universes: universeSet(['client', 'operator']) }));
    draft.putCompany(company('Œuvrard', { name: 'l1\nl2 "\\', partner: 'ACME', partnerUniverse: 'operator' }));
    draft.putCompany(company('\u{1f642}'));
    draft.putCompany(company('\ufffd'));
    for (const email of ['jean@x.fr', "o'neil+x@été.fr", '\u{1f642}@x.fr']) {
      const id = draft.newContactId();
      draft.putContact(contact('ACME', id, email, { name: '名前', ref: email === 'jean@x.fr' ? '1' : null }));
      draft.putChoices('ACME', id, 'client', { chosen: 0b1011, on: 0b0001 });
    }
    draft.putMailbox('ACME', 'client', 'ticketing', 'support@x.fr');
  });
  const [jean] = (await statesIn(store, { codes: ['ACME'] })).flatMap(({ contacts }) => contacts);
  if (jean === undefined) throw new Error('nobody');
  await changed(store, (draft) => draft.putContact({ ...jean.contact, email: 'jp@x.fr' }), { message: 'renamed' });
  await changed(store, (draft) => draft.removeCompany('\ufffd'), {
    input: { name: 'removed.csv', sha256: 'ab'.repeat(32) },
  });
  await changed(store, (draft) => draft.putCompany(company('\ufffd')), { undoes: 3, command: 'undo' });
  const request = { address: 'jean@x.fr', companies: null };
  const { edits } = await store.traces(request);
  await store.erase(request, edits, { ...ENTRY, command: 'address erase' });
}

/** Everything that is to be the same. */
async function seen(store: Store): Promise<unknown> {
  const { history, states } = await store.read(async (reader) => ({
    history: (await all(reader.changeSets({}))).flat(),
    states: (await all(reader.states({}))).flat(),
  }));
  const edits = [];
  for (const { number } of history) edits.push(await editsIn(store, number));
  return { history, states, edits };
}

describe.each(PAIRS)('from $source.title to $target.title', ({ source, target }) => {
  test('a copy has all of it, journal and numbers included, and an identity of its own', async () => {
    const { store, location } = await emptyStore(source);
    await lived(store);
    const place = await newPlace(target);
    const { identity, tables } = await copied(source, location, target, place);

    const copy = await target.engine.open(place);
    try {
      expect(await seen(copy)).toEqual(await seen(store));
      expect(copy.identity).toBe(identity);
      expect(identity).not.toBe(store.identity);
      expect(await cells(target, place)).toEqual(await cells(source, location));
      expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
        ['company', 5],
        ['contact', 3],
        ['mailbox', 1],
        ['subscription', 3],
        ['change_set', 5],
        ['change', 16],
      ]);
      // It goes on as the other would: with the next number, and identities of contacts that were never given.
      const add = (each: Store): Promise<unknown> =>
        changed(each, (draft) => draft.putContact(contact('ACME', draft.newContactId(), 'new@x.fr')));
      expect(await add(copy)).toEqual(await add(store));
      expect(await statesIn(copy)).toEqual(await statesIn(store));
      await expect(target.query(place, 'delete from change_set')).rejects.toThrow('append-only');
    } finally {
      await copy.close();
    }
  });

  test('a copy that fails leaves the other as it was, and can be made afterwards', async () => {
    const { store, location } = await emptyStore(source);
    await lived(store);
    const failure = new Error('interrupted');
    for (const isMade of [false, true]) {
      const place = await newPlace(target);
      if (isMade) await target.engine.init(place);
      const before = await target.engine.status(place);
      const work = source.engine.content(location, (content) =>
        target.engine.copyInto(place, breaking(content, 'change', failure), silent),
      );
      await expect(work).rejects.toBe(failure);
      const { size: _, ...after } = await target.engine.status(place);
      if (isMade || target.name !== 'mysql') expect(after).toEqual(withoutSize(before));
      else expect(after).toMatchObject({ state: 'current', companies: 0, lastChangeSet: null });
      if (target.name === 'sqlite' && !isMade) expect(readdirSync(dirname(place))).toEqual([]);
      await copied(source, location, target, place);
      const copy = await target.engine.open(place);
      expect(await seen(copy)).toEqual(await seen(store));
      await copy.close();
    }
  });
});

describe.each(ENGINES)('$name', (each) => {
  const { engine, query } = each;

  test('a copy is one snapshot, even when other programs write meanwhile', async () => {
    const { store, location } = await emptyStore(each);
    await lived(store);
    const before = await seen(store);
    const to = await newPlace(each);
    await engine.content(location, async (content) => {
      await changed(store, (draft) => draft.putCompany(company('LATER')));
      await engine.copyInto(
        to,
        {
          ...content,
          async *rows(table) {
            await changed(store, (draft) => draft.putCompany(company(`LATER ${table}`)));
            yield* content.rows(table);
          },
        },
        silent,
      );
    });
    const copy = await engine.open(to);
    expect(await seen(copy)).toEqual(before);
    await copy.close();
  });

  test('checksums are of what is there, and those of a copy of the copy are the same', async () => {
    const { store, location } = await emptyStore(each);
    await lived(store);
    const [one, two] = [await newPlace(each), await newPlace(each)];
    const { tables } = await copied(each, location, each, one);
    expect((await copied(each, one, each, two)).tables).toEqual(tables);
    expect(tables.find(({ name }) => name === 'mailbox')?.checksum).toMatchInlineSnapshot(
      `"259636e18603ae1db747a1d1ea2ebbc2e355dd772ce240f688d3bcac5516c07f"`,
    );
  });

  test('pages meet: more rows than a page holds, in one company and in many', async () => {
    const { store, location } = await emptyStore(each);
    await changed(store, (draft) => {
      for (let i = 0; i < 30; i++) draft.putCompany(company(`C${i}`));
      for (let i = 0; i < 6_500; i++) {
        const code = i < 4_400 ? 'C7' : `C${i % 30}`;
        const id = draft.newContactId();
        draft.putContact(contact(code, id, `p${i}@x.fr`));
        draft.putChoices(code, id, 'client', { chosen: 1, on: i % 2 });
      }
    });
    const read = await engine.content(location, async (content) => {
      const tables: Record<string, readonly StoredRow[]> = {};
      for (const { name, count } of content.tables) {
        tables[name] = (await all(content.rows(name))).flat();
        expect(tables[name]).toHaveLength(count);
        const keys = tables[name].map((row) => JSON.stringify(row));
        expect(new Set(keys).size).toBe(count);
      }
      return tables;
    });
    expect(read['contact']).toHaveLength(6_500);
    const companies = read['contact']?.map(([code]) => code) ?? [];
    expect(companies).toEqual([...companies].sort());
    expect(read['change']).toHaveLength(13_030);
    const to = await newPlace(each);
    await copied(each, location, each, to);
    const copy = await engine.open(to);
    expect(await statesIn(copy)).toEqual(await statesIn(store));
    await copy.close();
  });

  test('a database that holds anything, or did once, is refused, and left as it is', async () => {
    const { location } = await emptyStore(each);
    const { store: other, location: to } = await emptyStore(each);
    await changed(other, (draft) => draft.putCompany(company('ACME')));
    const refused = async (): Promise<void> => {
      const expected = { code: 'copy-target-not-empty', exitCode: 2 };
      await expect(copied(each, location, each, to)).rejects.toMatchObject(expected);
      const looked = engine.content(location, (content) => engine.canCopyInto(to, content));
      await expect(looked).rejects.toMatchObject(expected);
    };
    await refused();
    await changed(other, (draft) => draft.removeCompany('ACME'));
    await refused();
    expect(await engine.status(to)).toMatchObject({ identity: other.identity, lastChangeSet: { number: 2 } });
  });

  test('it is refused itself, empty or not', async () => {
    const { store, location } = await emptyStore(each);
    const expected = { code: 'copy-onto-itself', exitCode: 2 };
    await expect(copied(each, location, each, location)).rejects.toMatchObject(expected);
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    await expect(copied(each, location, each, location)).rejects.toMatchObject(expected);
    expect(await engine.status(location)).toMatchObject({ identity: store.identity, companies: 1 });
  });

  test('another program’s database is refused', async () => {
    const { location } = await emptyStore(each);
    const to = await newPlace(each);
    await query(to, 'create table theirs (id int)');
    await expect(copied(each, location, each, to)).rejects.toMatchObject({ code: 'database-not-empty' });
  });

  test('an empty database is copied too, and looking changes nothing', async () => {
    const { location } = await emptyStore(each);
    const to = await newPlace(each);
    const before = await engine.status(to);
    await engine.content(location, (content) => engine.canCopyInto(to, content));
    expect(withoutSize(await engine.status(to))).toEqual(withoutSize(before));
    const { identity } = await copied(each, location, each, to);
    expect(await engine.status(to)).toMatchObject({ state: 'current', companies: 0, identity });
  });

  test('two copies to one place at once: one is made, the other refused', async () => {
    const { store, location } = await emptyStore(each);
    await lived(store);
    const to = await newPlace(each);
    const ended = await Promise.allSettled([copied(each, location, each, to), copied(each, location, each, to)]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const reasons = ended.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    expect(reasons).toEqual([
      expect.objectContaining({ code: expect.stringMatching(/^(copy-target-not-empty|file-exists)$/u) as unknown }),
    ]);
    const copy = await engine.open(to);
    expect(await seen(copy)).toEqual(await seen(store));
    await copy.close();
  });

  test('what is written is read again: a database that changes it is found out', async () => {
    const { store, location } = await emptyStore(each);
    await lived(store);
    const to = await newPlace(each);
    await engine.init(to);
    for (const statement of MEDDLING[each.name]) await query(to, statement);
    const before = withoutSize(await engine.status(to));
    await expect(copied(each, location, each, to)).rejects.toMatchObject({
      code: 'copy-differs',
      exitCode: 7,
      params: { table: 'company' },
    });
    expect(withoutSize(await engine.status(to))).toEqual(before);
  });
});

/** A trigger of the target database that changes the names written to it. */
const MEDDLING: Readonly<Record<TestEngine['name'], readonly string[]>> = {
  sqlite: [
    `create trigger meddling after insert on company begin update company set name = upper(name) where code = new.code; end`,
  ],
  postgres: [
    `create function meddling() returns trigger language plpgsql as $$ begin new.name = upper(new.name); return new; end $$`,
    `create trigger meddling before insert on company for each row execute function meddling()`,
  ],
  mysql: [`create trigger meddling before insert on company for each row set new.name = upper(new.name)`],
};

async function cells({ query }: TestEngine, location: string): Promise<unknown> {
  return query(location, 'select * from subscription_cell order by company, contact, universe, category, channel');
}

function breaking(content: DatabaseContent, at: string, failure: Error): DatabaseContent {
  return {
    ...content,
    async *rows(table) {
      yield* content.rows(table);
      if (table === at) throw failure;
    },
  };
}

function withoutSize<T extends { readonly size: unknown }>({ size: _, ...rest }: T): Omit<T, 'size'> {
  return rest;
}

test(
  'a connection to a server that is lost half-way: what is said is true, and the same copy is made afterwards',
  { timeout: 120_000 },
  async () => {
    // A copy is tried again for ten seconds: on all of them at once.
    const lost = async (target: TestEngine, isMade: boolean): Promise<unknown> => {
      const [sqlite] = ENGINES;
      if (sqlite === undefined) throw new Error('SQLite is always there');
      const { store, location } = await emptyStore(sqlite);
      await lived(store);
      const place = await newPlace(target);
      if (isMade) await target.engine.init(place);
      const proxy = await Proxy.to(place);
      void proxy.failAt(/insert into ["`]change["`]/iu, 'cut').then(() => proxy.refuse());
      const failed: unknown = await copied(sqlite, location, target, proxy.url()).catch((error: unknown) => error);
      const { state } = await target.engine.status(place);
      const { identity } = await copied(sqlite, location, target, place);
      const copy = await target.engine.open(place);
      const isSame = isDeepStrictEqual(await seen(copy), await seen(store)) && copy.identity === identity;
      await copy.close();
      const code: unknown = failed instanceof AboError ? failed.code : failed;
      return { code, state, isSame };
    };
    const cases = SERVERS.flatMap((target) => [false, true].map((isMade) => ({ target, isMade })));
    expect(await Promise.all(cases.map(({ target, isMade }) => lost(target, isMade)))).toEqual(
      cases.map(({ target: { name }, isMade }) => ({
        code: !isMade && name === 'mysql' ? 'copy-unfinished' : 'connection-lost',
        state: isMade || name === 'mysql' ? 'current' : 'not-initialised',
        isSame: true,
      })),
    );
  },
);
