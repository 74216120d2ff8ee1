/** The audit as the project's settings have it, for `audit` and for the plans that name its errors. */
import { isAddress } from '../../app/address-check.js';
import { allCodes, existingCodes } from '../../app/read/find-companies.js';
import type { AuditSettings } from '../../config/audit.js';
import type { Session } from '../../context.js';
import { accepts, holds } from '../../domain/audit/acceptance.js';
import {
  AUDIT_RULES,
  DEFAULT_SEVERITY,
  DOMAIN_RATIO,
  type AuditOptions,
  type AuditRule,
  type Severity,
} from '../../domain/audit/finding.js';
import type { PlanAudit } from '../../domain/plan/audit-errors.js';
import { KnownNames } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { visible } from '../../views/visible.js';
import type { Options } from './flags.js';

/** Returns the rules to apply, in the order of the catalogue. */
export function auditRulesOf(
  { severity }: AuditSettings,
  { rule: only, skipRule }: Options<'rule' | 'skipRule'> = { rule: [], skipRule: [] },
): ReadonlyMap<AuditRule, Severity> {
  const rules = new Map<AuditRule, Severity>();
  for (const rule of AUDIT_RULES) {
    // A rule that a flag names is applied, even if the settings switch it off.
    const set = severity.get(rule) ?? DEFAULT_SEVERITY[rule];
    const wanted = only.length === 0 ? set !== 'off' : only.includes(rule);
    if (wanted && !skipRule.includes(rule)) rules.set(rule, set === 'off' ? DEFAULT_SEVERITY[rule] : set);
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

/** Warns of a company in the settings that does not exist: its domains and acceptances have no effect. */
export async function sayUnknownCompanies(session: Session, reader: Reader): Promise<void> {
  const { domains, accept } = session.auditSettings();
  const named = [
    ...[...domains.keys()].filter((code) => code !== '*').map((company) => ({ key: 'audit.domains', company })),
    ...accept.flatMap(({ companies }, i) =>
      (companies ?? []).map((company) => ({ key: `audit.accept[${i}].company`, company })),
    ),
  ];
  if (named.length === 0) return;
  const known = await existingCodes(
    reader,
    named.map(({ company }) => company),
  );
  const unknown = named.filter(({ company }) => !known.has(company));
  if (unknown.length === 0) return;
  const names = new KnownNames(await allCodes(reader));
  for (const { key, company } of unknown) {
    const text = session.messages.audit.unknownCompany({ key, company, suggestion: names.nearest(company) });
    await session.notice(visible(text));
  }
}

/** Which audit errors a plan names: those that `audit` would report today. */
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

/** The local day, `2026-11-24`: an acceptance holds until the end of one. */
export function localDay(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
