/** Every test starts in English, without the settings, the database and the folders of the person who runs it. */
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import { reachable } from './storage/servers.js';
import { RUN_FOLDER } from './support/scratch.js';

for (const name of Object.keys(process.env)) {
  if (name.startsWith('ABO_') && !name.startsWith('ABO_TEST_')) Reflect.deleteProperty(process.env, name);
}
const folder = join(process.env[RUN_FOLDER] ?? '/nowhere', 'user');
process.env['XDG_DATA_HOME'] = join(folder, 'data');
process.env['XDG_CONFIG_HOME'] = join(folder, 'config');
process.env['LC_ALL'] = 'C.UTF-8';

// Tests of a server that can't be reached are skipped: test/global-setup.ts says so.
if (!reachable(process.env['ABO_TEST_ENGINE'] ?? 'sqlite')) {
  beforeEach(({ skip }) => {
    skip();
  });
}
