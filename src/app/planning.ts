/** From requests that a command makes to a plan. Problems found reject the whole of it. */
import type { Plan } from '../domain/plan/plan.js';
import { Planner } from '../domain/plan/planner.js';
import type { Request } from '../domain/plan/request.js';
import { RejectedInput } from '../errors.js';
import type { Reader } from '../storage/store.js';
import { isAddress } from './address.js';
import { Loader } from './loading.js';

export interface Planned {
  readonly plan: Plan;
  /** What a company is called, as it will be. */
  readonly companyName: (code: string) => string | undefined;
}

export interface PlanningOptions {
  /** Count deliveries whatever the size. */
  readonly impact?: boolean;
  readonly allowDuplicate?: boolean;
}

/** A planner on what `loader` reads. */
export async function newPlanner(
  reader: Reader,
  loader: Loader,
  newCodes: readonly string[],
  options: PlanningOptions = {},
): Promise<Planner> {
  const similar = newCodes.length === 0 ? new Map<string, readonly string[]>() : await reader.similarCodes(newCodes);
  return new Planner(loader.snapshot, {
    isAddress,
    similarCodes: (code) => similar.get(code) ?? [],
    allowDuplicate: options.allowDuplicate ?? false,
  });
}

/**
 * Plans what a command asks for.
 *
 * @throws RejectedInput with every problem
 */
export async function planRequests(
  reader: Reader,
  requests: readonly Request[],
  options: PlanningOptions = {},
): Promise<Planned> {
  const loader = new Loader(reader);
  await loader.ensure(requests.map(({ company }) => company));
  await loader.ensure(requests.flatMap((request) => (request.kind === 'company' ? (request.partner ?? []) : [])));
  const codes = requests.flatMap((request) => (request.kind === 'company' ? request.company : []));
  const planner = await newPlanner(reader, loader, codes, options);
  for (const request of requests) planner.ask(request);
  return finishPlan(planner, options);
}

/** @throws RejectedInput with every problem */
export function finishPlan(planner: Planner, options: PlanningOptions = {}): Planned {
  const plan = planner.plan(options.impact ?? false);
  if (planner.problems.length > 0) throw new RejectedInput(planner.problems, []);
  return {
    plan,
    companyName: (code) => (planner.draft.companyRow(code) ?? planner.draft.before.companyRow(code))?.name,
  };
}
