/** Files and databases that are not what they should be: one clear error, and nothing changed. Source: docs/contract/cli.md, "Exit codes". */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { expect } from 'vitest';
import { BIN, NODE, fileTest, test } from './abo.js';
import { ACME } from './world.js';

const XLSX = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(400, 7)]);

test('an import of a file that is not CSV', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  abo.write('folder/inside.txt', '');
  abo.write('clients.csv', XLSX);
  abo.write('binary.csv', Buffer.from([0, 1, 2, 0, 0xff, 0xfe, 0, 3, 0, 0, 0, 9]));
  abo.write('empty.csv', '');
  abo.write('header.csv', 'company,name,universes\n');
  abo.write('other.csv', 'a,b,c\n1,2,3\n');
  abo.write('quote.csv', 'company,name,universes\nNEW,"New,client\nNEW2,New,client\n');
  expect(
    await abo.each([
      'company import nowhere.csv -y',
      'company import folder -y',
      'company import clients.csv -y',
      'company import binary.csv -y',
      'company import empty.csv -y',
      'company import header.csv -y',
      'company import other.csv -y',
      'company import quote.csv -y',
      'onboard empty.csv -y --lang fr',
      'company import header.csv --encoding latin9 -y',
      'company import header.csv --delimiter ;; -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import nowhere.csv -y

    stderr
    Error: There is no file “nowhere.csv”.
    Check the name, and which folder you are in.
    exit 2

    $ abo company import folder -y

    stderr
    Error: “folder” is a folder, not a file.
    Name a file in it. Only abo onboard takes a folder.
    exit 2

    $ abo company import clients.csv -y

    stderr
    clients.csv: this is a spreadsheet, not a CSV file; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import binary.csv -y

    stderr
    binary.csv: this is not a text file; if it is UTF-16 text, add --encoding utf-16le [not-csv]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import empty.csv -y

    stderr
    empty.csv: the file is empty; it needs at least a header [not-csv]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import header.csv -y

    stderr
    header.csv: companies, utf-8, comma
    header.csv: the file has a header and no rows; is it complete? [not-csv]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import other.csv -y

    stderr
    other.csv: companies, utf-8, comma
    other.csv:1, column A “a”: “a” is not a column of this kind of file [unknown-column]
    other.csv:1, column B “b”: “b” is not a column of this kind of file [unknown-column]
    other.csv:1, column C “c”: “c” is not a column of this kind of file [unknown-column]
    other.csv:1: the column “company” is missing; is the header on the first line? --skip-rows N skips lines above it [missing-column]
    Rejected: 4 errors, nothing was written.
    exit 4

    $ abo company import quote.csv -y

    stderr
    quote.csv: companies, utf-8, comma
    quote.csv:2, column B “name”: a quote is opened here and never closed, so reading stopped; close it; in a quoted cell, double each quote [bad-quote]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo onboard empty.csv -y --lang fr

    stderr
    empty.csv : le fichier est vide ; il faut au moins un en-tête [not-csv]
    Rejeté : 1 erreur, rien n'a été écrit.
    exit 4

    $ abo company import header.csv --encoding latin9 -y

    stderr
    Error: abo does not read the encoding “latin9”.
    Encodings: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-15, macintosh.
    exit 2

    $ abo company import header.csv --delimiter ;; -y

    stderr
    Error: “;;” can't be a delimiter.
    Use one character, such as “;”, or tab.
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('an empty export is a header alone, and imports with no changes', async ({ abo }) => {
  await abo.init();
  const file = await abo.answer('company export -q');
  expect((await abo.run('company import - -n --detailed-exitcode', { stdin: file })).exitCode).toBe(0);
});

const CHANGE = 'company set name=X -c ACME -y';

fileTest('a file that is not a database', async ({ abo }) => {
  abo.write(
    'text.db',
    'This is a letter to the editor, of more than a hundred bytes, so that it could be the header of a database.\n'.repeat(
      9,
    ),
  );
  abo.write('folder/inside.txt', '');
  const other = new Database(abo.path('other.db'));
  other.exec('create table invoice (number integer)');
  other.close();
  const before = readFileSync(abo.path('text.db'));
  expect(
    await abo.each([
      `${CHANGE} --db text.db`,
      'db init --db text.db',
      'db status --db text.db',
      'company list --db folder',
      'company list --db other.db',
      'db init --db other.db',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company set name=X -c ACME -y --db text.db

    stderr
    Error: text.db is not an SQLite database.
    Check --db, or the profile that names it.
    exit 7

    $ abo db init --db text.db

    stderr
    Error: text.db is not an SQLite database.
    Check --db, or the profile that names it.
    exit 7

    $ abo db status --db text.db

    stderr
    Error: text.db is not an SQLite database.
    Check --db, or the profile that names it.
    exit 7

    $ abo company list --db folder

    stderr
    Error: folder is a folder, not a database file.
    Name a file in it with --db.
    exit 7

    $ abo company list --db other.db

    stderr
    Error: other.db belongs to another program: it has tables, but none of abo's.
    Choose another database with --db.
    exit 7

    $ abo db init --db other.db

    stderr
    Error: other.db belongs to another program: it has tables, but none of abo's.
    Choose another database with --db.
    exit 7
    "
  `);
  expect(readFileSync(abo.path('text.db')).equals(before)).toBe(true);
});

fileTest('a database that is damaged', async ({ abo }) => {
  await abo.holds(ACME);
  const bytes = readFileSync(abo.database);
  bytes.fill(0xa5, 5000, bytes.length - 5000);
  writeFileSync(abo.database, bytes);
  const { stdout, stderr, exitCode } = await abo.run('contact list');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 7 });
  expect(abo.plain(stderr)).toContain('Error: The database <folder>/data/abo/abo.db is damaged');
});

fileTest('a database of a newer version, and one of an older', async ({ abo }) => {
  await abo.holds(ACME);
  const open = new Database(abo.database);
  open.exec("insert into migration values ('9999-future', '2030-01-01T00:00:00.000Z')");
  open.close();
  const before = await abo.dump();
  expect(await abo(CHANGE)).toMatchInlineSnapshot(`
    "
    $ abo company set name=X -c ACME -y

    stderr
    Error: The database <folder>/data/abo/abo.db was created by a newer abo. Unknown here: 9999-future.
    Update abo.
    exit 7
    "
  `);
  expect(await abo('db migrate')).toMatchInlineSnapshot(`
    "
    $ abo db migrate

    stderr
    Error: The database <folder>/data/abo/abo.db was created by a newer abo. Unknown here: 9999-future.
    Update abo.
    exit 7
    "
  `);
  expect((await abo.run('db status')).exitCode).toBe(7);
  expect((await abo.run('')).exitCode).toBe(0);
  expect(await abo.dump()).toBe(before);
});

fileTest('a read-only database', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  const folder = dirname(abo.database);
  chmodSync(abo.folder, 0o755);
  chmodSync(abo.database, 0o444);
  chmodSync(folder, 0o555);
  // Root may write whatever the permissions say: another user has to try.
  const uid = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const asReader = async (args: readonly string[]) =>
    execa(NODE, [BIN, ...args], {
      cwd: abo.folder,
      env: { ...abo.env, NODE_COMPILE_CACHE: '' },
      extendEnv: false,
      reject: false,
      ...uid,
    });
  const changed = await asReader(CHANGE.split(' '));
  expect(abo.plain(changed.stderr)).toMatchInlineSnapshot(`
    "Error: The database <folder>/data/abo/abo.db is read-only. Nothing was written.
    To make changes, check the permissions of the file and its folder."
  `);
  expect(changed).toMatchObject({ exitCode: 7, stdout: '' });
  for (const question of [
    'contact list -c ACME',
    'subscription export',
    'simulate ticketing -c ACME',
    'history show 1',
    `${CHANGE} -n`,
  ]) {
    const { stdout, stderr, exitCode } = await asReader(question.split(' '));
    expect({ question, exitCode }).toEqual({ question, exitCode: 0 });
    expect(stdout).toContain('ACME');
    expect(stderr).not.toContain('Error');
  }
  chmodSync(folder, 0o755);
  expect(await abo.dump()).toBe(before);
});

fileTest('a full disk', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  const rows = Array.from({ length: 3000 }, (_, i) => `N${i},${'Long name '.repeat(20)}${i},client\n`);
  abo.write('many.csv', `company,name,universes\n${rows.join('')}`);
  const blocks = Math.ceil(statSync(abo.database).size / 1024) + 64;
  const { stderr, exitCode } = await execa(
    'bash',
    ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec ${NODE} ${BIN} company import many.csv -y -q > /dev/null`],
    { cwd: abo.folder, env: abo.env, extendEnv: false, reject: false },
  );
  expect(abo.plain(stderr)).toMatchInlineSnapshot(`
    "Error: The database <folder>/data/abo/abo.db can't be read or written: disk I/O error. Nothing was changed.
    Check the disk and its free space, then run it again."
  `);
  expect(exitCode).toBe(7);
  expect(await abo.dump()).toBe(before);
  expect((await abo.run('company import many.csv -y -q')).exitCode).toBe(0);
});
