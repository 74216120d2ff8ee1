/** Properties of undo. Source: docs/contract/cli.md, "undo". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_CELLS } from '../../src/domain/cells.js';
import type { LoadedSnapshot } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { undo, type Undone } from '../../src/domain/plan/undo.js';
import { applyEdits, plain } from '../support/apply.js';
import { worldArbitrary } from '../support/arbitraries.js';
import { expectConsistent } from '../support/consistency.js';
import { happeningsArbitrary, live } from '../support/life.js';

const FIRST_ID = 1_000;

function undoOf(edits: readonly Edit[], left: LoadedSnapshot, now: LoadedSnapshot): Undone {
  const reached = edits.map((edit) => ({ edit, cells: ALL_CELLS }));
  return undo(reached, new Draft(left), now);
}

function worldAfter(now: LoadedSnapshot, { draft }: Undone): LoadedSnapshot {
  return applyEdits(now, [...draft.edits()]);
}

const text = (world: LoadedSnapshot): unknown => plain(world.all());
const NOTHING_LEFT = { draft: null, conflicts: [], unchanged: 0, kept: 0 };

describe('undoing the last change set', () => {
  test('restores the state before it, and undoing the undo restores the state after it', () => {
    fc.assert(
      fc.property(worldArbitrary, happeningsArbitrary, (before, happenings) => {
        const edits = live(before, happenings, FIRST_ID);
        const after = applyEdits(before, edits);
        const undone = undoOf(edits, after, after);
        expect({ ...undone, draft: null }).toEqual(NOTHING_LEFT);
        const back = worldAfter(after, undone);
        expect(text(back)).toEqual(text(before));

        const redone = undoOf([...undone.draft.edits()], back, back);
        expect({ ...redone, draft: null }).toEqual(NOTHING_LEFT);
        expect(text(worldAfter(back, redone))).toEqual(text(after));
      }),
      { numRuns: 500 },
    );
  });
});

test('undoing change sets, newest first, restores each earlier state', () => {
  fc.assert(
    fc.property(worldArbitrary, fc.array(happeningsArbitrary, { maxLength: 10 }), (first, sets) => {
      const worlds = [first];
      const changeSets = sets.map((happenings, i) => {
        const before = worlds.at(-1) ?? first;
        const edits = live(before, happenings, FIRST_ID * (i + 1));
        worlds.push(applyEdits(before, edits));
        return edits;
      });
      let now = worlds.pop() ?? first;
      for (const edits of changeSets.reverse()) {
        const undone = undoOf(edits, now, now);
        expect({ ...undone, draft: null }).toEqual(NOTHING_LEFT);
        now = worldAfter(now, undone);
        expect(text(now)).toEqual(text(worlds.pop() ?? first));
      }
    }),
    { numRuns: 200 },
  );
});

describe('undoing a change set after others', () => {
  type After = { readonly edits: readonly Edit[]; readonly now: LoadedSnapshot; readonly undone: Undone };

  const afterOthers = (check: (after: After) => void): void => {
    fc.assert(
      fc.property(
        worldArbitrary,
        happeningsArbitrary,
        fc.array(happeningsArbitrary, { minLength: 1, maxLength: 3 }),
        (before, happenings, later) => {
          const edits = live(before, happenings, FIRST_ID);
          const left = applyEdits(before, edits);
          const now = later.reduce((world, each, i) => applyEdits(world, live(world, each, FIRST_ID * (i + 2))), left);
          check({ edits, now, undone: undoOf(edits, left, now) });
        },
      ),
      { numRuns: 1_000 },
    );
  };

  test('leaves a consistent state', () => {
    afterOthers(({ now, undone }) => {
      expectConsistent(worldAfter(now, undone));
    });
  });

  test('keeps a value exactly where it reports a conflict', () => {
    afterOthers(({ undone: { conflicts, kept } }) => {
      expect(conflicts.length > 0).toBe(kept > 0);
    });
  });

  test('changes nothing that the change set did not write', () => {
    afterOthers(({ edits, undone }) => {
      const placeOf = (edit: Edit): string =>
        JSON.stringify([
          edit.kind,
          edit.company,
          'id' in edit ? edit.id : null,
          'universe' in edit ? edit.universe : null,
          'category' in edit ? edit.category : null,
        ]);
      const written = new Set(edits.map(placeOf));
      expect([...undone.draft.edits()].map(placeOf).filter((place) => !written.has(place))).toEqual([]);
    });
  });
});
