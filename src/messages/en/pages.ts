/** Pages about one thing: `show`, `find`, `db status`, `abo` alone. */
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Who made a conflict; null when the journal names nobody, without an actor when whoever asks may not know. */
type By = { number: number; at: string; actor: string | null } | null;
const by = (p: By): string =>
  p === null ? '' : ` (${p.actor === null ? '' : `${p.actor}, `}${p.at} UTC, change set ${p.number})`;

export const pages = {
  contacts: (n: number) => count(n, 'contact', 'contacts'),
  /** One fact of a page. */
  line: (label: string, value: string) => `${label}: ${value}`,
  mailboxes: 'Generic mailboxes',
  clients: (n: number) => count(n, 'client', 'clients'),
  receives: (n: number) => `Receives (${n})`,
  receivesNothing: 'Receives nothing.',
  because: 'Because',
  more: (n: number) => `… and ${n} more`,
  findingKind: { company: 'company', contact: 'contact', mailbox: 'mailbox' },
  column: { what: 'What', address: 'Address' },
  conflict: {
    none: 'none',
    there: 'there',
    gone: 'gone',
    /** Of an undo. */
    back: (p: { what: string; expected: string; wanted: string; now: string; by: By }) =>
      `${p.what}: was ${p.expected}, would go back to ${p.wanted}, is ${p.now} now${by(p.by)}`,
    blocked: (p: { what: string; wanted: string | null; cause: string; now: string; by: By }) =>
      `${p.what}: would ${p.wanted === null ? 'be removed' : `go back to ${p.wanted}`}, but ${p.cause} is ${p.now} now${by(p.by)}`,
    /** Of an import: what it is about is there no more. */
    removed: (p: { what: string; wanted: string; cause: string; by: By }) =>
      `${p.what}: asked for ${p.wanted}, but ${p.cause} was removed${by(p.by)}`,
    line: (p: { what: string; expected: string; wanted: string; now: string; by: By }) =>
      `${p.what}: was ${p.expected}, asked for ${p.wanted}, is ${p.now} now${by(p.by)}`,
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
      `can be changed past abo: it lacks ${missing.join(', ')} (restore a backup that has them, or make a db copy)`,
    state: {
      absent: 'there is none: abo db init makes it',
      'not-initialised': 'not initialised: abo db init does it',
      foreign: "this is another program's database",
      behind: 'behind: abo db migrate brings it up to date',
      current: 'up to date',
      newer: 'newer than this abo: install a newer abo',
    },
    counts: (companies: number, contacts: number) =>
      `${count(companies, 'company', 'companies')}, ${count(contacts, 'contact', 'contacts')}`,
    changeSet: (p: { number: number; at: string; actor: string | null; command: string }) =>
      `${p.number}, ${p.at}, ${p.actor ?? '–'}: ${p.command}`,
  },
  copy: { table: 'Table', rows: 'Rows', checksum: 'SHA-256' },
  explain: {
    kind: {
      reason: { one: 'reason', all: 'Reasons: why somebody is or is not notified' },
      refusal: { one: 'refusal', all: 'Refusals: who may do what' },
      rule: { one: 'audit rule', all: 'Rules: what an audit finds' },
      problem: { one: 'problem of an input', all: 'Problems: what is wrong with an input' },
      error: { one: 'error', all: 'Errors: why a command was not done' },
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
      prompts: 'questions',
      user_file: 'your settings',
      project_file: 'project file',
      audit: 'audit settings',
    },
    yesNo: { yes: 'yes', no: 'no' },
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
    confirmed: 'to confirm',
    free: 'free',
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
      ['abo demo', 'a tour, on a throw-away database'],
      ['abo db init', 'make the database'],
      ['abo onboard FOLDER', "import a customer's files"],
    ] as readonly (readonly [string, string])[],
    nextSteps: [
      ['abo find TEXT', 'look for a company, a contact, an address'],
      ['abo subscription list --company CODE', 'who is subscribed to what'],
      ['abo simulate EVENT --company CODE', 'who would be notified, and why'],
    ] as readonly (readonly [string, string])[],
    help: 'abo --help lists everything.',
  },
};
