/** Pages about one thing: `show`, `find`, `db status`, `abo` alone. */
import { counted } from './text.js';

/** The change set behind a conflict, null when the journal has none; its actor is null when the reader may not see it. */
type ChangedBy = { number: number; at: string; actor: string | null } | null;
const by = (p: ChangedBy): string =>
  p === null ? '' : ` (${p.actor === null ? '' : `${p.actor}, `}${p.at} UTC, change set ${p.number})`;

export const pages = {
  contacts: (n: number) => counted(n, 'contact'),
  /** One fact of a page. */
  line: (label: string, value: string) => `${label}: ${value}`,
  mailboxes: 'Generic mailboxes',
  clients: (n: number) => counted(n, 'client'),
  receives: (n: number) => `Receives (${n})`,
  receivesNothing: 'Receives nothing.',
  because: 'Because',
  column: { what: 'What', address: 'Address' },
  conflict: {
    none: 'none',
    exists: 'present',
    removed: 'removed',
    /** Of an undo. */
    undo: (p: { what: string; expected: string; wanted: string; now: string; by: ChangedBy }) =>
      `${p.what}: was ${p.expected}, undo would restore ${p.wanted}, now ${p.now}${by(p.by)}`,
    undoBlocked: (p: { what: string; wanted: string | null; cause: string; now: string; by: ChangedBy }) =>
      `${p.what}: undo would ${p.wanted === null ? 'remove it' : `restore ${p.wanted}`}, but ${p.cause} is now ${p.now}${by(p.by)}`,
    /** Of an import, when the company or contact of the row no longer exists. */
    importBlocked: (p: { what: string; wanted: string; cause: string; by: ChangedBy }) =>
      `${p.what}: requested ${p.wanted}, but ${p.cause} was removed${by(p.by)}`,
    import: (p: { what: string; expected: string; wanted: string; now: string; by: ChangedBy }) =>
      `${p.what}: was ${p.expected}, requested ${p.wanted}, now ${p.now}${by(p.by)}`,
  },
  status: {
    database: 'Database',
    engine: 'Engine',
    identity: 'Identity',
    schema: 'Schema',
    size: 'Size',
    holds: 'Holds',
    last: 'Last change set',
    none: 'none yet',
    journal: 'Journal',
    unprotected: (missing: readonly string[]) =>
      `not protected against changes outside abo: it lacks ${missing.join(', ')} (restore a backup that has them, or make a db copy)`,
    state: {
      absent: 'does not exist: create it with abo db init',
      'not-initialised': 'not initialised: run abo db init',
      foreign: 'belongs to another program',
      behind: 'out of date: run abo db migrate',
      current: 'up to date',
      newer: 'newer than this abo: update abo',
    },
    counts: (companies: number, contacts: number) =>
      `${counted(companies, 'company', 'companies')}, ${counted(contacts, 'contact')}`,
    changeSet: (p: { number: number; at: string; actor: string | null; command: string }) =>
      `${p.number}, ${p.at}, ${p.actor ?? '–'}: ${p.command}`,
  },
  copy: { table: 'Table', rows: 'Rows', checksum: 'SHA-256' },
  explain: {
    kind: {
      reason: { one: 'reason', all: 'Reasons: why a contact or mailbox is or is not notified' },
      refusal: { one: 'refusal', all: 'Refusals: who is allowed to do what' },
      rule: { one: 'audit rule', all: 'Rules: what an audit finds' },
      problem: { one: 'problem in an input', all: 'Problems: what is wrong with an input' },
      error: { one: 'error', all: 'Errors: why a command failed' },
    },
    exit: (code: number) => `exit code ${code}`,
    severity: (severity: string) => `severity ${severity}`,
  },
  settings: {
    head: { setting: 'Setting', value: 'Value', source: 'From' },
    name: {
      database: 'database',
      profile: 'profile',
      read_only: 'read-only',
      protected: 'protected',
      password: 'password',
      as: 'acting contact',
      staff: 'staff',
      language: 'language',
      color: 'colour',
      prompts: 'prompts',
      user_file: 'your settings',
      project_file: 'project file',
      audit: 'audit settings',
    },
    inUrl: 'in the URL',
    source: {
      flag: (from: string) => from,
      environment: (from: string) => from,
      profile: (from: string) => `profile ${from}`,
      project: (from: string): string => (from === '' ? 'this folder or above' : 'project file'),
      user: (_: string) => 'your settings',
      system: (from: string) => (from === '' ? 'the system' : from),
      default: (_: string) => 'default',
    },
  },
  profiles: {
    profile: 'Profile',
    database: 'Database',
    changes: 'Changes',
    password: 'Password',
    chosenBy: 'Chosen by',
    refused: 'refused',
    confirmed: 'confirm first',
    free: 'allowed',
    passwordFrom: { url: 'URL', password_command: 'command', password_file: 'file' },
  },
  welcome: {
    what: 'abo: who is notified of what, in the portal',
    database: (p: { name: string; source: string }) => `Database: ${p.name}  (${p.source})`,
    source: {
      flag: '--db or --profile',
      environment: 'from the environment',
      project: "the project's profile",
      user: 'your profile',
      default: 'the default',
    },
    missing: 'It does not exist yet.',
    next: 'Try next:',
    firstSteps: [
      ['abo demo', 'take a tour, on a temporary database'],
      ['abo db init', 'create the database'],
      ['abo onboard FOLDER', "import a customer's files"],
    ] as readonly (readonly [string, string])[],
    nextSteps: [
      ['abo find TEXT', 'find a company, a contact or an address'],
      ['abo subscription list --company CODE', 'see who is subscribed to what'],
      ['abo simulate EVENT --company CODE', 'see who would be notified, and why'],
    ] as readonly (readonly [string, string])[],
    help: 'For the list of commands, run abo --help.',
  },
};
