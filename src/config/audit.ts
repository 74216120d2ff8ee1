/**
 * The `audit` section of `abo.config.yaml`: severities, options, allowed domains, accepted findings.
 * Source: cli.md, "Audit rules". Its shape is published as schemas/config.schema.json.
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
import { AboError } from '../errors.js';
import { choiceOf, listOf, mapping, textOf } from './yaml.js';

export interface AuditSettings {
  /** Of the rules that are to be other than they are by themselves; `off` leaves a rule out. */
  readonly severity: ReadonlyMap<AuditRule, Severity | 'off'>;
  /** Null: as the command has it. */
  readonly failOn: FailOn | null;
  /** Domains in lower case without `@`, by company code; those of `*` are for companies without a list of their own. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  /** Null: as the rule has it. */
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

export function auditSettings(file: string, value: unknown): AuditSettings {
  const root = mapping(file, 'audit', value, KEYS);
  const severities = mapping(file, 'audit.severity', root['severity'], AUDIT_RULES);
  const domains = mapping(file, 'audit.domains', root['domains'], null);
  return {
    severity: new Map(
      AUDIT_RULES.flatMap((rule) => {
        const given = choiceOf(file, `audit.severity.${rule}`, severities[rule], [...SEVERITIES, 'off']);
        return given === null ? [] : [[rule, given] as const];
      }),
    ),
    failOn: choiceOf(file, 'audit.fail_on', root['fail_on'], FAIL_ON),
    domains: new Map(
      Object.entries(domains).map(([company, list]) => [
        company,
        listOf(file, `audit.domains.${company}`, list).map((item, i) =>
          domainOf(textOf(file, `audit.domains.${company}[${i}]`, item) ?? ''),
        ),
      ]),
    ),
    domainRatio: ratioOf(file, 'audit.domain_ratio', root['domain_ratio']),
    accept: listOf(file, 'audit.accept', root['accept']).map((item, i) =>
      acceptanceOf(file, `audit.accept[${i}]`, item),
    ),
  };
}

/** `@acme.fr` is `acme.fr`. */
function domainOf(text: string): string {
  return text.trim().replace(/^@/u, '').normalize('NFC').toLowerCase();
}

function ratioOf(file: string, key: string, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value > 1) return value;
  throw new AboError('config-value', { file, key, expected: 'ratio' });
}

function acceptanceOf(file: string, at: string, value: unknown): Acceptance {
  const keys = mapping(file, at, value, ACCEPT_KEYS);
  const text = (key: string): string | null => textOf(file, `${at}.${key}`, keys[key]);
  const choice = <T extends string>(key: string, known: readonly T[]): T | null =>
    choiceOf(file, `${at}.${key}`, keys[key], known);
  const rule = choice('rule', AUDIT_RULES);
  const reason = text('reason');
  if (rule === null) throw new AboError('config-value', { file, key: `${at}.rule`, expected: 'text' });
  if (reason === null) throw new AboError('config-value', { file, key: `${at}.reason`, expected: 'text' });
  return {
    rule,
    company: text('company'),
    universe: choice('universe', UNIVERSES),
    category: choice('category', CATEGORIES),
    channel: choice('channel', CHANNELS),
    contact: addressOf(text('contact')),
    address: addressOf(text('address')),
    reason,
    until: dayOf(file, `${at}.until`, keys['until']),
  };
}

function addressOf(text: string | null): string | null {
  return text === null ? null : normaliseAddress(text);
}

/** `2027-01-31`. An acceptance without an end would never be looked at again, so it must have one. */
function dayOf(file: string, key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  const date = new Date(`${text}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(date.getTime());
  if (real && date.toISOString().startsWith(text)) return text;
  throw new AboError('config-value', { file, key, expected: 'day' });
}
