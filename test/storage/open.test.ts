/** Which engine a location names. Source: docs/contract/cli.md, "Database". */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineAt, locate } from '../../src/storage/open.js';
import { newFolder } from './engines.js';

test.each([
  ['abo.db', 'abo.db'],
  ['/var/lib/abo.db', '/var/lib/abo.db'],
  ['100%.db', '100%.db'],
  ['C:\\data\\abo.db', 'C:\\data\\abo.db'],
  ['my:file.db', 'my:file.db'],
  ['sqlite:abo.db', 'abo.db'],
  ['SQLite:abo.db', 'abo.db'],
  ['sqlite:/var/lib/abo.db', '/var/lib/abo.db'],
  ['sqlite:///var/lib/abo.db', '/var/lib/abo.db'],
  ['sqlite://data/abo.db', 'data/abo.db'],
  ['sqlite:my%20data/abo.db', 'my data/abo.db'],
])('%s is the file %s', (database, location) => {
  expect(locate(database)).toEqual({ engine: 'sqlite', location });
});

test.each([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['mysql', 'mysql'],
  ['MariaDB', 'mysql'],
])('%s: is a server of %s', (scheme, engine) => {
  const location = `${scheme}://user:secret@db.example.net/abo`;
  expect(locate(location)).toEqual({ engine, location });
});

test('any other scheme has no engine', () => {
  expect(() => locate('oracle://user:secret@db.example.net/abo')).toThrow(
    expect.objectContaining({ code: 'unsupported-engine', exitCode: 2, params: { engine: 'oracle' } }),
  );
});

test.each(['', 'sqlite:', 'sqlite://', 'sqlite:100%.db'])('“%s” names nothing', (url) => {
  expect(() => locate(url)).toThrow(expect.objectContaining({ code: 'bad-database-url', exitCode: 2 }));
});

test('a database is made and opened by its location', async () => {
  const path = join(newFolder(), 'abo.db');
  const { engine, location } = await engineAt(`sqlite:${path}`);
  const { identity } = await engine.init(location);
  const store = await engine.open(location);
  expect(store).toMatchObject({ name: path, identity });
  await store.close();
});
