/**
 * How much a plan may take away before it is refused. Recipients that lose something are counted, not cells, and a share
 * of those there are: a small customer may be changed whole, a large one not by accident. Source: docs/contract/cli.md, "Safety".
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
  /** Null: the usual limit, of which an undo is free as far as it takes back what was given. */
  readonly losses: LossLimit | null;
  /** Null: none. */
  readonly silenced: number | null;
}

/** What is over its limit; null where nothing is. */
export interface Excess {
  readonly losses: { readonly count: number; readonly recipients: number; readonly limit: LossLimit | null } | null;
  readonly silenced: { readonly count: number; readonly most: number } | null;
}

/** A plan is refused when it is over both. */
export const USUAL_LOSSES = { recipients: 10, percent: 30 } as const;

type Judged = Pick<Plan, 'losses' | 'recipients' | 'silenced'>;

/**
 * What keeps a plan from being applied.
 *
 * @param gave to whom the change set that is taken back gave something: only a limit that was asked for counts those
 */
export function excessOf(plan: Judged, limits: PlanLimits, gave: readonly Loss[]): Excess | null {
  const asked = limits.losses;
  const given = new Set(asked === null ? gave.map(recipientOf) : []);
  const count = plan.losses.filter((loss) => !given.has(recipientOf(loss))).length;
  const { recipients } = plan;
  const overLosses = asked === null ? overUsual(count, recipients) : exceeds(count, recipients, asked);
  const most = limits.silenced;
  const silenced = most !== null && plan.silenced.length > most ? { count: plan.silenced.length, most } : null;
  if (!overLosses && silenced === null) return null;
  return { losses: overLosses ? { count, recipients, limit: asked } : null, silenced };
}

function recipientOf(loss: Loss): string {
  return JSON.stringify([loss.company, loss.kind === 'contact' ? addressKey(loss.contact) : [loss.universe]]);
}

function overUsual(count: number, recipients: number): boolean {
  const { recipients: few, percent } = USUAL_LOSSES;
  return (
    exceeds(count, recipients, { most: few, unit: 'recipients' }) &&
    exceeds(count, recipients, { most: percent, unit: 'percent' })
  );
}

function exceeds(count: number, recipients: number, { most, unit }: LossLimit): boolean {
  return unit === 'recipients' ? count > most : count * 100 > most * recipients;
}
