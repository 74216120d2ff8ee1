/** `abo db …`: the database itself. */
import { EXIT } from '../errors.js';
import { maskedLocation } from '../passwords.js';
import { writeStatus, writeStatusJson } from '../views/status.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import { confirmWritable } from './writable.js';

const init: Run = async (session, _, { confirm }) => {
  await confirmWritable(session, confirm);
  const { notices } = session.messages;
  const { engine, location } = await session.engine();
  // A folder that was typed may have been mistyped.
  const { created, identity } = await engine.init(location, { makeFolders: session.database().source === 'default' });
  await session.notice((created ? notices.created : notices.existed)({ name: maskedLocation(location), identity }));
  return EXIT.done;
};

const showStatus: Run = async (session) => {
  const format = formatAmong(session, ['table', 'json']);
  const { engine, location } = await session.engine();
  const status = await engine.status(location);
  const found = { ...status, name: maskedLocation(status.name) };
  const { terminal, messages } = session;
  if (format === 'json') await writeStatusJson(found, terminal.stdout);
  else await writeStatus(found, terminal.stdout, messages);
  return found.state === 'current' ? EXIT.done : EXIT.database;
};

const migrate: Run = async (session, _, { confirm }) => {
  await confirmWritable(session, confirm);
  const { engine, location } = await session.engine();
  await session.notice(session.messages.notices.migrated(await engine.migrate(location)));
  return EXIT.done;
};

export const db: Noun = {
  name: 'db',
  staffOnly: true,
  commands: [
    { verb: 'init', flags: ['confirm'], run: init },
    { verb: 'status', run: showStatus },
    { verb: 'migrate', flags: ['confirm'], run: migrate },
  ],
};
