/** `address erase`: what it would replace, as a plan. Source: docs/contract/rules.md, "Erasure". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { isPlaceholder, type ErasureRequest } from '../../domain/erasure.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader, Store } from '../../storage/store.js';
import { unknownAddress } from '../read/find.js';
import { Loader } from '../read/loader.js';
import { finishPlan, newPlanner, type Planned, type PlanningOptions } from './plan-requests.js';

/**
 * @throws AboError `already-erased`
 * @throws AboError `unknown-address` for one that stands nowhere, now or in the journal
 */
export async function planErasure(
  reader: Reader,
  store: Store,
  address: string,
  selection: CompanySelection,
  planning: PlanningOptions,
): Promise<Planned> {
  const request: ErasureRequest = { address: normaliseAddress(address), companies: selection.codes ?? null };
  if (isPlaceholder(addressKey(request.address))) throw new AboError('already-erased', { address });
  const { edits, ...traces } = await store.traces(request);
  if (edits.length === 0 && traces.journal.changeSets === 0) throw await unknownAddress(reader, address, selection);
  const loader = new Loader(reader);
  await loader.ensure(edits.map(({ company }) => company));
  const planner = newPlanner(loader);
  for (const edit of edits) planner.draft.put(edit, 'after');
  const planned = finishPlan(planner, planning);
  return { ...planned, plan: { ...planned.plan, erasure: { ...traces, request } } };
}
