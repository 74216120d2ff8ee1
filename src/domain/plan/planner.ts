/**
 * From what an input asks to a plan. Companies apply first, then contacts, then mailboxes, then choices; within each,
 * row order never matters. All problems are collected, not just the first.
 * Source: docs/contract/rules.md, "Within one input".
 *
 * The snapshot must hold, before they are asked about: the companies named, their partners up the chain, and the rows
 * of their clients.
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import { ALL_CELLS } from '../cells.js';
import { universeSet, type Snapshot } from '../model.js';
import type { Origin, Problem } from '../problems.js';
import { usualAudit } from './audit-errors.js';
import { CompanyRequests } from './companies.js';
import { ContactRequests } from './contacts.js';
import { Contradictions } from './contradictions.js';
import { Draft } from './draft.js';
import { planOf, type Plan, type PlanOptions, type RequestCounts } from './plan.js';
import type { ContactRequest, MailboxRequest, Request, SubscriptionRequest } from './request.js';
import { CellRequests } from './cell-requests.js';

export interface PlannerOptions {
  readonly isAddress: AddressCheck;
  /** Existing codes that equal this one but for leading zeros or case. */
  readonly similarCodes?: (code: string) => readonly string[];
  /** Let a probable duplicate in. */
  readonly allowDuplicate?: boolean;
  /** What rows disagreed on when this input was planned before. Grows. */
  readonly contradictions?: Contradictions;
  /** Called with each problem, in the order found. */
  readonly onProblem?: (problem: Problem) => void;
}

export class Planner {
  readonly draft: Draft;
  readonly problems: Problem[] = [];
  private readonly companies: CompanyRequests;
  private readonly contacts: ContactRequests;
  private readonly settings: CellRequests;
  private readonly counts = { unchanged: 0, skipped: 0, kept: 0, conflicts: 0 };
  private readonly contactRequests: ContactRequest[] = [];
  private readonly waiting: Request[] = [];
  private readonly report: (problem: Problem) => void;
  private readonly isAddress: AddressCheck;
  private settled = false;

  constructor(
    private readonly before: Snapshot,
    options: PlannerOptions,
  ) {
    const report = (problem: Problem): void => {
      if (this.isRepeated(problem)) return;
      this.problems.push(problem);
      options.onProblem?.(problem);
    };
    this.isAddress = options.isAddress;
    const contested = options.contradictions ?? new Contradictions();
    this.draft = new Draft(before);
    this.companies = new CompanyRequests(
      this.draft,
      { similarCodes: options.similarCodes ?? (() => []), allowDuplicate: options.allowDuplicate ?? false },
      contested,
      report,
    );
    const hidesUniverses = (company: string): boolean => this.companies.hidesUniverses(company);
    this.contacts = new ContactRequests(this.draft, options.isAddress, hidesUniverses, contested, report);
    this.settings = new CellRequests(this.draft, options.isAddress, contested, report, this.counts);
    this.report = report;
  }

  private told: { readonly origin: Origin | null; readonly keys: Set<string> } = { origin: null, keys: new Set() };

  /** A row for every universe (`*`) has what is wrong with a cell once, not once a universe. */
  private isRepeated({ origin, code, column, value }: Problem): boolean {
    if (origin === null) return false;
    if (this.told.origin !== origin) this.told = { origin, keys: new Set() };
    const key = `${code} ${column ?? ''} ${value ?? ''}`;
    if (this.told.keys.has(key)) return true;
    this.told.keys.add(key);
    return false;
  }

  add(request: Request): void {
    switch (request.kind) {
      case 'company':
        this.companies.add(request);
        return;
      case 'contact':
        this.contactRequests.push(request);
        return;
      case 'mailbox':
      case 'subscription':
        // Settings wait for the directory: a company or contact may come later in the input.
        if (!this.settled) this.waiting.push(request);
        else if (request.kind === 'mailbox') this.addMailbox(request);
        else this.addSubscription(request);
        return;
    }
  }

  /** Counts what a three-way import settled before it came to be asked. */
  count(counts: Pick<RequestCounts, 'unchanged' | 'kept'>): void {
    this.counts.unchanged += counts.unchanged;
    this.counts.kept += counts.kept;
  }

  /** Makes the directory as it will be. Settings asked from here on apply at once, and need no memory. */
  settleDirectory(): void {
    if (this.settled) return;
    this.counts.unchanged += this.companies.settle();
    const rows = Map.groupBy(this.contactRequests.splice(0), ({ company }) => company);
    for (const code of new Set([...this.draft.touched(), ...rows.keys()])) {
      // Company by company: contacts are judged among those of their own.
      for (const request of rows.get(code) ?? []) {
        if (this.knowsCompany(request)) this.contacts.add(request);
      }
      this.counts.unchanged += this.contacts.settle();
      this.dropLostUniverses(code);
      this.contacts.release();
    }
    this.settled = true;
    for (const request of this.waiting.splice(0)) this.add(request);
  }

  private addMailbox(request: MailboxRequest): void {
    if (!this.knowsCompany(request)) return;
    const isUnclear = this.companies.hidesUniverses(request.company);
    this.settings.addMailbox(isUnclear ? { ...request, lenient: true } : request);
  }

  private addSubscription(request: SubscriptionRequest): void {
    if (!this.knowsCompany(request)) return;
    const { company, id } = request;
    const key = addressKey(normaliseAddress(request.contact));
    const state = id === undefined ? this.draft.contact(company, key) : this.draft.contactById(company, id);
    if (state !== undefined) {
      const isUnclear = this.contacts.isUnclear(state.contact.id);
      this.settings.addSubscription(isUnclear ? { ...request, lenient: ALL_CELLS } : request, state);
      return;
    }
    // A contact that this input tried to add, and failed, has its problem already.
    if (this.contacts.failedToAdd(request.company, key)) return;
    this.report({
      code: 'unknown-contact',
      origin: request.origin,
      column: 'contact',
      value: request.contact,
      detail: { names: [request.company] },
    });
  }

  /** Rows whose company was told to be unknown. */
  private readonly strangers = new WeakSet<Origin>();

  /** A company that the input itself names, with a problem of its own, is known: that problem is enough. */
  private knowsCompany({ company, origin }: { readonly company: string; readonly origin: Request['origin'] }): boolean {
    if (this.draft.row(company) !== undefined) return true;
    if (this.companies.names(company)) return false;
    // A contact's row with boxes asks twice.
    if (origin !== null && this.strangers.has(origin)) return false;
    if (origin !== null) this.strangers.add(origin);
    this.report({ code: 'unknown-company', origin, column: 'company', value: company, detail: {} });
    return false;
  }

  /** Taking a universe from a company takes it from its contacts in the same plan. */
  private dropLostUniverses(code: string): void {
    const before = this.before.company(code)?.company;
    const held = this.draft.row(code)?.universes;
    if (before === undefined || held === undefined || before.universes === held) return;
    const stranded: string[] = [];
    for (const { contact } of this.draft.company(code)?.contacts ?? []) {
      const universes = universeSet(contact.universes.filter((universe) => held.includes(universe)));
      if (universes === contact.universes || this.contacts.setsUniverses(contact)) continue;
      if (universes.length === 0) stranded.push(contact.email);
      this.draft.putContact({ ...contact, universes });
    }
    if (stranded.length > 0) this.report(this.companies.stranded(code, stranded));
  }

  /** What the input changes. */
  plan({ impact = false, audit = usualAudit(this.isAddress) }: Partial<PlanOptions> = {}): Plan {
    this.settleDirectory();
    return planOf(this.before, this.draft, [...this.draft.edits()], this.counts, { impact, audit });
  }
}
