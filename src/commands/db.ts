/** `abo db …`: the database itself. */
import { EXIT } from '../errors.js';
import { writeStatus, writeStatusJson } from '../views/status.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import { refuseReadOnly } from './writable.js';

const init: Run = async (session) => {
  refuseReadOnly(session);
  const { notices } = session.messages;
  const { engine, location } = await session.engine();
  // A folder that was typed may have been mistyped.
  const { created, identity } = await engine.init(location, { makeFolders: session.database().source === 'default' });
  await session.notice((created ? notices.created : notices.existed)({ name: location, identity }));
  return EXIT.done;
};

const status: Run = async (session) => {
  const format = formatAmong(session, ['table', 'json']);
  const { engine, location } = await session.engine();
  const found = await engine.status(location);
  const { terminal, messages } = session;
  if (format === 'json') await writeStatusJson(found, terminal.stdout);
  else await writeStatus(found, terminal.stdout, messages);
  return found.state === 'current' ? EXIT.done : EXIT.database;
};

const migrate: Run = async (session) => {
  refuseReadOnly(session);
  const { engine, location } = await session.engine();
  await session.notice(session.messages.notices.migrated(await engine.migrate(location)));
  return EXIT.done;
};

export const db: Noun = {
  name: 'db',
  staffOnly: true,
  commands: [
    { verb: 'init', run: init },
    { verb: 'status', run: status },
    { verb: 'migrate', run: migrate },
  ],
};
