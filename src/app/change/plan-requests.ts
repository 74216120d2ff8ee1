/** Plans the requests of a command. One problem rejects all of them. */
import { usualAudit, type PlanAudit } from '../../domain/plan/audit-errors.js';
import type { Draft } from '../../domain/plan/draft.js';
import type { Plan, PlanOptions } from '../../domain/plan/plan.js';
import { Planner, type PlannerOptions } from '../../domain/plan/planner.js';
import type { Request } from '../../domain/plan/request.js';
import type { Problem } from '../../domain/problems.js';
import { RejectedInput } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { authoriseRequests } from '../access/authorise.js';
import { isAddress } from '../address-check.js';
import { Loader } from '../read/loader.js';

export interface Planned {
  readonly plan: Plan;
  /** The name that a company will have. */
  readonly companyName: (code: string) => string | undefined;
  /** Rows of the input that were left out (`--on-error skip`). */
  readonly rejected?: RejectedRows;
}

export interface RejectedRows extends Pick<RejectedInput, 'problems' | 'sources'> {
  readonly rows: number;
}

export interface PlanningOptions {
  /** Count deliveries whatever the size, and say whose they are. */
  readonly impact?: boolean;
  /** Which audit errors a plan names; those of the rules as they are by default. */
  readonly audit?: PlanAudit;
  readonly allowDuplicate?: boolean;
}

export function planOptionsOf({ impact = false, audit = usualAudit(isAddress) }: PlanningOptions): PlanOptions {
  return { impact, audit };
}

/** @param similar by new code, the existing codes that it may be a mistake for */
export function newPlanner(
  { snapshot }: Loader,
  options: Omit<PlannerOptions, 'isAddress' | 'similarCodes'> = {},
  similar: ReadonlyMap<string, readonly string[]> = new Map(),
): Planner {
  return new Planner(snapshot, { ...options, isAddress, similarCodes: (code) => similar.get(code) ?? [] });
}

/**
 * @throws AboError `actor-no-access`, `staff-only`, `not-admin`, `unknown-company` when the user may not make them
 * @throws RejectedInput with every problem
 */
export async function planRequests(
  reader: Reader,
  requests: readonly Request[],
  options: PlanningOptions = {},
): Promise<Planned> {
  authoriseRequests(reader, requests);
  const loader = new Loader(reader);
  await loader.ensureFor(requests);
  const codes = requests.flatMap((request) => (request.kind === 'company' ? request.company : []));
  const similar = codes.length === 0 ? undefined : await reader.similarCodes(codes);
  const planner = newPlanner(loader, options, similar);
  // The line of a problem's origin is then the place of its request, which says whom the problem is about.
  for (const [i, request] of requests.entries()) {
    planner.add({ ...request, origin: { source: 0, line: i + 1, record: i + 1 } });
  }
  return finishPlan(planner, options, requests);
}

/**
 * @param requests by the line of each problem's origin
 * @throws RejectedInput with every problem
 */
export function finishPlan(
  planner: Planner,
  options: PlanningOptions = {},
  requests: readonly Request[] = [],
): Planned {
  const plan = planner.plan(planOptionsOf(options));
  if (planner.problems.length > 0) throw new RejectedInput(onSubjects(planner.problems, requests), []);
  return plannedOn(plan, planner.draft);
}

/** A plan with the names that companies will have; a removed company has the name that it had. */
export function plannedOn(plan: Plan, draft: Draft): Planned {
  return { plan, companyName: (code) => (draft.companyRow(code) ?? draft.before.companyRow(code))?.name };
}

/** The problems, each once, with the company or contact of the request that they are about. */
function onSubjects(problems: readonly Problem[], requests: readonly Request[]): readonly Problem[] {
  const found = problems.map(({ origin, detail: { other, ...detail }, ...problem }): Problem => {
    const request = origin === null ? undefined : requests[origin.line - 1];
    return {
      ...problem,
      origin: null,
      detail: {
        ...detail,
        ...(other === undefined ? {} : { other: { ...other, origin: null } }),
        ...(request === undefined ? {} : { subject: subjectOf(request) }),
      },
    };
  });
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function subjectOf(request: Request): string {
  return 'contact' in request ? `${request.company}/${request.contact}` : request.company;
}
