import { expect, test } from 'vitest';
import { ALL_CELLS } from '../../../src/domain/cells.js';
import { Draft } from '../../../src/domain/plan/draft.js';
import type { Edit } from '../../../src/domain/plan/edits.js';
import { undo } from '../../../src/domain/plan/undo.js';
import { companyIn, world } from '../../support/world.js';

test('a link of which one field is back by chance stays as it is now, in conflict', () => {
  const linked = (partner: string, partnerUniverse: 'ambassador' | 'operator') =>
    world({
      PART: { universes: ['ambassador', 'operator'] },
      OTHER: { universes: ['operator'] },
      ACME: { partner, partnerUniverse },
    });
  // The change set made ambassador of operator; since then ACME went to another partner, as operator.
  const [before, left, now] = [linked('PART', 'operator'), linked('PART', 'ambassador'), linked('OTHER', 'operator')];
  const edit: Edit = {
    kind: 'company',
    company: 'ACME',
    before: companyIn(before, 'ACME').company,
    after: companyIn(left, 'ACME').company,
  };
  const { draft, conflicts, unchanged, kept } = undo([{ edit, cells: ALL_CELLS }], new Draft(left), now);
  expect([...draft.edits()]).toEqual([]);
  expect({ conflicts: conflicts.length, unchanged, kept }).toEqual({ conflicts: 1, unchanged: 0, kept: 1 });
});
