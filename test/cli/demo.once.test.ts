/** `abo demo`: what it shows, that it fits, and that it leaves nothing behind. Source: docs/contract/cli.md, "Commands". */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { describe, expect } from 'vitest';
import { BIN, NODE, test, type Abo } from './abo.js';

/** Settings by which the tour creates its temporary files in a folder that the test can list. */
function withTemporary({ folder }: Abo): {
  readonly env: Readonly<Record<string, string>>;
  readonly left: () => string[];
} {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  return { env: { TMPDIR: temporary }, left: () => readdirSync(temporary) };
}

test('each step of the tour shows its command and the answer', async ({ abo }) => {
  const { stdout, stderr, exitCode } = await abo.run('demo');
  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(abo.plain(stdout).replace(/\S+(?=\/demo\.db)/u, '<tmp>')).toMatchInlineSnapshot(`
    "A tour of abo, on a temporary database, with the example files in fixtures/
    ── A new customer: four files, exactly as a French Excel saved them ────────────
    $ abo onboard onboarding-excel --yes
    … 24 lines: how each file was read, and every change it makes
    Plan: 18 to add, 0 to change, 0 to remove; 11 unchanged.
    Deliveries: 20 gained, 0 lost.
    Applied as change set 1. Undo with: abo undo 1
    ── Who is subscribed to what ───────────────────────────────────────────────────
    $ abo subscription list --company 00075 --category deliveries,service-settings,ticketing,messaging
    00075  Le Goff; SARL — Client universe
                                                Deliv.   Setup  Ticket  Messag
      Contact                                    I   E   I   E   I   E   I   E
    A Anne "Nanou" Le Goff  anne@legoff.example  A   ✗   A   A   A   A   ✗   ✗
    ø Ève Œuvrard           eve@legoff.example   –   ✓   –   ·   –   ✓   –   ✓
      Séan O'Neil           o'neil+x@été.fr      ·   ·   ✓   ✓   ✓   ·   ·   ·

    ✓ chosen   A administrator, on by default   ✗ opted out   · off   – impossible
    ø no access to the portal   I interface, E e-mail
    ── A conversation starts: who would be notified, who not, and why ──────────────
    $ abo simulate messaging.conversation-created --company 00075
    messaging.conversation-created  a conversation is created

    00075  Le Goff; SARL — Client universe
      Notified: 1 delivery
        E-mail             eve@legoff.example   chose to be notified
      Not notified:
        E-mail             generic mailbox      no address is set
        Interface, E-mail  anne@legoff.example  opted out
        Interface          eve@legoff.example   has no access to the portal
        Interface, E-mail  o'neil+x@été.fr      has not subscribed

    This is what the configuration says. abo can't see whether a message was sent.
    ── Before a change: what it would do, and to whom ──────────────────────────────
    $ abo subscription set messaging.email=off --company 00075 --dry-run
    Database: <tmp>/demo.db (sqlite)
    00075  Le Goff; SARL
      ~ subscription  client  messaging.email  eve@legoff.example  on → off
    Plan: 0 to add, 1 to change, 0 to remove; 2 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      00075  eve@legoff.example
    Silenced: 1 category will no longer notify anyone.
      00075  client  messaging
    Dry run: nothing was changed.
    ── A file with errors: all of them at once, and nothing is written ─────────────
    $ abo contact import faulty/contacts.csv --yes
    faulty/contacts.csv: contacts, windows-1252, semicolon
    faulty/contacts.csv:3 (record 2), column C “E-mail”: “paul.martin@” is not an e-mail address [bad-email]
    faulty/contacts.csv:4 (record 3), column D “Rôle”: “Chef” is not a valid value here; valid values: admin, user [bad-value]
    faulty/contacts.csv:5 (record 4), column A “Société”: there is no company “0075”; did you mean “00075”? [unknown-company]
    Rejected: 3 errors, nothing was written.
    $ abo history
    No.  When (UTC)        Who   Command  Changes  Note
      1  2026-11-24 09:30  <user>  onboard       18  onboarding-excel
    The database was deleted. To create your own: abo db init, abo onboard FOLDER
    "
  `);
});

describe('on a terminal of 80 columns the tour takes less than 60 lines', () => {
  test.for(['en', 'fr'])('in %s, with colour and without', async (language, { abo }) => {
    const coloured = await onTerminal(abo, ['demo', '--lang', language]);
    const plain = await onTerminal(abo, ['demo', '--lang', language, '--no-color']);
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(plain).toBe(stripVTControlCharacters(plain));
    for (const text of [coloured, plain]) expect(rowsOf(text)).toBeLessThan(60);
  });
});

test('the tour is in the language of --lang, ABO_LANG or the locale', async ({ abo }) => {
  const french = await abo.answer('demo --lang fr');
  expect(french).toContain('Qui est abonné à quoi');
  expect(french).toContain("Pour l'annuler");
  expect(french).not.toMatch(/\bPlan: |Undo with|Rejected|What follows/u);
  const title = french.split('\n')[0];
  expect((await abo.answer('demo', { env: { ABO_LANG: 'fr' } })).split('\n')[0]).toBe(title);
  expect((await abo.answer('demo', { env: { LC_ALL: 'fr_FR.UTF-8' } })).split('\n')[0]).toBe(title);
});

test('the tour needs no setting, and ignores wrong ones', async ({ abo }) => {
  abo.write('abo.config.yaml', 'profile: nowhere\n');
  for (const env of [{}, { ABO_DATABASE_URL: abo.path('mine.db') }, { ABO_PROFILE: 'nowhere' }]) {
    await abo.answer('demo', { env });
  }
  expect(readdirSync(abo.folder)).toEqual(['abo.config.yaml']);
});

test('the tour leaves nothing behind', async ({ abo }) => {
  const { env, left } = withTemporary(abo);
  await abo.answer('demo', { env });
  expect(left()).toEqual([]);
  expect(readdirSync(abo.folder)).toEqual(['tmp']);
});

test('an interrupted tour leaves nothing behind', async ({ abo }) => {
  const { env, left } = withTemporary(abo);
  const child = spawn(NODE, [BIN, 'demo'], { cwd: abo.folder, env: { ...abo.env, ...env } });
  const databases = (): string[] => left().flatMap((folder) => readdirSync(join(abo.folder, 'tmp', folder)));
  await expect.poll(databases, { interval: 5, timeout: 20_000 }).toContain('demo.db');
  child.kill('SIGTERM');
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expect(exitCode).not.toBe(0);
  expect(left()).toEqual([]);
});

test('a tour that fails leaves nothing behind', async ({ abo }) => {
  const { env, left } = withTemporary(abo);
  abo.write('folder', 'a file');
  const { exitCode, stderr } = await abo.run('demo --keep folder/tour.db', { env });
  expect(exitCode).toBe(7);
  expect(abo.plain(stderr)).toMatchInlineSnapshot(`
    "Error: The database <folder>/folder/tour.db can't be opened: ENOTDIR: not a directory, open '<folder>/folder/tour.db'.
    Check the permissions of the file and its folder.
    "
  `);
  expect(left()).toEqual([]);
});

test('--keep keeps the database in a new file', async ({ abo }) => {
  const said = await abo.answer('demo --keep tour.db');
  expect(said.trimEnd().split('\n').at(-1)).toBe(`The database is kept: ${abo.path('tour.db')}`);
  expect(readdirSync(abo.folder)).toEqual(['tour.db']);
  expect(await abo.answer('company list --db tour.db --format csv')).toContain('00075,Le Goff; SARL,client');

  expect(await abo('demo --keep tour.db')).toMatchInlineSnapshot(`
    "
    $ abo demo --keep tour.db

    stderr
    Error: The file “<folder>/tour.db” already exists.
    Choose another name, or delete the file first.
    exit 2
    "
  `);
});

test('the tour has no JSON', async ({ abo }) => {
  expect(await abo('demo --format json')).toMatchInlineSnapshot(`
    "
    $ abo demo --format json

    stderr
    {"schema":"abo.error/1","code":"bad-value","message":"“json” is not a valid value for --format.","hint":"Valid values: table."}
    exit 2
    "
  `);
});

/** Everything that is sent to a terminal of 80 columns. */
async function onTerminal({ env, folder }: Abo, args: readonly string[]): Promise<string> {
  const settings = { ...env, TERM: 'xterm-256color' };
  const terminal = spawnOnTerminal(NODE, [BIN, ...args], { cols: 80, rows: 70, cwd: folder, env: settings });
  let text = '';
  terminal.onData((data) => (text += data));
  const exitCode = await new Promise((resolve) => {
    terminal.onExit((end) => {
      resolve(end.exitCode);
    });
  });
  expect(exitCode).toBe(0);
  return text;
}

/** The rows that the text takes on 80 columns. Each of its characters takes one column. */
function rowsOf(text: string): number {
  const lines = stripVTControlCharacters(text).trimEnd().split('\r\n');
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / 80)), 0);
}
