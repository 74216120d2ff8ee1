import { describe, expect, test } from 'vitest';
import type { Silenced } from '../../../src/domain/plan/impact.js';
import type { Loss } from '../../../src/domain/plan/losses.js';
import { excessOf, type LossLimit, type PlanLimits } from '../../../src/domain/plan/limits.js';

const NONE: PlanLimits = { losses: null, silenced: null };
const recipients = (most: number): LossLimit => ({ most, unit: 'recipients' });
const percent = (most: number): LossLimit => ({ most, unit: 'percent' });

function plan(lost: number, of: number, silenced = 0) {
  return {
    losses: Array.from({ length: lost }, (_, i): Loss => ({
      kind: 'contact',
      company: 'ACME',
      contact: `c${i}@acme.fr`,
    })),
    recipients: of,
    silenced: Array.from({ length: silenced }, (): Silenced => ({
      company: 'ACME',
      universe: 'client',
      category: 'eshop',
    })),
  };
}

function refused(
  judged: ReturnType<typeof plan>,
  limits: Partial<PlanLimits> = {},
  gave: readonly Loss[] = [],
): boolean {
  return excessOf(judged, { ...NONE, ...limits }, gave) !== null;
}

describe('the usual limit of losses', () => {
  test.each([
    ['10 of 10: no more than 10', 10, 10, false],
    ['11 of 11', 11, 11, true],
    ['11 of 36: above 30%', 11, 36, true],
    ['11 of 37: below 30%', 11, 37, false],
    ['30 of 100: no more than 30%', 30, 100, false],
    ['31 of 100', 31, 100, true],
  ])('%s', (_, lost, of, expected) => {
    expect(refused(plan(lost, of))).toBe(expected);
  });

  test('does not count who gained something by the undone change set; a requested limit does', () => {
    const undo = plan(50, 50);
    expect(refused(undo, {}, undo.losses)).toBe(false);
    expect(refused(undo, {}, undo.losses.slice(0, 40))).toBe(false);
    expect(refused(undo, {}, undo.losses.slice(0, 30))).toBe(true);
    expect(refused(undo, { losses: recipients(49) }, undo.losses)).toBe(true);
  });
});

describe('a requested limit replaces it', () => {
  test('a number', () => {
    expect(refused(plan(14, 20), { losses: recipients(14) })).toBe(false);
    expect(refused(plan(14, 20), { losses: recipients(13) })).toBe(true);
    expect(refused(plan(1, 20), { losses: recipients(0) })).toBe(true);
    expect(refused(plan(0, 20), { losses: recipients(0) })).toBe(false);
  });

  test('a share', () => {
    expect(refused(plan(14, 20), { losses: percent(70) })).toBe(false);
    expect(refused(plan(14, 20), { losses: percent(69) })).toBe(true);
    expect(refused(plan(2, 3), { losses: percent(66) })).toBe(true);
    expect(refused(plan(2, 3), { losses: percent(67) })).toBe(false);
    expect(refused(plan(0, 0), { losses: percent(0) })).toBe(false);
  });
});

test('silencing is refused only by a requested limit, for an undo too', () => {
  expect(refused(plan(0, 5, 84))).toBe(false);
  expect(refused(plan(0, 5, 3), { silenced: 3 })).toBe(false);
  expect(refused(plan(0, 5, 4), { silenced: 3 })).toBe(true);
  expect(refused(plan(0, 5, 1), { silenced: 0 }, [])).toBe(true);
});

test('says what is over, by how much', () => {
  expect(excessOf(plan(14, 20, 2), { losses: null, silenced: 1 }, [])).toEqual({
    losses: { count: 14, recipients: 20, limit: null },
    silenced: { count: 2, most: 1 },
  });
  expect(excessOf(plan(14, 20, 2), { losses: percent(50), silenced: null }, [])).toEqual({
    losses: { count: 14, recipients: 20, limit: percent(50) },
    silenced: null,
  });
});
