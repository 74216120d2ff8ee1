/**
 * Every flag, once: its syntax and its value. What each is for is in `messages.help.flags`.
 * Source: docs/contract/cli.md, "Values and filters" and "Global flags"; docs/contract/csv.md, "Reading".
 */
import { AUDIT_RULES, FAIL_ON } from '../../domain/audit/finding.js';
import { STORED_VALUES } from '../../domain/cells.js';
import { SUBSCRIPTION_REASONS } from '../../domain/effective.js';
import { CATEGORIES, CHANNELS, ROLES, UNIVERSES } from '../../domain/vocabulary.js';
import { FORMATS } from '../../views/list.js';
import { LANGUAGES } from '../../messages/index.js';
import {
  count,
  files,
  list,
  listOf,
  lossLimit,
  moment,
  oneOf,
  outputFile,
  text,
  time,
  universeOrAll,
  yesOrNo,
  type Parse,
} from './flag-values.js';

interface Toggle {
  readonly syntax: string;
}

interface ValueFlag<T> extends Toggle {
  readonly parse: Parse<T>;
}

/** May be given several times: the values add up. */
interface RepeatableFlag<T> extends ValueFlag<readonly T[]> {
  readonly repeatable: true;
}

const toggle = (syntax: string): Toggle => ({ syntax });
const flag = <T>(syntax: string, parse: Parse<T>): ValueFlag<T> => ({ syntax, parse });
const repeatable = <T>(syntax: string, parse: Parse<readonly T[]>): RepeatableFlag<T> => ({
  syntax,
  parse,
  repeatable: true,
});

export const FLAGS = {
  // Filters
  company: repeatable('-c, --company <code>', list),
  excludeCompany: repeatable('--exclude-company <code>', list),
  partner: repeatable('--partner <code>', list),
  universe: repeatable('-u, --universe <universe>', listOf(UNIVERSES)),
  contact: repeatable('--contact <pattern>', list),
  excludeContact: repeatable('--exclude-contact <pattern>', list),
  role: repeatable('--role <role>', listOf(ROLES)),
  access: flag('--access <yes|no>', yesOrNo),
  category: repeatable('--category <category>', listOf(CATEGORIES)),
  channel: repeatable('--channel <channel>', listOf(CHANNELS)),
  address: repeatable('--address <pattern>', list),
  notified: flag('--notified <yes|no>', yesOrNo),
  stored: repeatable('--stored <on|off|default>', listOf(STORED_VALUES)),
  reason: repeatable('--reason <code>', listOf(SUBSCRIPTION_REASONS)),
  all: toggle('--all'),
  // Changes
  dryRun: toggle('-n, --dry-run'),
  detailedExitcode: toggle('--detailed-exitcode'),
  impact: toggle('--impact'),
  planOut: flag('--plan-out <file>', text),
  message: flag('-m, --message <text>', text),
  maxLosses: flag('--max-losses <n|n%>', lossLimit),
  maxSilenced: flag('--max-silenced <n>', count(0)),
  confirm: flag('--confirm <profile>', text),
  to: flag('--to <file|url>', text),
  toProfile: flag('--to-profile <name>', text),
  pin: toggle('--pin'),
  mode: flag('--mode <add|mirror>', oneOf(['add', 'mirror'])),
  only: flag('--only <contact|mailbox>', oneOf(['contact', 'mailbox'])),
  everywhere: toggle('--everywhere'),
  successor: flag('--successor <address>', text),
  // Reading and writing CSV
  encoding: flag('--encoding <name>', text),
  delimiter: flag('--delimiter <character>', text),
  skipRows: flag('--skip-rows <n>', count(0)),
  fillDown: repeatable('--fill-down <column>', list),
  empty: flag('--empty <keep|off|default>', oneOf(['keep', 'off', 'default'])),
  updateOnly: toggle('--update-only'),
  twoWay: toggle('--two-way'),
  onConflict: flag('--on-conflict <file|current>', oneOf(['file', 'current'])),
  onUndoConflict: flag('--on-conflict <current>', oneOf(['current'])),
  allowDuplicate: toggle('--allow-duplicate'),
  onError: flag('--on-error <abort|skip>', oneOf(['abort', 'skip'])),
  rejects: flag('--rejects <file>', text),
  constantCompany: flag('-c, --company <code>', text),
  constantUniverse: flag('-u, --universe <universe>', universeOrAll),
  layout: flag('--layout <wide|long>', oneOf(['wide', 'long'])),
  values: flag('--values <effective|stored>', oneOf(['effective', 'stored'])),
  excel: toggle('--excel'),
  // Questions
  oneCompany: flag('-c, --company <code>', text),
  oneContact: flag('--contact <address>', text),
  oneUniverse: flag('-u, --universe <universe>', oneOf(UNIVERSES)),
  explain: toggle('--explain'),
  events: flag('--events <file>', text),
  actor: flag('--actor <name>', text),
  since: flag('--since <time>', time('start')),
  until: flag('--until <time>', time('end')),
  limit: flag('--limit <n>', count(1)),
  exact: toggle('--exact'),
  update: toggle('--update'),
  asExpectations: toggle('--as-expectations'),
  allEvents: toggle('--all-events'),
  rule: repeatable('--rule <rule>', listOf(AUDIT_RULES)),
  skipRule: repeatable('--skip-rule <rule>', listOf(AUDIT_RULES)),
  listRules: toggle('--list-rules'),
  failOn: flag('--fail-on <severity>', oneOf(FAIL_ON)),
  baseline: flag('--baseline <file>', text),
  writeBaseline: flag('--write-baseline <file>', text),
  output: repeatable('-o, --output <format=file>', outputFile),
  maxChars: flag('--max-chars <n>', count(1)),
  keep: flag('--keep <file>', text),
  // Looking back and ahead
  at: flag('--at <time|n>', moment),
  with: repeatable('--with <file>', files),
} as const;

export type FlagName = keyof typeof FLAGS;

export const GLOBAL_FLAGS = {
  db: flag('--db <file|url>', text),
  profile: flag('--profile <name>', text),
  as: flag('--as <email>', text),
  staff: flag('--staff <name>', text),
  lang: flag('--lang <fr|en>', oneOf(LANGUAGES)),
  format: flag('--format <format>', oneOf(FORMATS)),
  color: toggle('--no-color'),
  input: toggle('--no-input'),
  yes: toggle('-y, --yes'),
  quiet: toggle('-q, --quiet'),
  verbose: toggle('-v, --verbose'),
} as const;

export type GlobalFlagName = keyof typeof GLOBAL_FLAGS;

export function isGlobalFlag(name: string): name is GlobalFlagName {
  return name in GLOBAL_FLAGS;
}

/** What `run` gets where a flag was not given: a toggle is false, a repeatable flag is empty, any other is undefined. */
type ValueOf<F> =
  F extends RepeatableFlag<infer T> ? readonly T[] : F extends ValueFlag<infer T> ? T | undefined : boolean;

/**
 * The values of the flags `F`, by their names in `FLAGS`. A helper says which flags it needs (`Options<ImportFlag>`), and
 * the compiler refuses a command that does not declare them all.
 */
export type Options<F extends FlagName> = { readonly [N in F]: ValueOf<(typeof FLAGS)[N]> };

/** Filters that each noun knows, in the order of the help. */
export const COMPANY_FILTERS = ['company', 'excludeCompany', 'partner', 'universe'] as const;
export const CONTACT_FILTERS = [...COMPANY_FILTERS, 'contact', 'excludeContact', 'role', 'access'] as const;
export const MAILBOX_FILTERS = [...COMPANY_FILTERS, 'category', 'address'] as const;
export const SUBSCRIPTION_FILTERS = [
  ...CONTACT_FILTERS,
  'category',
  'channel',
  'notified',
  'stored',
  'reason',
] as const;
/** The filters that apply to changes of every noun. Those by a cell's present value do not: that is for the conflicts. */
export const UNDO_FILTERS = [...CONTACT_FILTERS, 'category', 'channel', 'address'] as const;
export const APPLY_FLAGS = [
  'dryRun',
  'detailedExitcode',
  'impact',
  'message',
  'maxLosses',
  'maxSilenced',
  'confirm',
  'output',
  'maxChars',
] as const;
export const CHANGE_FLAGS = ['planOut', ...APPLY_FLAGS] as const;
export type ChangeFlag = (typeof CHANGE_FLAGS)[number];
/** What happens to rows with an error. Not for files that depend on each other: `onboard`. */
export const REJECT_FLAGS = ['onError', 'rejects'] as const;
export const IMPORT_FLAGS = [
  'encoding',
  'delimiter',
  'skipRows',
  'fillDown',
  'updateOnly',
  'twoWay',
  'onConflict',
  ...CHANGE_FLAGS,
] as const;
/** What rows without a value get, and companies that look alike: each only where a kind of file has use for it. */
export const ROW_FLAGS = ['constantCompany', 'constantUniverse', 'empty', 'allowDuplicate'] as const;
/** All flags of an import. A command that lacks one passes the value that holds instead. */
export type ImportFlag = (typeof IMPORT_FLAGS | typeof REJECT_FLAGS | typeof ROW_FLAGS)[number];
