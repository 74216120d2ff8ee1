/** One run of one command: its global flags in force, its database opened when it is first needed. */
import type { Command } from 'commander';
import { globalsOf } from './commands/lib/command.js';
import { chooseDatabase, type DatabaseChoice } from './config/database.js';
import { NO_AUDIT_SETTINGS } from './config/audit.js';
import { readProjectConfig } from './config/files.js';
import { chooseLanguage } from './config/language.js';
import { chooseStaff } from './config/staff.js';
import type { Context, Globals, Session } from './context.js';
import { messagesIn } from './messages/index.js';
import type { Store } from './storage/store.js';
import { ClosedPipe } from './terminal/output.js';

export interface OpenSession {
  readonly session: Session;
  /** Closes the database, if it was opened. */
  readonly close: () => Promise<void>;
}

export function openSession(context: Context, command: Command): OpenSession {
  const globals = globalsOf(command);
  const language = chooseLanguage(globals.lang, context.env).value;
  const messages = messagesIn[language];
  const notice = noticeOn(context, globals);
  const reached = reachedBy(context, () => notice(messages.notices.waiting({ seconds: context.writersWait / 1_000 })));
  let choice: DatabaseChoice | undefined;
  const database = (): DatabaseChoice => (choice ??= chooseDatabase(globals, context));
  const engine = async (): Promise<EngineAndLocation> => engineOf(database(), { ...context, reached });
  let opening: Promise<Store> | undefined;
  const session: Session = {
    ...context,
    ...settingsOf(context, globals, database),
    globals,
    language,
    messages,
    reached,
    format: globals.format ?? 'table',
    command: wordsOf(command),
    actor: chooseStaff(globals.staff, context).value,
    database,
    engine,
    other: (named) => {
      // What the environment or a settings file chooses is the run's own.
      const other = chooseDatabase(named, { ...context, env: {} });
      return { database: () => other, engine: async () => engineOf(other, { ...context, reached }) };
    },
    store: () => (opening ??= openStore(engine, globals)),
    notice,
  };
  const close = async (): Promise<void> => (await opening?.catch(() => undefined))?.close();
  return { session, close };
}

function noticeOn({ terminal }: Context, { quiet = false }: Globals): Session['notice'] {
  return async (text) => {
    if (quiet) return;
    try {
      await terminal.stderr.write(`${text}\n`);
    } catch (error) {
      // No one reads what is said beside the answer: that is no reason to stop the work.
      if (!(error instanceof ClosedPipe)) throw error;
    }
  };
}

/** @param sayWaiting is called once, when the change waits for another writer */
function reachedBy(context: Context, sayWaiting: () => Promise<void>): Session['reached'] {
  let waited = false;
  return (stage) => {
    context.reached(stage);
    if (stage !== 'waiting' || waited) return;
    waited = true;
    void sayWaiting().catch(() => undefined);
  };
}

function settingsOf(
  context: Context,
  flags: Globals,
  database: Session['database'],
): Pick<Session, 'auditSettings' | 'settings' | 'profiles'> {
  return {
    auditSettings: () => readProjectConfig(context.cwd)?.audit ?? NO_AUDIT_SETTINGS,
    settings: async (ofTerminal) => {
      const { effectiveSettings } = await import('./config/effective.js');
      return effectiveSettings(database(), { flags, system: context, ...ofTerminal });
    },
    profiles: async () => {
      const { listProfiles } = await import('./config/effective.js');
      return listProfiles(database(), context);
    },
  };
}

/** Opens the database; for a contact who acts, with only what they may see and change. */
async function openStore(engine: Session['engine'], { as: actor }: Globals): Promise<Store> {
  const found = await engine();
  const store = await found.engine.open(found.location);
  if (actor === undefined) return store;
  const { ActingStore } = await import('./app/access/acting-store.js');
  return new ActingStore(store, actor);
}

type EngineAndLocation = Awaited<ReturnType<Session['engine']>>;

async function engineOf({ location, profile }: DatabaseChoice, context: Context): Promise<EngineAndLocation> {
  const { engineAt } = await import('./storage/open.js');
  const { reached, writersWait } = context;
  const options = { reached, writersWait, system: context };
  if (profile === null) return engineAt(location, options);
  const { passwordOf } = await import('./config/password.js');
  return engineAt(location, { ...options, password: () => passwordOf(profile, context) });
}

/** The command's words, without the program's name. */
function wordsOf(command: Command): string {
  return command.parent === null ? '' : `${wordsOf(command.parent)} ${command.name()}`.trim();
}
