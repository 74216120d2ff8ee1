/**
 * Makes a plan from what an input requests. Companies apply first, then contacts, then mailboxes, then choices; within each,
 * row order never matters. All problems are collected, not just the first.
 *
 * The snapshot must hold the companies that a request names, their partners up the chain, and the rows of their clients,
 * before the request is added. Source: docs/contract/rules.md, "Within one input".
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import { ALL_CELLS } from '../cells.js';
import { universeSet, type Snapshot } from '../model.js';
import type { Origin, Problem } from '../problems.js';
import { usualAudit } from './audit-errors.js';
import { CellRequests } from './cell-requests.js';
import { CompanyRequests, type CompanyRules } from './companies.js';
import { ContactRequests } from './contacts.js';
import { Contradictions } from './contradictions.js';
import { Draft } from './draft.js';
import { planOf, type Plan, type PlanOptions, type RequestCounts } from './plan.js';
import type { Planning } from './planning.js';
import type { ContactRequest, MailboxRequest, Request, SubscriptionRequest } from './request.js';

export interface PlannerOptions extends Partial<CompanyRules> {
  readonly isAddress: AddressCheck;
  /** What rows disagreed on when this input was planned before; new contradictions are added. */
  readonly contradictions?: Contradictions;
  readonly onProblem?: (problem: Problem) => unknown;
}

export class Planner {
  readonly draft: Draft;
  readonly problems: Problem[] = [];
  readonly #planning: Planning;
  readonly #onProblem: (problem: Problem) => unknown;
  readonly #companies: CompanyRequests;
  readonly #contacts: ContactRequests;
  readonly #cells: CellRequests;
  readonly #contactRequests: ContactRequest[] = [];
  /** Settings wait for the directory: a company or contact may come later in the input. */
  readonly #waiting: (Request & { readonly kind: 'mailbox' | 'subscription' })[] = [];
  readonly #reportedRows = new WeakSet<Origin>();
  /** The problems reported of the last row. */
  #reported: { readonly origin: Origin | null; readonly keys: Set<string> } = { origin: null, keys: new Set() };
  #isSettled = false;

  constructor(before: Snapshot, options: PlannerOptions) {
    const { isAddress, contradictions = new Contradictions() } = options;
    const { similarCodes = () => [], allowDuplicate = false, onProblem = () => undefined } = options;
    this.draft = new Draft(before);
    this.#planning = {
      draft: this.draft,
      isAddress,
      contradictions,
      report: (problem) => {
        this.#report(problem);
      },
      counts: { unchanged: 0, skipped: 0, kept: 0, conflicts: 0 },
    };
    this.#onProblem = onProblem;
    this.#companies = new CompanyRequests(this.#planning, { similarCodes, allowDuplicate });
    this.#contacts = new ContactRequests(this.#planning, (company) => this.#companies.hidesUniverses(company));
    this.#cells = new CellRequests(this.#planning);
  }

  add(request: Request): void {
    if (request.kind === 'company') this.#companies.add(request);
    else if (request.kind === 'contact') this.#contactRequests.push(request);
    else if (!this.#isSettled) this.#waiting.push(request);
    else if (request.kind === 'mailbox') this.#addMailbox(request);
    else this.#addSubscription(request);
  }

  /** Adds the cells that a three-way import settled without a request. */
  count(counts: Pick<RequestCounts, 'unchanged' | 'kept'>): void {
    this.#planning.counts.unchanged += counts.unchanged;
    this.#planning.counts.kept += counts.kept;
  }

  /** Applies companies and contacts to the draft. Mailboxes and choices that are added later apply at once, and take no memory. */
  settleDirectory(): void {
    if (this.#isSettled) return;
    this.#companies.settle();
    const rows = Map.groupBy(this.#contactRequests.splice(0), ({ company }) => company);
    for (const code of new Set([...this.draft.touched(), ...rows.keys()])) {
      // Company by company: a contact's address and ref are unique within the company.
      for (const request of rows.get(code) ?? []) {
        if (this.#knowsCompany(request)) this.#contacts.add(request);
      }
      this.#contacts.settle(code);
      this.#dropLostUniverses(code);
      this.#contacts.release();
    }
    this.#isSettled = true;
    for (const request of this.#waiting.splice(0)) this.add(request);
  }

  plan({ impact = false, audit = usualAudit(this.#planning.isAddress) }: Partial<PlanOptions> = {}): Plan {
    this.settleDirectory();
    const { draft, counts } = this.#planning;
    return planOf(draft, counts, { impact, audit });
  }

  #addMailbox(request: MailboxRequest): void {
    if (!this.#knowsCompany(request)) return;
    const isUnclear = this.#companies.hidesUniverses(request.company);
    this.#cells.addMailbox(isUnclear ? { ...request, lenient: true } : request);
  }

  #addSubscription(request: SubscriptionRequest): void {
    if (!this.#knowsCompany(request)) return;
    const { company, contact, id, origin } = request;
    const key = addressKey(normaliseAddress(contact));
    const state = id === undefined ? this.draft.contact(company, key) : this.draft.contactById(company, id);
    if (state !== undefined) {
      const isUnclear = this.#contacts.isUnclear(state.contact.id);
      this.#cells.addSubscription(isUnclear ? { ...request, lenient: ALL_CELLS } : request, state);
      return;
    }
    // A contact that this input tried to add, and failed, has its problem already.
    if (this.#contacts.failedToAdd(company, key)) return;
    this.#report({ code: 'unknown-contact', origin, column: 'contact', value: contact, detail: { names: [company] } });
  }

  /** A company that the input itself names, with a problem of its own, is known: that problem is enough. */
  #knowsCompany({ company, origin }: Pick<Request, 'company' | 'origin'>): boolean {
    if (this.draft.row(company) !== undefined) return true;
    if (this.#companies.names(company)) return false;
    // A row of a contact and its choices makes several requests.
    if (origin !== null && this.#reportedRows.has(origin)) return false;
    if (origin !== null) this.#reportedRows.add(origin);
    this.#report({ code: 'unknown-company', origin, column: 'company', value: company, detail: {} });
    return false;
  }

  /** Removes the universes that a company loses from its contacts, in the same plan. */
  #dropLostUniverses(code: string): void {
    const before = this.draft.before.company(code)?.company;
    const held = this.draft.row(code)?.universes;
    if (before === undefined || held === undefined || before.universes === held) return;
    const stranded: string[] = [];
    for (const { contact } of this.draft.company(code)?.contacts ?? []) {
      const universes = universeSet(contact.universes.filter((universe) => held.includes(universe)));
      if (universes === contact.universes || this.#contacts.setsUniverses(contact)) continue;
      if (universes.length === 0) stranded.push(contact.email);
      this.draft.putContact({ ...contact, universes });
    }
    if (stranded.length > 0) this.#companies.reportStranded(code, stranded);
  }

  /** Reports a problem of a row once: a row for every universe (`*`) may have the same problem in each of them. */
  #report(problem: Problem): void {
    const { origin, code, column, value } = problem;
    if (origin !== null) {
      if (this.#reported.origin !== origin) this.#reported = { origin, keys: new Set() };
      const key = `${code} ${column ?? ''} ${value ?? ''}`;
      if (this.#reported.keys.has(key)) return;
      this.#reported.keys.add(key);
    }
    this.problems.push(problem);
    this.#onProblem(problem);
  }
}
