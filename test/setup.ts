/** Every test starts in English, without the settings, the database and the folders of whoever runs it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

for (const name of Object.keys(process.env)) {
  if (name.startsWith('ABO_') && !name.startsWith('ABO_TEST_')) Reflect.deleteProperty(process.env, name);
}
const nobody = join(tmpdir(), `abo-test-${process.pid}`);
process.env['XDG_DATA_HOME'] = join(nobody, 'data');
process.env['XDG_CONFIG_HOME'] = join(nobody, 'config');
process.env['LC_ALL'] = 'C.UTF-8';
