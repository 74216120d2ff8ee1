/** The words of the audit: what each rule finds, in a line. Source: docs/contract/cli.md, "Audit rules". */
import { mailboxesIn, type AuditRule, type Severity, type GroupedFinding } from '../../domain/audit/finding.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import { labels } from './labels.js';
import { views } from './views.js';

const counted = (n: number, one: string, many = `${one}s`): string => `${views.number(n)} ${n === 1 ? one : many}`;
const LISTED = ' · ';
const listed = (texts: readonly string[] = []): string => texts.join(', ');
const inUniverse = ({ universe }: GroupedFinding): string =>
  universe === undefined ? '' : ` in the ${views.universeShort[universe]} universe`;
const cell = ({ cells }: GroupedFinding): string =>
  cells
    .map(
      ({ category, channel }) =>
        labels.category[category] + (channel === undefined ? '' : `, ${labels.channel[channel]}`),
    )
    .join(LISTED);
const mailboxes = ({ detail = [] }: GroupedFinding): string =>
  mailboxesIn(detail)
    .map(({ universe, categories }) => {
      const names = categories.map((category) => labels.category[category]);
      const all = names.length === CATEGORIES.length;
      return `${all ? 'all categories' : names.join(LISTED)} in the ${views.universeShort[universe]} universe`;
    })
    .join('; ');
const whyNot = ({ contact, detail }: GroupedFinding): string => {
  const who = contact === undefined ? 'the company' : 'the contact';
  switch (detail?.[0]) {
    case 'inert':
      return 'no event brings this category to this universe';
    case 'no-portal-access':
      return 'the contact has no access to the portal';
    default:
      return `${who} does not hold this universe`;
  }
};

export const audit = {
  severity: { error: 'error', warning: 'warning', info: 'info' } satisfies Record<Severity, string>,
  off: 'off',
  /** Below the rules, where one is off. */
  offUnlessNamed: 'A rule that is off is applied where --rule names it, as gravely as it is by itself.',
  /** What a rule looks for: `--list-rules`. */
  rule: {
    'no-recipient': 'a category that an event can reach, and nobody is notified',
    'no-admin': 'a company with contacts but no administrator',
    'invalid-address': 'a stored address that is not one',
    'shared-across-companies': 'one address that gets mail for companies which no partner link ties',
    'single-recipient': 'exactly one person or address is reached',
    'ineffective-subscription': "a stored “on” that can't work: dormant, or no event brings it",
    'inert-mailbox': 'a mailbox that nothing will ever be sent to',
    'mailbox-is-personal': "a generic mailbox that is a contact's own address",
    'admin-opted-out': 'an administrator who receives nothing at all',
    'unknown-domain': 'an address outside the domains allowed for the company',
    'suspicious-domain': 'a domain one typing slip from a much more frequent one',
  } satisfies Record<AuditRule, string>,
  /** One finding, behind its company. Names in it are as stored. */
  finding: {
    'no-recipient': (f) => `nobody is notified of ${cell(f)}${inUniverse(f)}`,
    'no-admin': () => 'has contacts, but no administrator',
    'invalid-address': (f) =>
      f.contact === undefined
        ? `the mailbox ${f.address ?? ''} (${cell(f)}${inUniverse(f)}) is not an e-mail address`
        : `the contact ${f.contact} does not have an e-mail address`,
    'shared-across-companies': (f) =>
      `${f.address ?? ''} gets mail for ${listed(f.detail)}, which no partner link ties`,
    'single-recipient': (f) => `only ${f.address ?? ''} is notified of ${cell(f)}${inUniverse(f)}`,
    'ineffective-subscription': (f) =>
      `${f.contact ?? ''} chose ${cell(f)}${inUniverse(f)}, without effect: ${whyNot(f)}`,
    'inert-mailbox': (f) => `the mailbox ${f.address ?? ''} for ${cell(f)}${inUniverse(f)} can't receive: ${whyNot(f)}`,
    'mailbox-is-personal': (f) =>
      `the generic mailbox ${f.address ?? ''} (${mailboxes(f)}) is the address of a contact`,
    'admin-opted-out': (f) => `the administrator ${f.contact ?? ''} receives nothing at all`,
    'unknown-domain': (f) => `${f.address ?? ''} is outside the domains allowed: ${listed(f.detail)}`,
    'suspicious-domain': (f) => `${f.address ?? ''} is one slip from ${listed(f.detail)}, which is much more frequent`,
  } satisfies Record<AuditRule, (found: GroupedFinding) => string>,
  column: {
    severity: 'Severity',
    rule: 'Rule',
    finding: 'Finding',
    fingerprint: 'Fingerprint',
    mend: 'To mend it',
    looksFor: 'Finds',
  },
  acrossCompanies: 'Across companies',
  mend: 'to mend it:',
  /** A company that the settings name: `key` is where. */
  unknownCompany: (p: { key: string; company: string; suggestion: string | undefined }): string =>
    `abo.config.yaml, ${p.key}: there is no company “${p.company}”${p.suggestion === undefined ? '' : `; did you mean “${p.suggestion}”?`}`,
  nothing: 'Nothing found.',
  /** The last line. */
  summary: (p: { companies: number; error: number; warning: number; info: number }): string =>
    `${counted(p.companies, 'company', 'companies')} audited: ${counted(p.error, 'error')}, ${counted(p.warning, 'warning')}, ${views.number(p.info)} for information.`,
  accepted: (n: number): string => `Accepted in abo.config.yaml, not shown: ${views.number(n)}.`,
  known: (n: number): string => `Known from the baseline, not shown: ${views.number(n)}.`,
  stale: (n: number): string => `In the baseline, and no longer found: ${views.number(n)}.`,
  expired: (p: { rule: string; until: string; reason: string }): string =>
    `The acceptance of ${p.rule} ended on ${p.until} (${p.reason}).`,
  unused: (p: { rule: string; reason: string }): string =>
    `An acceptance of ${p.rule} accepts nothing any more (${p.reason}).`,
  baselineWritten: (p: { file: string; findings: number; kept: number }): string =>
    `${p.file}: ${counted(p.findings, 'finding')} recorded${p.kept === 0 ? '' : `, of which ${views.number(p.kept)} not looked at and kept as known`}.`,
  cut: (p: { findings: number; groups: number }): string =>
    `… and ${counted(p.findings, 'more finding')} in ${counted(p.groups, 'group')}.`,
  title: 'Audit',
};
