/** What is read with `--at N` is what was read when N was the latest. Source: docs/contract/cli.md, "Looking back and ahead". */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PastReader } from '../../src/app/read/past-reader.js';
import { addressKey } from '../../src/domain/address.js';
import { snapshotOf } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { CompanySelection, Reader, Store } from '../../src/storage/store.js';
import { ENGINES, emptyStore } from '../storage/engines.js';
import { all, become, ENTRY, statesIn, worlds, type World } from '../storage/worlds.js';

const CODES = ['ACME', 'acme', '00075', '75', 'é', 'nobody'];
const KEYS = ['a@x.fr', 'B@x.fr', 'É@x.fr', 'nobody@x.fr'].map(addressKey);
const SELECTIONS: readonly CompanySelection[] = [
  {},
  { codes: CODES },
  { exclude: ['ACME', '00075'] },
  { partners: ['ACME'] },
  { partners: ['acme', '00075'] },
  { partners: CODES, exclude: ['75'], codes: ['75', 'é', 'acme'] },
];

/** Everything that a reader can read. */
async function everythingIn(reader: Reader, last: number): Promise<unknown> {
  const companies = [];
  const states = [];
  for (const selection of SELECTIONS) {
    companies.push((await all(reader.companies(selection))).flat());
    states.push((await all(reader.states(selection))).flat());
  }
  const addresses = [];
  for (const key of KEYS) {
    for (const where of ['contact', 'mailbox', 'any'] as const) {
      addresses.push([key, where, await reader.companiesWithAddress([key], where)]);
    }
  }
  const edits = [];
  for (let number = 0; number <= last; number++) {
    edits.push((await all(reader.editsOf(number))).flat());
    edits.push((await all(reader.editsSince(number, CODES))).flat());
    edits.push(await reader.changedCompanies({ since: number }));
  }
  return {
    last: await reader.lastChangeSet(),
    companies,
    states,
    addresses,
    similar: [...(await reader.similarCodes([...CODES, '075', 'Acme']))],
    changeSets: (await all(reader.changeSets({ limit: 3 }))).flat(),
    history: (await all(reader.changeSets({ companies: ['ACME'] }))).flat(),
    edits,
  };
}

/** Leads the database from its last world to the next. */
async function lead(store: Store, world: World): Promise<void> {
  const before = await statesIn(store);
  const draft = new Draft(snapshotOf(before));
  become(world, draft, before);
  const edits = [...draft.edits()];
  const number = (await store.read((reader) => reader.lastChangeSet())) + 1;
  // Every second one undoes the one before: an undo in the future must not show.
  if (edits.length > 0) await store.write(edits, { ...ENTRY, undoes: number % 2 === 0 ? number - 1 : null });
}

test.each(ENGINES)('$name: after each change set, and before the first', { timeout: 120_000 }, async (engine) => {
  await fc.assert(
    fc.asyncProperty(fc.array(worlds, { minLength: 2, maxLength: 4 }), async (history) => {
      const { location, dispose } = await engine.empty();
      const store = await engine.engine.open(location);
      const seen: unknown[] = [];
      const note = async (): Promise<void> => {
        const last = await store.read((reader) => reader.lastChangeSet());
        seen[last] = await store.read((reader) => everythingIn(reader, last));
      };
      await note();
      for (const world of history) {
        await lead(store, world);
        await note();
      }
      await store.read(async (reader) => {
        for (const [number, then] of seen.entries()) {
          expect(await everythingIn(new PastReader(reader, number), number)).toEqual(then);
          // As seen from a time since.
          const since = new PastReader(reader, number + 1);
          if (number % 2 === 0) expect(await everythingIn(new PastReader(since, number), number)).toEqual(then);
        }
      });
      await store.close();
      await dispose();
    }),
    { numRuns: engine.runs(12) },
  );
});

test('many companies come in order, in batches, removed ones among them', async () => {
  const [engine] = ENGINES;
  if (engine === undefined) throw new Error('no engine');
  const { store } = await emptyStore(engine);
  const code = (i: number): string => `C${String(i).padStart(4, '0')}`;
  const world = Array.from({ length: 1_200 }, (_, i) => ({
    code: code(i),
    name: code(i),
    bits: 1,
    partner: 9_999,
    contacts: [],
    mailboxes: [],
  }));
  await lead(store, world);
  await lead(
    store,
    world.filter((_, i) => i % 3 === 0),
  );
  await lead(store, [...world.filter((_, i) => i % 3 !== 1), { ...world[0], code: 'A', name: 'A' } as World[number]]);
  await store.read(async (reader) => {
    const codesAt = async (number: number): Promise<readonly string[]> =>
      (await all(new PastReader(reader, number).states({}))).flat().map(({ company }) => company.code);
    expect(await codesAt(1)).toEqual(world.map((company) => company.code));
    expect(await codesAt(2)).toEqual(world.flatMap((company, i) => (i % 3 === 0 ? [company.code] : [])));
    expect(await codesAt(3)).toEqual(['A', ...world.flatMap((company, i) => (i % 3 === 1 ? [] : [company.code]))]);
    const batches = await all(new PastReader(reader, 1).states({}));
    expect(batches.length).toBeGreaterThan(5);
  });
});
