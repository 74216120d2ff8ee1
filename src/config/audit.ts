/**
 * The `audit` section of `abo.config.yaml`: severities, options, allowed domains, accepted findings.
 * Source: docs/contract/cli.md, "Audit rules". Its shape is published as schemas/config.schema.json.
 */
import { normaliseAddress } from '../domain/address.js';
import type { Acceptance } from '../domain/audit/acceptance.js';
import {
  AUDIT_RULES,
  FAIL_ON,
  SEVERITIES,
  type AuditRule,
  type FailOn,
  type Severity,
} from '../domain/audit/finding.js';
import { CATEGORIES, CHANNELS, UNIVERSES } from '../domain/vocabulary.js';
import type { Setting } from './yaml.js';

export interface AuditSettings {
  /** Of the rules whose severity is changed; `off` leaves a rule out. */
  readonly severity: ReadonlyMap<AuditRule, Severity | 'off'>;
  /** Null: the command's default. */
  readonly failOn: FailOn | null;
  /**
   * Domains by company code, in lower case without `@`: `acme.fr`, or `*.acme.fr` for its subdomains. Those of `*` are for
   * companies that are not listed.
   */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  /** Null: the rule's default. */
  readonly domainRatio: number | null;
  readonly accept: readonly Acceptance[];
}

export const NO_AUDIT_SETTINGS: AuditSettings = {
  severity: new Map(),
  failOn: null,
  domains: new Map(),
  domainRatio: null,
  accept: [],
};

const KEYS = ['severity', 'fail_on', 'domains', 'domain_ratio', 'accept'];
const ACCEPT_KEYS = ['rule', 'company', 'universe', 'category', 'channel', 'contact', 'address', 'reason', 'until'];

export function auditSettings(section: Setting): AuditSettings {
  const root = section.mapping(KEYS);
  const severities = root.get('severity').mapping(AUDIT_RULES);
  const domains = root.get('domains').mapping(null);
  return {
    severity: new Map(
      AUDIT_RULES.flatMap((rule) => {
        const given = severities.get(rule).choice([...SEVERITIES, 'off']);
        return given === null ? [] : [[rule, given] as const];
      }),
    ),
    failOn: root.get('fail_on').choice(FAIL_ON),
    domains: new Map(domains.names.map((company) => [company, domains.get(company).list().map(domainOf)])),
    domainRatio: ratioOf(root.get('domain_ratio')),
    accept: root.get('accept').list().map(acceptanceOf),
  };
}

/** `acme.fr`, `@acme.fr`, or `*.acme.fr` for its subdomains. */
function domainOf(setting: Setting): string {
  const domain = setting.required().trim().replace(/^@/u, '').normalize('NFC').toLowerCase();
  if (/^(?:\*\.)?[^\s@*]+$/u.test(domain)) return domain;
  throw setting.mustBe('domain');
}

function ratioOf(setting: Setting): number | null {
  if (setting.isAbsent()) return null;
  const { value } = setting;
  if (typeof value === 'number' && value > 1) return value;
  throw setting.mustBe('ratio');
}

function acceptanceOf(setting: Setting): Acceptance {
  const keys = setting.mapping(ACCEPT_KEYS);
  const rule = keys.get('rule').choice(AUDIT_RULES);
  if (rule === null) throw keys.get('rule').mustBe('text');
  return {
    rule,
    companies: codesOf(keys.get('company')),
    universe: keys.get('universe').choice(UNIVERSES),
    category: keys.get('category').choice(CATEGORIES),
    channel: keys.get('channel').choice(CHANNELS),
    contact: addressOf(keys.get('contact')),
    address: addressOf(keys.get('address')),
    reason: keys.get('reason').required(),
    until: dayOf(keys.get('until')),
  };
}

/** One code, or a list of them. */
function codesOf(setting: Setting): readonly string[] | null {
  if (setting.isAbsent()) return null;
  return setting.value === undefined ? setting.list().map((code) => code.required()) : [setting.required()];
}

function addressOf(setting: Setting): string | null {
  const text = setting.text();
  return text === null ? null : normaliseAddress(text);
}

/** `2027-01-31`. Required, since an acceptance without an end would never be reviewed. */
function dayOf(setting: Setting): string {
  const day = typeof setting.value === 'string' ? setting.value : '';
  const date = new Date(`${day}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(date.getTime());
  if (real && date.toISOString().startsWith(day)) return day;
  throw setting.mustBe('day');
}
