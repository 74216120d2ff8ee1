/**
 * Audits the selected companies, each read once: findings with fingerprints, without those that are accepted or known.
 * Source: docs/contract/cli.md, "Audit rules".
 */
import { createHash } from 'node:crypto';
import { addressKey } from '../../domain/address.js';
import { accepts, holds, type Acceptance } from '../../domain/audit/acceptance.js';
import { Audit } from '../../domain/audit/audit.js';
import { addressesOf } from '../../domain/audit/domains.js';
import {
  AUDIT_RULES,
  AuditedCompany,
  identityOf,
  type AuditOptions,
  type AuditRule,
  type Finding,
  type Severity,
} from '../../domain/audit/finding.js';
import type { AuditFinding, AuditReport, KnownFinding } from '../../domain/audit/report.js';
import { decide, type Actor } from '../../domain/permissions.js';
import { compareCodePoints } from '../../domain/code-point-order.js';
import { actionOf } from '../../domain/suggested-change.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { all } from '../read/batches.js';

export interface AuditRequest {
  readonly selection: CompanySelection;
  /** In the order of the catalogue. */
  readonly rules: ReadonlyMap<AuditRule, Severity>;
  readonly options: AuditOptions;
  readonly accept: readonly Acceptance[];
  /** The contact who acts, and sees only some of the companies selected; null for support staff. */
  readonly actor: Actor | null;
  /** Findings known before: they are not reported again. */
  readonly baseline: readonly KnownFinding[];
  /** What the baseline that will be written has now: findings outside the audited part stay in it. */
  readonly recorded: readonly KnownFinding[];
  /** `2026-11-24`. An acceptance holds until a day. */
  readonly today: string;
}

/** @param onCompanies called with how many companies have been audited so far */
export async function audit(
  reader: Reader,
  request: AuditRequest,
  onCompanies: (companies: number) => void,
): Promise<AuditReport> {
  const found: FoundFinding[] = [];
  const rules = new Audit(request.rules);
  const seen = new Set<string>();
  const addresses = new Set<string>();
  const isPart = Object.keys(request.selection).length > 0;
  for await (const batch of auditedCompanies(reader, request)) {
    for (const audited of batch) {
      const { company } = audited.state;
      seen.add(company.code);
      for (const finding of rules.company(audited)) found.push({ finding, companyName: company.name });
      if (isPart) for (const { email } of addressesOf(audited.state)) addresses.add(addressKey(email));
    }
    onCompanies(seen.size);
  }
  if (isPart && request.rules.has('shared-across-companies')) {
    await noteOthers(reader, request, rules, seen, addresses);
  }
  for (const finding of rules.acrossCompanies()) {
    if (isPart && finding.detail?.some((code) => seen.has(code)) !== true) continue;
    found.push({ finding, companyName: null });
  }
  return reportOf(found, request, seen, isPart || request.actor !== null);
}

/** Reads the other companies that share an address with the audited part: for that rule only. */
async function noteOthers(
  reader: Reader,
  request: AuditRequest,
  rules: Audit,
  seen: ReadonlySet<string>,
  addresses: ReadonlySet<string>,
): Promise<void> {
  const sharing = await reader.companiesWithAddress([...addresses], 'any');
  const codes = sharing.filter((code) => !seen.has(code));
  if (codes.length === 0) return;
  for await (const batch of auditedCompanies(reader, { ...request, selection: { codes } })) {
    for (const audited of batch) rules.noteShared(audited);
  }
}

async function* auditedCompanies(
  reader: Reader,
  { selection, options }: Pick<AuditRequest, 'selection' | 'options'>,
): AsyncIterable<readonly AuditedCompany[]> {
  for await (const batch of reader.states(selection)) {
    const partners = batch.map(({ company }) => company.code);
    const clients = Map.groupBy(await all(reader.companies({ partners })), ({ partner }) => partner);
    yield batch.map((state) => new AuditedCompany(state, clients.get(state.company.code) ?? [], options));
  }
}

interface FoundFinding {
  readonly finding: Finding;
  readonly companyName: string | null;
}

/** @param isPart only a part of the companies was audited: nothing is known of the others */
function reportOf(
  found: readonly FoundFinding[],
  request: AuditRequest,
  seen: ReadonlySet<string>,
  isPart: boolean,
): AuditReport {
  const { rules, accept, today, actor } = request;
  const valid = accept.filter((acceptance) => holds(acceptance, today));
  const baseline = new Map(request.baseline.map((known) => [known.fingerprint, known]));
  const judged = found.map((each) => ({
    ...each,
    acceptance: valid.find((candidate) => accepts(candidate, each.finding)),
  }));
  const used = new Set(judged.map(({ acceptance }) => acceptance));
  const open = judged
    .filter(({ acceptance }) => acceptance === undefined)
    .map(({ finding, companyName }): AuditFinding => {
      const actorMay = actor !== null && finding.fix !== undefined && decide(actor, actionOf(finding.fix)).allowed;
      return { ...finding, fingerprint: fingerprintOf(finding), companyName, actorMay };
    });
  const fingerprints = new Set(open.map(({ fingerprint }) => fingerprint));
  const recorded = open.map(({ fingerprint, rule, company }): KnownFinding => ({ fingerprint, rule, company }));
  const findings = open.filter(({ fingerprint }) => !baseline.has(fingerprint));
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  // A known finding or an acceptance outside the audited part is neither stale nor unused.
  const covers = (rule: AuditRule, companies: readonly string[] | null): boolean =>
    rules.has(rule) && (!isPart || companies?.every((code) => seen.has(code)) === true);
  const coversAccepted = ({ rule, companies }: Acceptance): boolean => covers(rule, companies);
  const isMissing = ({ fingerprint, rule, company }: KnownFinding, covered: boolean): boolean =>
    !fingerprints.has(fingerprint) && covers(rule, company === null ? null : [company]) === covered;
  const kept = request.recorded.filter((known) => isMissing(known, false));
  return {
    findings,
    recorded: kept.length === 0 ? recorded : [...recorded, ...kept].sort(inAuditOrder),
    kept: kept.length,
    counts,
    rules,
    companies: seen.size,
    accepted: found.length - open.length,
    known: fingerprints.intersection(baseline).size,
    stale: [...baseline.values()].filter((known) => isMissing(known, true)),
    expired: accept.filter((acceptance) => !valid.includes(acceptance) && coversAccepted(acceptance)),
    unused: valid.filter((acceptance) => !used.has(acceptance) && coversAccepted(acceptance)),
  };
}

/** In the order of a full audit, so that a baseline changes only where its findings do. */
function inAuditOrder(a: KnownFinding, b: KnownFinding): number {
  if (a.company === null || b.company === null) return Number(a.company === null) - Number(b.company === null);
  return compareCodePoints(a.company, b.company) || AUDIT_RULES.indexOf(a.rule) - AUDIT_RULES.indexOf(b.rule);
}

function fingerprintOf(finding: Finding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 32);
}
