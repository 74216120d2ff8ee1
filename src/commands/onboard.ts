/** `abo onboard DIR|FILE`: a customer's files as one change set. Source: cli.md, "Commands". */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { AboError } from '../errors.js';
import type { Noun, Run } from './command.js';
import { IMPORT_FLAGS } from './flags.js';
import { importFiles, type ImportSource } from './importing.js';

/** In the order in which they apply. */
const FILES = ['companies', 'contacts', 'mailboxes', 'subscriptions'] as const;

const run: Run = (session, [path = ''], options) => {
  // All of a new customer is planned at once. What is garbage by then takes half as much again as what isn't, unless it is
  // looked for all the time; that costs a tenth of the time, and is for this command only.
  setFlagsFromString('--optimize-for-size');
  const isFolder = path !== '-' && existsSync(path) && statSync(path).isDirectory();
  const sources = isFolder ? filesIn(path) : [{ path, noun: 'contacts' } as const];
  return importFiles(session, sources, options, path);
};

function filesIn(folder: string): readonly ImportSource[] {
  const sources = FILES.map((noun) => ({ path: join(folder, `${noun}.csv`), noun })).filter(({ path }) =>
    existsSync(path),
  );
  if (sources.length === 0) {
    throw new AboError('nothing-to-onboard', { folder, files: FILES.map((noun) => `${noun}.csv`) });
  }
  return sources;
}

export const onboard: Noun = {
  name: 'onboard',
  commands: [
    {
      operands: ['<path>'],
      flags: ['constantCompany', 'constantUniverse', 'empty', 'allowDuplicate', ...IMPORT_FLAGS],
      run,
    },
  ],
};
