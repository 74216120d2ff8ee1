/**
 * How many losses a plan may cause before it is refused. Recipients that lose something are counted, not cells, as a number
 * and as a share of all: a small customer may be changed completely, a large one not by accident.
 * Source: docs/contract/cli.md, "Safety".
 */
import { addressKey } from '../address.js';
import type { Loss } from './losses.js';
import type { Plan } from './plan.js';

/** A number of recipients, or a share of those in the companies touched. */
export interface LossLimit {
  readonly most: number;
  readonly unit: 'recipients' | 'percent';
}

export interface PlanLimits {
  /** Null: the usual limit, in which recipients that gained something by the undone change set don't count. */
  readonly losses: LossLimit | null;
  /** Null: none. */
  readonly silenced: number | null;
}

/** What is over its limit; null for what is not. */
export interface Excess {
  readonly losses: { readonly count: number; readonly recipients: number; readonly limit: LossLimit | null } | null;
  readonly silenced: { readonly count: number; readonly most: number } | null;
}

/** A plan is refused when it is over both. */
export const USUAL_LOSSES = { recipients: 10, percent: 30 } as const;
const USUAL_LIMITS: readonly LossLimit[] = [
  { most: USUAL_LOSSES.recipients, unit: 'recipients' },
  { most: USUAL_LOSSES.percent, unit: 'percent' },
];

/**
 * Returns what prevents a plan from being applied; null for nothing.
 *
 * @param gave who gained something by the change set that is undone: they count only against a requested limit
 */
export function excessOf(
  { losses, recipients, silenced }: Pick<Plan, 'losses' | 'recipients' | 'silenced'>,
  limits: PlanLimits,
  gave: readonly Loss[],
): Excess | null {
  const limit = limits.losses;
  const given = new Set(limit === null ? gave.map(recipientOf) : []);
  const count = losses.filter((loss) => !given.has(recipientOf(loss))).length;
  const exceeded = limit === null ? USUAL_LIMITS : [limit];
  const overLosses = exceeded.every((each) => isOver(count, recipients, each));
  const most = limits.silenced;
  const overSilenced = most !== null && silenced.length > most;
  if (!overLosses && !overSilenced) return null;
  return {
    losses: overLosses ? { count, recipients, limit } : null,
    silenced: overSilenced ? { count: silenced.length, most } : null,
  };
}

function recipientOf(loss: Loss): string {
  return JSON.stringify([loss.company, loss.kind === 'contact' ? addressKey(loss.contact) : [loss.universe]]);
}

function isOver(count: number, recipients: number, { most, unit }: LossLimit): boolean {
  return unit === 'recipients' ? count > most : count * 100 > most * recipients;
}
