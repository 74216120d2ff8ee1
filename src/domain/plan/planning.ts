/** What the parts of one planning share. */
import type { AddressCheck } from '../address.js';
import type { Problem } from '../problems.js';
import type { Contradictions } from './contradictions.js';
import type { Draft } from './draft.js';
import type { RequestCounts } from './plan.js';

export interface Planning {
  readonly draft: Draft;
  readonly isAddress: AddressCheck;
  readonly contradictions: Contradictions;
  readonly report: (problem: Problem) => void;
  readonly counts: { -readonly [Count in keyof RequestCounts]: number };
}
