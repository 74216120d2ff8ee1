/** A row as exported, in the file, and now; the rule as a whole is in test/properties. Source: docs/contract/csv.md, "Three-way import". */
import { expect, test } from 'vitest';
import { Draft } from '../../../src/domain/plan/draft.js';
import { ThreeWayMerge } from '../../../src/domain/plan/three-way.js';
import { company } from '../../support/planning.js';
import { world } from '../../support/world.js';

test('a partner whose code begins as the exported one’s does is another partner', () => {
  const partner = { universes: ['ambassador'] } as const;
  const before = world({
    PART: partner,
    'PART (ambassador)': partner,
    ACME: { universes: ['client'], partner: 'PART', partnerUniverse: 'ambassador' },
  });
  const draft = new Draft(before);
  const requested = { partner: 'PART (ambassador)' };
  const { requests, unchanged } = new ThreeWayMerge([company('ACME', requested)], draft, draft, 'stop');
  expect({ requests, unchanged }).toEqual({ requests: [company('ACME', requested)], unchanged: 0 });
});

test('an implied universe is whichever it is', () => {
  const before = world({
    PART: { universes: ['ambassador'] },
    ACME: { universes: ['client'], partner: 'PART', partnerUniverse: 'ambassador' },
  });
  const draft = new Draft(before);
  const { requests, unchanged } = new ThreeWayMerge([company('ACME', { partner: 'PART' })], draft, draft, 'stop');
  expect({ requests, unchanged }).toEqual({ requests: [], unchanged: 1 });
});
