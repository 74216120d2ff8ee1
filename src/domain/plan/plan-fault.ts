/** Why a file is no plan that can be applied. Source: docs/contract/cli.md, "--plan-out". */
import type { FieldFault } from '../object-reader.js';

export type PlanFaultCode =
  | FieldFault['code']
  | 'given-twice'
  | 'out-of-order'
  /** An edit that would not be planned like this, or not beside the others. */
  | 'does-not-fit'
  /** An edit that the planner refuses; `value` is the problem's code. */
  | 'breaks-rule'
  /** A change or a total that is not what the edits amount to. */
  | 'does-not-follow';

export class PlanFault extends Error {
  override readonly name = 'PlanFault';

  constructor(
    readonly code: PlanFaultCode,
    /** `edits[3].after.email`, as a JSON path. */
    readonly at: string,
    readonly value: unknown = null,
  ) {
    super(`${code} ${at}`);
  }
}
