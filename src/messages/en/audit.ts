/** What each audit rule finds, in one line. Source: docs/contract/cli.md, "Audit rules". */
import { mailboxesIn, type AuditRule, type Severity, type GroupedFinding } from '../../domain/audit/finding.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import { labels } from './labels.js';
import { counted, number, quote } from './text.js';
import { views } from './views.js';

const LISTED = ' · ';
const listed = (texts: readonly string[] = []) => texts.join(', ');
const inUniverse = ({ universe }: GroupedFinding) =>
  universe === undefined ? '' : ` in the ${views.universeShort[universe]} universe`;
const cell = ({ cells }: GroupedFinding) =>
  cells
    .map(
      ({ category, channel }) =>
        labels.category[category] + (channel === undefined ? '' : `, ${labels.channel[channel]}`),
    )
    .join(LISTED);
const mailboxes = ({ detail = [] }: GroupedFinding) =>
  mailboxesIn(detail)
    .map(({ universe, categories }) => {
      const names = categories.map((category) => labels.category[category]);
      const all = names.length === CATEGORIES.length;
      return `${all ? 'all categories' : names.join(LISTED)} in the ${views.universeShort[universe]} universe`;
    })
    .join('; ');
const whyNot = ({ contact, detail }: GroupedFinding) => {
  const who = contact === undefined ? 'the company' : 'the contact';
  switch (detail?.[0]) {
    case 'inert':
      return 'no event of this category goes to this universe';
    case 'no-portal-access':
      return 'the contact has no access to the portal';
    default:
      return `${who} does not hold this universe`;
  }
};

export const audit = {
  severity: { error: 'error', warning: 'warning', info: 'info' } satisfies Record<Severity, string>,
  off: 'off',
  /** Below the list of rules, when one is off. */
  offUnlessNamed: 'A rule that is off still runs, with its default severity, when --rule names it.',
  /** What a rule looks for: `--list-rules`. */
  rule: {
    'no-recipient': 'a category that an event can reach, but no one is notified',
    'no-admin': 'a company with contacts but no administrator',
    'invalid-address': 'a stored address that is not an e-mail address',
    'shared-across-companies': 'an address that gets mail for companies that are not linked as partner and client',
    'single-recipient': 'exactly one person or address is notified',
    'ineffective-subscription': 'a stored “on” that has no effect: it is dormant or inert',
    'inert-mailbox': 'a mailbox that can never receive anything',
    'mailbox-is-personal': "a generic mailbox that is a contact's address",
    'admin-opted-out': 'an administrator who receives nothing at all',
    'unknown-domain': 'an address outside the domains allowed for the company',
    'suspicious-domain': 'a domain one typo away from a much more frequent one',
  } satisfies Record<AuditRule, string>,
  /** One finding, after its company. Names in it are as stored. */
  finding: {
    'no-recipient': (f) => `no one is notified of ${cell(f)}${inUniverse(f)}`,
    'no-admin': () => 'has contacts, but no administrator',
    'invalid-address': (f) =>
      f.contact === undefined
        ? `the mailbox ${f.address ?? ''} (${cell(f)}${inUniverse(f)}) is not an e-mail address`
        : `the contact ${f.contact} does not have an e-mail address`,
    'shared-across-companies': (f) =>
      `${f.address ?? ''} gets mail for ${listed(f.detail)}, which are not linked as partner and client`,
    'single-recipient': (f) => `only ${f.address ?? ''} is notified of ${cell(f)}${inUniverse(f)}`,
    'ineffective-subscription': (f) =>
      `${f.contact ?? ''} chose ${cell(f)}${inUniverse(f)}, which has no effect: ${whyNot(f)}`,
    'inert-mailbox': (f) =>
      `the mailbox ${f.address ?? ''} for ${cell(f)}${inUniverse(f)} can't receive anything: ${whyNot(f)}`,
    'mailbox-is-personal': (f) =>
      `the generic mailbox ${f.address ?? ''} (${mailboxes(f)}) is the address of a contact`,
    'admin-opted-out': (f) => `the administrator ${f.contact ?? ''} receives nothing at all`,
    'unknown-domain': (f) => `${f.address ?? ''} is outside the allowed domains: ${listed(f.detail)}`,
    'suspicious-domain': (f) =>
      `${f.address ?? ''} is one typo away from ${listed(f.detail)}, which is much more frequent`,
  } satisfies Record<AuditRule, (found: GroupedFinding) => string>,
  column: {
    severity: 'Severity',
    rule: 'Rule',
    looksFor: 'Finds',
  },
  acrossCompanies: 'Across companies',
  fix: 'to fix it:',
  /** A company named in the settings, under `key`. */
  unknownCompany: (p: { key: string; company: string; suggestion: string | undefined }) =>
    `abo.config.yaml, ${p.key}: there is no company ${quote(p.company)}${p.suggestion === undefined ? '' : `; did you mean ${quote(p.suggestion)}?`}`,
  nothing: 'Nothing found.',
  /** The last line. */
  summary: (p: { companies: number; error: number; warning: number; info: number }) =>
    `${counted(p.companies, 'company', 'companies')} audited: ${counted(p.error, 'error')}, ${counted(p.warning, 'warning')}, ${number(p.info)} info.`,
  accepted: (n: number) => `Accepted in abo.config.yaml, not shown: ${number(n)}.`,
  known: (n: number) => `In the baseline, not shown: ${number(n)}.`,
  stale: (n: number) => `In the baseline, but no longer found: ${number(n)}.`,
  expired: (p: { rule: string; until: string; reason: string }) =>
    `The accepted findings of ${p.rule} expired on ${p.until} (${p.reason}).`,
  unused: (p: { rule: string; reason: string }) =>
    `No finding matches the accepted findings of ${p.rule} any more (${p.reason}).`,
  baselineWritten: (p: { file: string; findings: number; kept: number }) =>
    `${p.file}: ${counted(p.findings, 'finding')} recorded${p.kept === 0 ? '' : `, including ${number(p.kept)} from the previous baseline that this audit did not check`}.`,
  cut: (p: { findings: number; groups: number }) =>
    `… and ${counted(p.findings, 'more finding')} in ${counted(p.groups, 'group')}.`,
  title: 'Audit',
};
