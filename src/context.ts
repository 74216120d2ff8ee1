/**
 * What a command is given: its streams, its prompts, its database, its language. The database is opened when it is first
 * needed, and closed by `main`. Source: CONTRIBUTING.md, "Layout".
 */
import type { AuditSettings } from './config/audit.js';
import type { DatabaseChoice, DatabaseFlags } from './config/database.js';
import type { EffectiveSetting, ProfileList } from './config/effective.js';
import type { ExitCode, Stage } from './errors.js';
import type { Language, Messages } from './messages/index.js';
import type { Engine, Store } from './storage/store.js';
import type { Chosen, System } from './system.js';
import type { Prompter } from './terminal/prompts.js';
import type { Terminal } from './terminal/terminal.js';
import type { Format } from './views/list.js';

export type { Format };

/** The process around a command. */
export interface Context extends System {
  readonly terminal: Terminal;
  readonly prompter: Prompter;
  readonly clock: () => Date;
  /** Garbage is collected more often from now on: for a command that plans a lot at once. */
  readonly holdMemory: () => void;
  /** How long a write waits for other writers, in milliseconds. */
  readonly writersWait: number;
  /** Notes how far a change has come: a signal stops what can still be rolled back, and waits for what can't. */
  readonly reached: (stage: Stage) => void;
  readonly version: string;
  readonly language: Language;
  readonly messages: Messages;
  /** The folder of the example data that come with the program. */
  readonly fixtures: string;
  /** Runs another command line, as `main` would; its errors are reported in that context. */
  readonly run: (args: readonly string[], context: Context) => Promise<ExitCode>;
}

/** The global flags, as given. Source: docs/contract/cli.md, "Global flags". */
export interface Globals {
  readonly db?: string;
  readonly profile?: string;
  /** The contact who acts: an address, or CODE/ADDRESS. */
  readonly as?: string;
  readonly staff?: string;
  readonly lang?: Language;
  readonly format?: Format;
  /** `--no-color`, `--no-input` make these false. */
  readonly color?: boolean;
  readonly input?: boolean;
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** One run of one command. */
export interface Session extends Context {
  readonly globals: Globals;
  readonly format: Format;
  /** The words of the command: `mailbox set`. */
  readonly command: string;
  /** Who the journal names, unless a contact acts. */
  readonly actor: string;
  readonly database: () => DatabaseChoice;
  /** The `audit` section of the project file. */
  readonly auditSettings: () => AuditSettings;
  /** All settings in force, and where each came from. The caller knows those of the terminal. */
  readonly settings: (ofTerminal: {
    readonly color: Chosen<boolean>;
    readonly prompts: Chosen<boolean>;
  }) => Promise<readonly EffectiveSetting[]>;
  readonly profiles: () => Promise<ProfileList>;
  /** The database's engine and location. Opens nothing. */
  readonly engine: () => Promise<{ readonly engine: Engine; readonly location: string }>;
  /** Another database than that of the run: one that a flag of the command names. */
  readonly other: (named: DatabaseFlags) => Pick<Session, 'database' | 'engine'>;
  /** Opens the database at the first call; in the hands of the contact who acts, if one does. */
  readonly store: () => Promise<Store>;
  /** Says something beside the answer, on stderr, unless `--quiet`. */
  readonly notice: (text: string) => Promise<void>;
}
