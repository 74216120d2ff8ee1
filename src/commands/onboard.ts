/** `abo onboard DIR|FILE`: a customer's files as one change set. Source: docs/contract/cli.md, "Commands". */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORTED_KINDS } from '../domain/file-kinds.js';
import type { Session } from '../context.js';
import { AboError } from '../errors.js';
import { pathIn } from '../system.js';
import { command, type Noun } from './lib/command.js';
import { IMPORT_FLAGS, ROW_FLAGS } from './lib/flags.js';
import { importFiles, type ImportSource } from './lib/import.js';

const onboardCustomer = command({
  operands: ['<path>'],
  flags: [...ROW_FLAGS, ...IMPORT_FLAGS],
  run: (session, [path], options) => {
    // A new customer is planned in one go. The heap would grow by half with garbage; collecting it more often costs a tenth
    // of the time, so only this command does.
    session.holdMemory();
    const place = pathIn(session.cwd, path);
    const isFolder = path !== '-' && existsSync(place) && statSync(place).isDirectory();
    const sources = isFolder ? filesIn(session, path) : [{ path, kind: 'contacts' } as const];
    return importFiles(session, sources, { ...options, onError: undefined, rejects: undefined }, path);
  },
});

function filesIn({ cwd }: Session, folder: string): readonly ImportSource[] {
  const sources = IMPORTED_KINDS.map((kind) => ({ path: join(folder, `${kind}.csv`), kind })).filter(({ path }) =>
    existsSync(pathIn(cwd, path)),
  );
  if (sources.length === 0) {
    throw new AboError('nothing-to-onboard', { folder, files: IMPORTED_KINDS.map((kind) => `${kind}.csv`) });
  }
  return sources;
}

export const onboard: Noun = { name: 'onboard', commands: [onboardCustomer] };
