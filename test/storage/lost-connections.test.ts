/**
 * A network that fails at the worst moments: what is written is written once, and what `abo` says of it is true.
 * Source: CONTRIBUTING.md, "A lost reply to COMMIT"; docs/contract/cli.md, "Exit codes" (7).
 */
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CopyResult, ReadOptions, Store } from '../../src/storage/store.js';
import { ENGINES, newPlace, emptyStore, SERVERS, type TestEngine } from './engines.js';
import { newRole } from './roles.js';
import { Proxy, type Failure } from './proxy.js';
import { reachable } from './servers.js';
import { all, changed, company, ENTRY, planned, statesIn } from './worlds.js';

// A write is tried again for ten seconds, and on a busy machine for longer.
vi.setConfig({ testTimeout: 120_000 });

const COMMIT = /\bcommit\b/iu;
const LOCK = /for update/iu;
/** The lock held until the commit by a program that fills a database: where it creates the tables too, there is no other yet. */
const ALONE = /for update|pg_advisory_xact_lock/iu;
const CONTACTS = /join ["`]contact["`]/iu;
const JOURNAL = /insert into ["`]change_set["`]/iu;

interface Far {
  /** By way of the proxy. */
  readonly store: Store;
  /** The same database, by the shortest way. */
  readonly near: Store;
  readonly proxy: Proxy;
}

async function far(
  each: TestEngine,
  parameters: Readonly<Record<string, string>> = {},
  engine = each.engine,
): Promise<Far> {
  const { store: near, location } = await emptyStore(each);
  const proxy = await Proxy.to(location);
  const store = await engine.open(proxy.url(parameters));
  onTestFinished(() => store.close());
  return { store, near, proxy };
}

/** Adds a company, and gives the number of the change set. */
async function add(store: Store, code: string): Promise<number> {
  const edits = await planned(store, (draft) => {
    draft.putCompany(company(code));
  });
  return (await store.write(edits, ENTRY)).number;
}

async function holds(
  store: Store,
): Promise<{ readonly codes: readonly string[]; readonly numbers: readonly number[] }> {
  const codes = (await statesIn(store)).map((state) => state.company.code);
  const numbers: number[] = [];
  await store.read(async (reader) => {
    for await (const batch of reader.changeSets({})) numbers.push(...batch.map(({ number }) => number));
  });
  return { codes, numbers: numbers.toSorted((a, b) => a - b) };
}

describe.each(SERVERS)('$name', (engine) => {
  test.each<[string, Failure]>([
    ['a COMMIT that never reaches the server is done again', 'cut'],
    ['a COMMIT whose reply is lost is looked up, and not done twice', 'cut-reply'],
  ])('%s', async (_, failure) => {
    const { store, near, proxy } = await far(engine);
    const failed = proxy.failAt(COMMIT, failure);
    // What is read ends with a commit as well.
    const edits = await planned(near, (draft) => {
      draft.putCompany(company('ACME'));
    });
    expect((await store.write(edits, ENTRY)).number).toBe(1);
    await failed;
    expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
    expect(await add(store, 'NEXT')).toBe(2);
    expect(await holds(near)).toEqual({ codes: ['ACME', 'NEXT'], numbers: [1, 2] });
  });

  test('a COMMIT that is still on its way when the connection is lost is waited for', async () => {
    const { store, near, proxy } = await far(engine);
    const edits = await planned(near, (draft) => {
      draft.putCompany(company('ACME'));
    });
    const lost = proxy.failAt(COMMIT, 'late');
    const written = store.write(edits, ENTRY);
    await lost;
    // Looking it up takes the writers' lock first, which the transaction under way holds.
    await proxy.seen(LOCK);
    proxy.release();
    expect((await written).number).toBe(1);
    expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
  });

  test('a connection that is lost before the commit: all of it is done again', async () => {
    const { store, near, proxy } = await far(engine);
    const failed = proxy.failAt(JOURNAL, 'cut', 3);
    expect(await add(store, 'ACME')).toBe(1);
    await failed;
    expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
  });

  test('when the connection is lost, a plan reads again; other reads do not, since a part may have been shown already', async () => {
    const { store, near, proxy } = await far(engine);
    await add(near, 'ACME');
    const codes = (options: ReadOptions): Promise<readonly string[]> =>
      store.read(async (reader) => (await all(reader.states({}))).flat().map((state) => state.company.code), options);
    const failed = proxy.failAt(CONTACTS, 'cut', 2);
    expect(await codes({ repeatable: true })).toEqual(['ACME']);
    await failed;
    void proxy.failAt(CONTACTS, 'cut');
    await expect(codes({})).rejects.toMatchObject({ code: 'connection-lost', exitCode: 7 });
  });

  test('a connection that goes silent in mid-statement is given up, and all of it is done again', async () => {
    const { store, near, proxy } = await far(engine, { answer_timeout: '3' });
    const failed = proxy.failAt(JOURNAL, 'silence');
    expect(await add(store, 'ACME')).toBe(1);
    await failed;
    expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
  });

  test('a server that goes away before the commit: exit 7, and nothing is written', async () => {
    const { store, near, proxy } = await far(engine, {}, engine.hasty);
    void proxy.failAt(JOURNAL, 'cut').then(() => proxy.refuse());
    await expect(add(store, 'ACME')).rejects.toMatchObject({ code: 'connection-lost', exitCode: 7 });
    expect(await holds(near)).toEqual({ codes: [], numbers: [] });
    proxy.comeBack();
    expect(await add(store, 'ACME')).toBe(1);
  });

  test('one that never answers: exit 7, within connect_timeout', async () => {
    const proxy = await Proxy.to(await newPlace(engine));
    proxy.hang();
    const started = performance.now();
    const opened = engine.engine.open(proxy.url({ connect_timeout: '1' }));
    await expect(opened).rejects.toMatchObject({
      code: 'server-unreachable',
      exitCode: 7,
      params: { reason: 'ETIMEDOUT' },
    });
    // Without it, ten seconds.
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  test('closing does not wait for a server that does not answer', async () => {
    const { location } = await emptyStore(engine);
    const proxy = await Proxy.to(location);
    const store = await engine.engine.open(proxy.url());
    const silent = proxy.failAt(/./u, 'silence', 9);
    const reading = expect(statesIn(store)).rejects.toThrow();
    await silent;
    const started = performance.now();
    await store.close();
    await reading;
    // An answer may take ten minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('a connection that is lost after everything was read fails nothing', async () => {
    const { store, near, proxy } = await far(engine);
    await changed(near, (draft) => draft.putCompany(company('ACME')));
    const codes = await store.read(async (reader) => {
      const states = (await all(reader.states({}))).flat();
      proxy.goAway();
      return states.map((state) => state.company.code);
    });
    expect(codes).toEqual(['ACME']);
  });

  test('a copy that is written when its source goes away is made, and said to be', async () => {
    const { near, proxy } = await far(engine);
    await changed(near, (draft) => draft.putCompany(company('ACME')));
    const [target] = ENGINES;
    if (target === undefined) throw new Error('no engine');
    const place = await newPlace(target);
    const { identity } = await engine.engine.content(proxy.url(), async (content) => {
      const filled = await target.engine.copyInto(place, content, () => undefined);
      proxy.goAway();
      return filled;
    });
    expect(await target.engine.status(place)).toMatchObject({ identity, companies: 1 });
  });

  test('a connection that is lost after the work is done fails nothing', async () => {
    const { store, near, proxy } = await far(engine);
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    proxy.goAway();
    await store.close();
    expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
  });
});

test.runIf(reachable('postgres'))('one whose place another one took is waited for', async () => {
  const [engine] = SERVERS.filter(({ name }) => name === 'postgres');
  if (engine === undefined) throw new Error('no PostgreSQL');
  const { store: near, location } = await emptyStore(engine);
  const role = await newRole(engine, location, 'connection limit 1');
  const proxy = await Proxy.to(role);
  const store = await engine.engine.open(proxy.url());
  onTestFinished(() => store.close());
  const edits = await planned(near, (draft) => {
    draft.putCompany(company('ACME'));
  });
  const failed = proxy.failAt(JOURNAL, 'cut');
  const written = store.write(edits, ENTRY);
  await failed;
  const letGo = await engine.reading(role, 'select 1');
  await proxy.connected();
  await setTimeout(500);
  await letGo();
  expect((await written).number).toBe(1);
  expect(await holds(near)).toEqual({ codes: ['ACME'], numbers: [1] });
});

describe.each(SERVERS.flatMap((engine) => [true, false].map((hasTables) => ({ ...engine, engine, hasTables }))))(
  'a copy to $title, which has its tables: $hasTables',
  ({ engine, hasTables }) => {
    test('a COMMIT whose reply is lost is looked up, and not done twice', async () => {
      const { fill, proxy, copied } = await copying(engine, hasTables);
      const failed = proxy.failAt(COMMIT, 'cut-reply');
      const { identity } = await fill();
      await failed;
      expect(await copied()).toEqual({ identity, codes: ['ACME'], numbers: [1] });
    });

    test('a COMMIT that is still on its way when the connection is lost is waited for', async () => {
      const { fill, proxy, copied } = await copying(engine, hasTables);
      const lost = proxy.failAt(COMMIT, 'late');
      const filled = fill();
      await lost;
      await proxy.seen(ALONE);
      proxy.release();
      const { identity } = await filled;
      expect(await copied()).toEqual({ identity, codes: ['ACME'], numbers: [1] });
    });
  },
);

interface Copying {
  /** By way of the proxy, from a database that has one company. */
  readonly fill: () => Promise<CopyResult>;
  readonly proxy: Proxy;
  readonly copied: () => Promise<unknown>;
}

async function copying(
  target: TestEngine,
  hasTables: boolean,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Copying> {
  const [source] = ENGINES;
  if (source === undefined) throw new Error('no engine');
  const { store, location } = await emptyStore(source);
  await add(store, 'ACME');
  const place = await newPlace(target);
  if (hasTables) await target.engine.init(place);
  const proxy = await Proxy.to(place);
  return {
    proxy,
    fill: () =>
      source.engine.content(location, (content) =>
        target.engine.copyInto(proxy.url(parameters), content, () => undefined),
      ),
    copied: async () => {
      const copy = await target.engine.open(place);
      try {
        return { identity: copy.identity, ...(await holds(copy)) };
      } finally {
        await copy.close();
      }
    },
  };
}

/** At every moment that has a name; a minute in all, so on all servers at once. */
test(
  'a network that splits, and only the client finds out: the server lets go, and it is done once',
  { timeout: 180_000 },
  async () => {
    const split = async (engine: TestEngine, at: RegExp): Promise<unknown> => {
      const { store, near, proxy } = await far(engine, { answer_timeout: '10' });
      const edits = await planned(near, (draft) => {
        draft.putCompany(company('ACME'));
      });
      const failed = proxy.failAt(at, 'split');
      const { number } = await store.write(edits, ENTRY);
      await failed;
      return { number, ...(await holds(near)) };
    };
    const splitCopy = async (engine: TestEngine, hasTables: boolean): Promise<void> => {
      const { fill, proxy, copied } = await copying(engine, hasTables, { answer_timeout: '10' });
      const failed = proxy.failAt(COMMIT, 'split');
      const { identity } = await fill();
      await failed;
      expect(await copied()).toEqual({ identity, codes: ['ACME'], numbers: [1] });
    };
    const cases = SERVERS.flatMap((engine) => [JOURNAL, COMMIT].map((at) => ({ engine, at })));
    const [found] = await Promise.all([
      Promise.all(cases.map(({ engine, at }) => split(engine, at))),
      ...SERVERS.flatMap((engine) => [splitCopy(engine, true), splitCopy(engine, false)]),
    ]);
    expect(found).toEqual(cases.map(() => ({ number: 1, codes: ['ACME'], numbers: [1] })));
  },
);

test('a server that is away for the look-up: exit 7, and neither is claimed', { timeout: 120_000 }, async () => {
  const unknown = async (engine: TestEngine, failure: Failure): Promise<readonly number[]> => {
    const { store, near, proxy } = await far(engine, {}, engine.hasty);
    const edits = await planned(near, (draft) => {
      draft.putCompany(company('ACME'));
    });
    void proxy.failAt(COMMIT, failure).then(() => proxy.refuse());
    await expect(store.write(edits, ENTRY)).rejects.toMatchObject({ code: 'commit-unknown', exitCode: 7 });
    return (await holds(near)).numbers;
  };
  const cases = SERVERS.flatMap((engine) => [
    { engine, failure: 'cut' as const, numbers: [] },
    { engine, failure: 'cut-reply' as const, numbers: [1] },
  ]);
  expect(await Promise.all(cases.map(({ engine, failure }) => unknown(engine, failure)))).toEqual(
    cases.map(({ numbers }) => numbers),
  );
});
