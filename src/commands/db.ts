/** `abo db …`: the database itself. */
import { statSync } from 'node:fs';
import type { Session } from '../context.js';
import { AboError, EXIT } from '../errors.js';
import { maskedLocation } from '../passwords.js';
import type { BackupTool, DatabaseContent } from '../storage/store.js';
import { pathIn } from '../system.js';
import { writeCopy, copyDocument, type CopyRecord } from '../views/copy.js';
import { shellCommand } from '../views/shell.js';
import { writeStatus, statusDocument } from '../views/status.js';
import { visible } from '../views/visible.js';
import { answerPage } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import { excluded, missingFlag } from './lib/flag-values.js';
import type { Options } from './lib/flags.js';
import { progressOf } from './lib/progress.js';
import { confirmWritable } from './lib/writable.js';
import { refuseInUse } from './lib/written-files.js';

const init = command({
  verb: 'init',
  flags: ['confirm'],
  run: async (session, _, { confirm }) => {
    await confirmWritable(session, confirm);
    const { notices } = session.messages;
    const { engine, location } = await session.engine();
    // A folder that was typed may have been mistyped.
    const made = await engine.init(location, { makeFolders: session.database().source === 'default' });
    await session.notice(
      (made.created ? notices.created : notices.existed)({ ...made, name: maskedLocation(made.name) }),
    );
    return EXIT.done;
  },
});

const status = command({
  verb: 'status',
  run: (session) =>
    answerPage(
      session,
      writeStatus,
      statusDocument,
      async () => {
        const { engine, location } = await session.engine();
        const found = await engine.status(location);
        return { ...found, name: maskedLocation(found.name) };
      },
      ({ state, missingTriggers }) => (state === 'current' && missingTriggers.length === 0 ? EXIT.done : EXIT.database),
    ),
});

const migrate = command({
  verb: 'migrate',
  flags: ['confirm'],
  run: async (session, _, { confirm }) => {
    await confirmWritable(session, confirm);
    const { engine, location } = await session.engine();
    await session.notice(session.messages.notices.migrated(await engine.migrate(location)));
    return EXIT.done;
  },
});

const backup = command({
  verb: 'backup',
  operands: ['<file>'],
  run: async (session, [file]) => {
    const { engine, location } = await session.engine();
    await refuseInUse(session, { flag: 'FILE', file });
    const { messages } = session;
    const progress = progressOf(session, 'backingUp');
    let tool: BackupTool | null;
    try {
      tool = await engine.backup(location, file, (done, total) => progress.report(done, total));
    } finally {
      await progress.stop();
    }
    if (tool !== null) {
      const { name, words, hasDefiners } = tool;
      throw new AboError('backup-by-server', { name, command: shellCommand(words), hasDefiners });
    }
    session.reached('written');
    const size = messages.views.size(statSync(pathIn(session.cwd, file)).size);
    await session.notice(messages.notices.backedUp({ name: visible(location), file: visible(file), size }));
    return EXIT.done;
  },
});

const copy = command({
  verb: 'copy',
  flags: ['to', 'toProfile', 'dryRun', 'confirm'],
  run: (session, _, options) => answerPage(session, writeCopy, copyDocument, () => copyDatabase(session, options)),
});

/** Copies to the database that a flag names, and says so beside the answer. */
async function copyDatabase(
  session: Session,
  { to, toProfile, confirm, dryRun }: Options<'to' | 'toProfile' | 'dryRun' | 'confirm'>,
): Promise<CopyRecord> {
  if (to === undefined && toProfile === undefined) throw missingFlag(session, '--to');
  if (to !== undefined && toProfile !== undefined) throw excluded('--to', '--to-profile');
  const other = session.other({
    ...(to === undefined ? {} : { db: to }),
    ...(toProfile === undefined ? {} : { profile: toProfile }),
  });
  // Only the target is written to: the source may be read-only, or protected.
  if (!dryRun) await confirmWritable({ ...session, ...other }, confirm);
  const [source, target] = [await session.engine(), await other.engine()];
  const copied = await source.engine.content(source.location, (content) => copyInto(session, content, target, dryRun));
  session.reached('written');
  const { notices } = session.messages;
  const rows = copied.tables.reduce((sum, table) => sum + table.rows, 0);
  const { identity } = copied.target;
  const name = visible(copied.target.name);
  await session.notice(
    identity === null ? notices.wouldCopy({ rows, name }) : notices.copied({ rows, name, identity }),
  );
  return copied;
}

async function copyInto(
  session: Session,
  content: DatabaseContent,
  { engine, location }: Awaited<ReturnType<Session['engine']>>,
  dryRun: boolean,
): Promise<CopyRecord> {
  const source = { engine: content.engine, name: maskedLocation(content.name), identity: content.identity };
  if (dryRun) {
    const name = maskedLocation(await engine.canCopyInto(location, content));
    const tables = content.tables.map((table) => ({ name: table.name, rows: table.count, checksum: null }));
    return { dryRun, source, target: { engine: engine.name, name, identity: null }, tables };
  }
  const stages = { copying: progressOf(session, 'copying'), checking: progressOf(session, 'checking') };
  try {
    const { name, identity, tables } = await engine.copyInto(location, content, (stage, done, total) =>
      stages[stage].report(done, total),
    );
    return { dryRun, source, target: { engine: engine.name, name: maskedLocation(name), identity }, tables };
  } finally {
    await stages.copying.stop();
    await stages.checking.stop();
  }
}

export const db: Noun = {
  name: 'db',
  staffOnly: true,
  commands: [init, status, migrate, backup, copy],
};
