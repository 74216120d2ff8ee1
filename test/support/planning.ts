/**
 * Requests, and what a planner makes of them, as short text: a request is a line, and so is each change.
 *
 *     expect(planned(before, contact('ACME', 'jean@acme.fr', { role: 'admin' })).changes).toEqual([…]);
 */
import { changesOf, type Change, type ChangeValue, type Edit } from '../../src/domain/plan/edits.js';
import type { Plan } from '../../src/domain/plan/plan.js';
import { Planner, type PlannerOptions } from '../../src/domain/plan/planner.js';
import type {
  CompanyRequest,
  ContactRequest,
  MailboxRequest,
  Request,
  SubscriptionRequest,
} from '../../src/domain/plan/request.js';
import type { LoadedSnapshot } from '../../src/domain/model.js';
import type { Origin, Problem } from '../../src/domain/problems.js';
import { applyEdits } from './apply.js';
import { cellMasks } from './world.js';

type More<R, Key extends keyof R> = Partial<Omit<R, Key>>;

export function company(code: string, more: More<CompanyRequest, 'company'> = {}): Request {
  return { kind: 'company', origin: null, mode: 'upsert', company: code, ...more };
}

export function contact(code: string, email: string, more: More<ContactRequest, 'company' | 'contact'> = {}): Request {
  return { kind: 'contact', origin: null, mode: 'upsert', company: code, contact: email, ...more };
}

export function mailbox(
  code: string,
  universe: MailboxRequest['universe'],
  values: MailboxRequest['values'],
  more: More<MailboxRequest, 'company' | 'universe' | 'values'> = {},
): Request {
  return { kind: 'mailbox', origin: null, company: code, universe, values, ...more };
}

/** `cells` as on the command line: `ticketing=on mobile.email=off`. */
export function subscription(
  code: string,
  email: string,
  universe: SubscriptionRequest['universe'],
  cells: string,
  more: Pick<SubscriptionRequest, 'lenient' | 'pin' | 'mustWork'> & { readonly origin?: Origin } = {},
): Request {
  return {
    kind: 'subscription',
    origin: null,
    company: code,
    contact: email,
    universe,
    ...cellMasks(cells),
    ...more,
  };
}

/** The record on a line of the input's only file. */
export function line(number: number): Origin {
  return { source: 0, line: number, record: number - 1 };
}

/** A simple check of addresses. The real one is a library's. */
export function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(text);
}

export interface Planned {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** One line per change. */
  readonly changes: readonly string[];
  /** One line per problem. */
  readonly refusals: readonly string[];
  /** The snapshot that the plan leads to. */
  readonly after: LoadedSnapshot;
}

export function planned(before: LoadedSnapshot, ...requests: readonly Request[]): Planned {
  return plannedWith({}, before, requests);
}

export function plannedWith(
  options: Partial<PlannerOptions>,
  before: LoadedSnapshot,
  requests: readonly Request[],
): Planned {
  const planner = new Planner(before, { isAddress, ...options });
  for (const request of requests) planner.add(request);
  const plan = planner.plan({ impact: true });
  return {
    plan,
    problems: planner.problems,
    changes: changeLines(plan.edits),
    refusals: planner.problems.map(problemLine),
    after: applyEdits(before, plan.edits),
  };
}

export function changeLines(edits: readonly Edit[]): string[] {
  return edits.flatMap((edit) => changesOf(edit).map(changeLine));
}

const SIGN = { add: '+', change: '~', remove: '-' } as const;

function changeLine(change: Change): string {
  const cell = change.channel === null ? change.category : `${change.category ?? ''}.${change.channel}`;
  const where = [change.company, change.contact, change.universe, cell, change.field].filter((part) => part !== null);
  return `${SIGN[change.action]} ${change.kind} ${where.join(' ')}: ${textOf(change.before)} → ${textOf(change.after)}`;
}

function textOf(value: ChangeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `line 3: code column=value (variant) names other line 2 “x”`: what there is of it. */
function problemLine({ origin, code, column, value, detail }: Problem): string {
  return [
    origin === null ? [] : [`line ${origin.line}:`],
    [code],
    column === null ? [] : [value === null ? column : `${column}=${value}`],
    detail.variant === undefined ? [] : [`(${detail.variant})`],
    detail.names === undefined ? [] : [`[${detail.names.join(', ')}]`],
    detail.other === undefined ? [] : [`but line ${detail.other.origin?.line ?? '-'}: ${detail.other.value}`],
  ]
    .flat()
    .join(' ');
}
