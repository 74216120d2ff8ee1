/** `address erase`: what it would replace, as a plan. Source: docs/contract/rules.md, "Erasure". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { isPlaceholder, type ErasureRequest } from '../../domain/erasure.js';
import { AboError } from '../../errors.js';
import type { Reader, Store } from '../../storage/store.js';
import { Loader } from '../read/loader.js';
import { finishPlan, newPlanner, type Planned, type PlanningOptions } from './plan-requests.js';

/**
 * @param companies codes; null for everywhere
 * @returns null when the address stands nowhere, now or in the journal
 * @throws AboError `already-erased`
 */
export async function planErasure(
  reader: Reader,
  store: Store,
  address: string,
  companies: readonly string[] | null,
  options: PlanningOptions,
): Promise<Planned | null> {
  const request: ErasureRequest = { address: normaliseAddress(address), companies };
  if (isPlaceholder(addressKey(request.address))) throw new AboError('already-erased', { address });
  const { edits, ...traces } = await store.traces(request);
  if (edits.length === 0 && traces.journal.changeSets === 0) return null;
  const loader = new Loader(reader);
  await loader.ensure(edits.map(({ company }) => company));
  const planner = await newPlanner(reader, loader, []);
  for (const edit of edits) planner.draft.put(edit, 'after');
  const planned = finishPlan(planner, options);
  return { ...planned, plan: { ...planned.plan, erasure: { ...traces, request } } };
}
