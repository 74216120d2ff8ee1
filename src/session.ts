/** One run of one command: its global flags in force, its database opened when it is asked for. */
import type { Command } from 'commander';
import { globalsOf } from './commands/lib/command.js';
import { chooseDatabase, type DatabaseChoice } from './config/database.js';
import { NO_AUDIT_SETTINGS } from './config/audit.js';
import { readProjectConfig } from './config/files.js';
import { chooseLanguage } from './config/language.js';
import { chooseStaff } from './config/staff.js';
import type { Context, Session } from './context.js';
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
  let choice: DatabaseChoice | undefined;
  let opening: Promise<Store> | undefined;
  const database = (): DatabaseChoice => (choice ??= chooseDatabase(globals, context));
  const messages = messagesIn[language];
  const notice: Session['notice'] = async (text) => {
    if (globals.quiet === true) return;
    try {
      await context.terminal.stderr.write(`${text}\n`);
    } catch (error) {
      // Nobody reads what is said beside the answer: that is no reason to stop the work.
      if (!(error instanceof ClosedPipe)) throw error;
    }
  };
  let waited = false;
  const reached: Session['reached'] = (stage) => {
    context.reached(stage);
    if (stage !== 'waiting' || waited) return;
    waited = true;
    void notice(messages.notices.waiting).catch(() => undefined);
  };
  const engine = async (): Promise<EngineAndLocation> => engineOf(database(), { ...context, reached });
  const open = async (): Promise<Store> => {
    const found = await engine();
    const store = await found.engine.open(found.location);
    if (globals.as === undefined) return store;
    const { ActingStore } = await import('./app/access/acting-store.js');
    return new ActingStore(store, globals.as);
  };
  const session: Session = {
    ...context,
    globals,
    language,
    messages,
    reached,
    format: globals.format ?? 'table',
    command: wordsOf(command),
    actor: chooseStaff(globals.staff, context).value,
    database,
    auditSettings: () => readProjectConfig(context.cwd)?.audit ?? NO_AUDIT_SETTINGS,
    settings: async (ofTerminal) => {
      const { effectiveSettings } = await import('./config/effective.js');
      return effectiveSettings(database(), { flags: globals, system: context, ...ofTerminal });
    },
    profiles: async () => {
      const { listProfiles } = await import('./config/effective.js');
      return listProfiles(database(), context);
    },
    engine,
    other: (named) => {
      // What the environment or a settings file chooses is the run's own.
      const other = chooseDatabase(named, { ...context, env: {} });
      return { database: () => other, engine: async () => engineOf(other, { ...context, reached }) };
    },
    store: () => (opening ??= open()),
    notice,
  };
  return {
    session,
    close: async () => {
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

type EngineAndLocation = Awaited<ReturnType<Session['engine']>>;

async function engineOf({ location, profile }: DatabaseChoice, context: Context): Promise<EngineAndLocation> {
  const { engineAt } = await import('./storage/open.js');
  const options = { reached: context.reached, system: context };
  if (profile === null) return engineAt(location, options);
  const { passwordOf } = await import('./config/password.js');
  return engineAt(location, { ...options, password: () => passwordOf(profile, context) });
}

/** The command's words, without the program's name. */
function wordsOf(command: Command): string {
  return command.parent === null ? '' : `${wordsOf(command.parent)} ${command.name()}`.trim();
}
