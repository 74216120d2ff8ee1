/**
 * What an audit finds, and what a rule is given to look at: one company at a time, with all that belongs to it.
 * Source: docs/contract/cli.md, "Audit rules".
 */
import { addressKey, type AddressCheck } from '../address.js';
import { getOrCreate } from '../maps.js';
import type { Company, CompanyState } from '../model.js';
import { audienceOfCategory, partnerAudienceOf, resolveAt, type Delivery } from '../resolution.js';
import type { SuggestedChange } from '../suggested-change.js';
import { CATEGORIES, isInert, UNIVERSES, type Category, type Channel, type Universe } from '../vocabulary.js';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The least severity that makes an audit fail. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** How severe a finding of each rule is, unless the settings say otherwise. In the order of the catalogue. */
export const DEFAULT_SEVERITY = {
  'no-recipient': 'warning',
  'no-admin': 'error',
  'invalid-address': 'error',
  'shared-across-companies': 'warning',
  'single-recipient': 'info',
  'ineffective-subscription': 'warning',
  'inert-mailbox': 'warning',
  'mailbox-is-personal': 'warning',
  'admin-opted-out': 'warning',
  'unknown-domain': 'warning',
  'suspicious-domain': 'info',
} as const satisfies Readonly<Record<string, Severity>>;
export type AuditRule = keyof typeof DEFAULT_SEVERITY;
export const AUDIT_RULES = Object.keys(DEFAULT_SEVERITY) as readonly AuditRule[];

/** What a rule found. A property that does not apply is absent. */
export interface RuleFinding {
  /** Null for a finding between companies, which `detail` then lists. */
  readonly company: string | null;
  readonly universe?: Universe;
  readonly category?: Category;
  readonly channel?: Channel;
  /** The address of the contact that it is about. */
  readonly contact?: string;
  /** The address or, with its `@`, the domain that it is about. */
  readonly address?: string;
  /** What else the message names: other companies, the domain that was meant, mailboxes. */
  readonly detail?: readonly string[];
  /** Absent where a person has to choose. */
  readonly fix?: SuggestedChange;
}

/** A mailbox as `detail` has it: `client.ticketing`. */
export function mailboxCode(universe: Universe, category: Category): string {
  return `${universe}.${category}`;
}

export function mailboxesIn(
  detail: readonly string[],
): readonly { readonly universe: Universe; readonly categories: readonly Category[] }[] {
  return UNIVERSES.map((universe) => ({
    universe,
    categories: CATEGORIES.filter((category) => detail.includes(mailboxCode(universe, category))),
  })).filter(({ categories }) => categories.length > 0);
}

export const DOMAIN_RATIO = 5;

/** A finding for people: findings that differ only in their cells are one. */
export interface GroupedFinding extends RuleFinding {
  readonly cells: readonly { readonly category: Category; readonly channel?: Channel }[];
}

export interface Finding extends RuleFinding {
  readonly rule: AuditRule;
  readonly severity: Severity;
}

/**
 * Returns the same text for the same finding, from run to run, and before and after a plan. Severity and `detail` don't
 * matter, except that a finding between companies is another one when a company joins them.
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

/** Returns the companies that a finding is about: one, or those that it is between. */
export function companiesOf({ company, detail = [] }: Pick<RuleFinding, 'company' | 'detail'>): readonly string[] {
  return company === null ? detail : [company];
}

/** The options of the rules. Source: docs/contract/cli.md, "Audit rules" (`abo.config.yaml`). */
export interface AuditOptions {
  readonly isAddress: AddressCheck;
  /** The domains allowed for a company, in lower case without `@`, `*.acme.fr` for those below one; null: any. */
  readonly domainsOf: (company: string) => readonly string[] | null;
  /** A domain is suspicious beside a similar one that is at least so many times as frequent. */
  readonly domainRatio: number;
}

/** One company, and what the rules need to know of it, each computed once. */
export class AuditedCompany {
  readonly #deliveries = new Map<string, readonly Delivery[]>();
  readonly #reached = new Map<string, ReadonlySet<string>>();
  /** The universes in which the company is the partner audience, for its clients' events or its own. */
  readonly #partnerUniverses: ReadonlySet<Universe>;

  constructor(
    readonly state: CompanyState,
    clients: readonly Company[],
    readonly options: AuditOptions,
  ) {
    const audiences = [state.company, ...clients].map(partnerAudienceOf);
    this.#partnerUniverses = new Set(
      audiences.flatMap((audience) => (audience?.company === state.company.code ? audience.universes : [])),
    );
  }

  get code(): string {
    return this.state.company.code;
  }

  /** The universes and categories of this company that an event can reach, in the order of forms. */
  get reachable(): readonly { readonly universe: Universe; readonly category: Category }[] {
    return this.state.company.universes.flatMap((universe) =>
      CATEGORIES.filter((category) => this.#canReach(universe, category)).map((category) => ({ universe, category })),
    );
  }

  /** Returns the deliveries of an event in such a universe and category. */
  deliveries(universe: Universe, category: Category): readonly Delivery[] {
    const resolved = (): readonly Delivery[] => resolveAt(this.state, universe, category).deliveries;
    return getOrCreate(this.#deliveries, `${universe} ${category}`, resolved);
  }

  /** Returns the address keys of the contacts and mailboxes that such an event reaches. */
  reached(universe: Universe, category: Category): ReadonlySet<string> {
    const keys = (): Iterable<string> =>
      this.deliveries(universe, category).map(({ recipient }) => addressKey(recipient));
    return getOrCreate(this.#reached, `${universe} ${category}`, () => new Set(keys()));
  }

  #canReach(universe: Universe, category: Category): boolean {
    if (isInert(universe, category)) return false;
    return audienceOfCategory(category) === 'company' || this.#partnerUniverses.has(universe);
  }
}
