/**
 * What an audit finds, and what a rule is given to look at: one company at a time, with all that belongs to it.
 * Source: docs/contract/cli.md, "Audit rules".
 */
import { addressKey, type AddressCheck } from '../address.js';
import type { Company, CompanyState } from '../model.js';
import { audienceOfCategory, partnerAudienceOf, resolveAt, type Delivery } from '../resolution.js';
import type { SuggestedChange } from '../suggested-change.js';
import { CATEGORIES, isInert, UNIVERSES, type Category, type Channel, type Universe } from '../vocabulary.js';

/** From the gravest down. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** From which severity on an audit's answer is no. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Is a finding grave enough for the answer to be no? */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** In the order of the catalogue. */
export const AUDIT_RULES = [
  'no-recipient',
  'no-admin',
  'invalid-address',
  'shared-across-companies',
  'single-recipient',
  'ineffective-subscription',
  'inert-mailbox',
  'mailbox-is-personal',
  'admin-opted-out',
  'unknown-domain',
  'suspicious-domain',
] as const;
export type AuditRule = (typeof AUDIT_RULES)[number];

/** What a rule found. What does not apply is absent. */
export interface RuleFinding {
  /** Null for what lies between companies, which `detail` names then. */
  readonly company: string | null;
  readonly universe?: Universe;
  readonly category?: Category;
  readonly channel?: Channel;
  /** The address of the contact that it is about. */
  readonly contact?: string;
  /** The address or, with its `@`, the domain that it is about. */
  readonly address?: string;
  /** What the message needs beside: other companies, the domain that is meant, mailboxes. */
  readonly detail?: readonly string[];
  /** What mends it; absent where a person has to choose. */
  readonly fix?: SuggestedChange;
}

/** A mailbox in `detail`: `client.ticketing`. */
export function mailboxCode(universe: Universe, category: Category): string {
  return `${universe}.${category}`;
}

/** The mailboxes that `detail` names, by universe. */
export function mailboxesIn(
  detail: readonly string[],
): readonly { readonly universe: Universe; readonly categories: readonly Category[] }[] {
  return UNIVERSES.map((universe) => ({
    universe,
    categories: CATEGORIES.filter((category) => detail.includes(mailboxCode(universe, category))),
  })).filter(({ categories }) => categories.length > 0);
}

/** How many times as frequent as a rare domain another must be, unless the settings say otherwise. */
export const DOMAIN_RATIO = 5;

/** What is found, in the words' form: the cells of several findings that differ in nothing else can be told together. */
export interface GroupedFinding extends RuleFinding {
  readonly cells: readonly { readonly category: Category; readonly channel?: Channel }[];
}

export interface Finding extends RuleFinding {
  readonly rule: AuditRule;
  readonly severity: Severity;
}

/**
 * What makes a finding the same one from run to run, and before and after a plan: neither severities nor words, nor what is
 * beside in `detail`. But for what lies between companies, which is about just those: one more is another finding.
 */
export function identityOf(finding: Finding): string {
  const { rule, company, universe, category, channel, contact, address } = finding;
  return [
    rule,
    company ?? '',
    universe ?? '',
    category ?? '',
    channel ?? '',
    addressKey(contact ?? ''),
    addressKey(address ?? ''),
    ...(company === null ? companiesOf(finding) : []),
  ].join('\0');
}

/** The companies that a finding is about: one, or those between which it lies. */
export function companiesOf({ company, detail = [] }: Pick<RuleFinding, 'company' | 'detail'>): readonly string[] {
  return company === null ? detail : [company];
}

/** The options of a rule. Source: docs/contract/cli.md, "Audit rules" (`abo.config.yaml`). */
export interface AuditOptions {
  readonly isAddress: AddressCheck;
  /** The domains allowed for a company, in lower case without `@`, `*.acme.fr` for those below one; null: any. */
  readonly domainsOf: (company: string) => readonly string[] | null;
  /** How many times as frequent as a rare domain another must be, to be the one that was meant. */
  readonly domainRatio: number;
}

/** One company, and what rules ask about it, each worked out once. */
export class AuditedCompany {
  private readonly resolved = new Map<string, readonly Delivery[]>();
  private readonly keys = new Map<string, ReadonlySet<string>>();
  /** The universes in which events of its clients, or its own, ask it as the partner. */
  private readonly askedAsPartner: ReadonlySet<Universe>;

  /** @param clients the companies that it manages */
  constructor(
    readonly state: CompanyState,
    clients: readonly Company[],
    readonly options: AuditOptions,
  ) {
    const audiences = [state.company, ...clients].map(partnerAudienceOf);
    this.askedAsPartner = new Set(
      audiences.flatMap((audience) => (audience?.company === state.company.code ? audience.universes : [])),
    );
  }

  get code(): string {
    return this.state.company.code;
  }

  /** The (universe, category) pairs of this company that an event can reach, in the order of forms. */
  get reachable(): readonly { readonly universe: Universe; readonly category: Category }[] {
    return this.state.company.universes.flatMap((universe) =>
      CATEGORIES.filter((category) => this.canReach(universe, category)).map((category) => ({ universe, category })),
    );
  }

  /** Every delivery of such a pair, as the resolver has it. */
  deliveries(universe: Universe, category: Category): readonly Delivery[] {
    const key = `${universe} ${category}`;
    let found = this.resolved.get(key);
    if (found === undefined) this.resolved.set(key, (found = resolveAt(this.state, universe, category).deliveries));
    return found;
  }

  /** The keys of the addresses, and of the people at the interface, that such a pair reaches. */
  reached(universe: Universe, category: Category): ReadonlySet<string> {
    const key = `${universe} ${category}`;
    let found = this.keys.get(key);
    if (found === undefined) {
      found = new Set(this.deliveries(universe, category).map(({ recipient }) => addressKey(recipient)));
      this.keys.set(key, found);
    }
    return found;
  }

  private canReach(universe: Universe, category: Category): boolean {
    if (isInert(universe, category)) return false;
    if (audienceOfCategory(category) === 'company') return true;
    return this.askedAsPartner.has(universe);
  }
}
