/**
 * How much a plan may take away before it is refused. Recipients that lose something are counted, not cells, and a share
 * of those there are: a small customer may be changed whole, a large one not by accident. Source: cli.md, "Safety".
 */
import type { Plan } from './plan.js';

/** A number of recipients, or a share of those in the companies touched. */
export interface LossLimit {
  readonly most: number;
  readonly unit: 'recipients' | 'percent';
}

export interface PlanLimits {
  /** Null: the usual limit, which an undo is free of. */
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
 * @param isUndo it takes back what a change set gave: only a limit that was asked for stops it
 */
export function excessOf(plan: Judged, limits: PlanLimits, isUndo: boolean): Excess | null {
  const count = plan.losses.length;
  const { recipients } = plan;
  const asked = limits.losses;
  const overLosses = asked === null ? !isUndo && overUsual(count, recipients) : exceeds(count, recipients, asked);
  const most = limits.silenced;
  const silenced = most !== null && plan.silenced.length > most ? { count: plan.silenced.length, most } : null;
  if (!overLosses && silenced === null) return null;
  return { losses: overLosses ? { count, recipients, limit: asked } : null, silenced };
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
