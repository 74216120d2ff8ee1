/** What is read with `--with` is what is read once it is imported. Source: docs/contract/cli.md, "Looking back and ahead". */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DraftReader } from '../../src/app/read/draft-reader.js';
import { addressKey } from '../../src/domain/address.js';
import type { CompanyState } from '../../src/domain/model.js';
import { snapshotOf } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { CompanySelection, Reader } from '../../src/storage/store.js';
import { ENGINES } from '../storage/engines.js';
import { all, become, ENTRY, statesIn, worlds } from '../storage/worlds.js';

const SELECTIONS: readonly CompanySelection[] = [
  {},
  { codes: ['ACME', 'é', '75', 'nobody'] },
  { exclude: ['ACME'] },
  { partners: ['ACME', 'acme'] },
  { partners: ['00075'], exclude: ['é'] },
];
const KEYS = ['a@x.fr', 'B@x.fr', 'É@x.fr', 'nobody@x.fr'].map(addressKey);

/** The directory, without the identities of contacts, which the writing gives. */
async function directoryIn(reader: Reader): Promise<unknown> {
  const found = [];
  for (const selection of SELECTIONS) {
    found.push((await all(reader.companies(selection))).flat());
    found.push((await all(reader.states(selection))).flat().map(withoutIdentities));
  }
  for (const where of ['contact', 'mailbox', 'any'] as const) {
    for (const key of KEYS) found.push(await reader.companiesWithAddress([key], where));
  }
  found.push([...(await reader.similarCodes(['075', '75', 'Acme', 'é']))]);
  return found;
}

function withoutIdentities({ contacts, ...state }: CompanyState): unknown {
  return {
    ...state,
    contacts: contacts.map(({ contact: { id: _, ...contact }, choices }) => ({
      contact,
      choices: Object.fromEntries(Object.entries(choices).filter(([, { chosen }]) => chosen !== 0)),
    })),
  };
}

test.each(ENGINES)('$name: a draft reads as what it becomes', { timeout: 120_000 }, async (engine) => {
  await fc.assert(
    fc.asyncProperty(worlds, worlds, async (now, next) => {
      const { location, dispose } = await engine.empty();
      const store = await engine.engine.open(location);
      const draftTo = async (world: typeof next): Promise<Draft> => {
        const before = await statesIn(store);
        const draft = new Draft(snapshotOf(before));
        become(world, draft, before);
        return draft;
      };
      const first = [...(await draftTo(now)).edits()];
      if (first.length > 0) await store.write(first, ENTRY);
      const draft = await draftTo(next);
      const would = await store.read((reader) => directoryIn(new DraftReader(reader, draft)));
      const edits = [...draft.edits()];
      if (edits.length > 0) await store.write(edits, ENTRY);
      expect(would).toEqual(await store.read(directoryIn));
      await store.close();
      await dispose();
    }),
    { numRuns: engine.runs(25) },
  );
});
