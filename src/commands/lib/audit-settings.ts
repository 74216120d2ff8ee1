/** The audit as the project's settings have it, for `audit` and for the plans that name its errors. */
import { isAddress } from '../../app/address-check.js';
import { allCodes } from '../../app/read/filters.js';
import type { AuditSettings } from '../../config/audit.js';
import type { Session } from '../../context.js';
import { accepts, holds } from '../../domain/audit/acceptance.js';
import { DEFAULT_SEVERITY } from '../../domain/audit/audit.js';
import {
  AUDIT_RULES,
  DOMAIN_RATIO,
  type AuditOptions,
  type AuditRule,
  type Severity,
} from '../../domain/audit/finding.js';
import type { PlanAudit } from '../../domain/plan/audit-errors.js';
import { KnownNames } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { visible } from '../../views/visible.js';

/** What is named by the flags, if anything is. */
interface AskedRules {
  readonly rule?: readonly AuditRule[];
  readonly skipRule?: readonly AuditRule[];
}

/** In the order of the catalogue. */
export function auditRulesOf(
  { severity }: AuditSettings,
  { rule: only = [], skipRule: skipped = [] }: AskedRules = {},
): ReadonlyMap<AuditRule, Severity> {
  const rules = new Map<AuditRule, Severity>();
  for (const rule of AUDIT_RULES) {
    // A rule that is asked for by name is applied, though the settings leave it out.
    const set = severity.get(rule) ?? DEFAULT_SEVERITY[rule];
    const wanted = only.length === 0 ? set !== 'off' : only.includes(rule);
    if (wanted && !skipped.includes(rule)) rules.set(rule, set === 'off' ? DEFAULT_SEVERITY[rule] : set);
  }
  return rules;
}

export function auditOptionsOf({ domains, domainRatio }: AuditSettings): AuditOptions {
  return {
    isAddress,
    domainsOf: (company) => domains.get(company) ?? domains.get('*') ?? null,
    domainRatio: domainRatio ?? DOMAIN_RATIO,
  };
}

/** A company that the settings name and that there is not: its domains, or what is accepted of it, hold for nobody. */
export async function sayUnknownCompanies(session: Session, reader: Reader): Promise<void> {
  const { domains, accept } = session.auditSettings();
  const named = [
    ...[...domains.keys()].filter((code) => code !== '*').map((company) => ({ key: 'audit.domains', company })),
    ...accept.flatMap(({ companies }, i) =>
      (companies ?? []).map((company) => ({ key: `audit.accept[${i}].company`, company })),
    ),
  ];
  if (named.length === 0) return;
  const known = new Set<string>();
  for await (const batch of reader.companies({ codes: [...new Set(named.map(({ company }) => company))] })) {
    for (const { code } of batch) known.add(code);
  }
  const unknown = named.filter(({ company }) => !known.has(company));
  if (unknown.length === 0) return;
  const names = new KnownNames(await allCodes(reader));
  for (const { key, company } of unknown) {
    const told = { key, company, suggestion: names.nearest(company) };
    await session.notice(visible(session.messages.audit.unknownCompany(told)));
  }
}

/** What a plan is held to: the errors that `audit` would report, less those that are accepted today. */
export function planAuditOf({ auditSettings, clock }: Pick<Session, 'auditSettings' | 'clock'>): PlanAudit {
  const settings = auditSettings();
  const today = localDay(clock());
  const accepted = settings.accept.filter((acceptance) => holds(acceptance, today));
  return {
    rules: auditRulesOf(settings),
    options: auditOptionsOf(settings),
    isAccepted: (finding) => accepted.some((acceptance) => accepts(acceptance, finding)),
  };
}

/** An acceptance holds until the end of a day here. */
export function localDay(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
