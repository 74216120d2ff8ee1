/** `abo db backup` and `abo db copy`, as they are typed. Source: docs/contract/cli.md, "Commands". */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { ENGINES, newPlace } from '../storage/engines.js';
import { BIN, NODE, ROOT, test, type Abo } from './abo.js';
import { ACME } from './world.js';

/** Every row of a file of SQLite, of the tables that a copy takes. */
function rowsOf(file: string, but: readonly string[] = []): string {
  const handle = new Database(file, { fileMustExist: true });
  try {
    const tables = handle
      .prepare<[], string>("select name from sqlite_schema where type = 'table' order by name")
      .pluck()
      .all();
    const kept = tables.filter((name) => !but.includes(name));
    return JSON.stringify(kept.map((name) => [name, handle.prepare(`select * from "${name}"`).all()]));
  } finally {
    handle.close();
  }
}

/** What differs between databases with the same content: the identity, and when the tables were created. */
const OWN = ['meta', 'migration'];

/** Without checksums and identities, which differ from run to run. */
function plain(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{64}\b|\b[0-9a-f]{12}…/gu, '<sha256>')
    .replaceAll(/\([a-z]{4}\)/gu, '(<id>)')
    .replaceAll(/"identity": "[a-z]{4}"/gu, '"identity": "<id>"');
}

const TOOLS: Readonly<Record<string, string>> = {
  postgres: String.raw`Error: abo can't back up 127.0.0.1:<port>/<database>. Use the server's own tool, which can also restore the backup.
Run:
  pg_dump --format=custom '--file=it'\''s kept.dump' --dbname=postgres://postgres@127.0.0.1:<port>/<database>
`,
  mysql: String.raw`Error: abo can't back up 127.0.0.1:<port>/<database>. Use the server's own tool, which can also restore the backup.
The server where you restore it needs the database user that created the tables: see docs/servers.md.
Run:
  mariadb-dump --single-transaction --no-tablespaces --skip-add-locks --default-character-set=utf8mb4 --protocol=tcp --host=127.0.0.1 --port=<port> --user=root --password '--result-file=it'\''s kept.dump' -- <database>
`,
};

describe('backup', () => {
  test('writes a file with the same database', async ({ abo }) => {
    await abo.holds(ACME);
    expect((await abo('db backup kept.db')).replace(/\d\.\d MiB/u, '… MiB')).toMatchInlineSnapshot(`
      "
      $ abo db backup kept.db

      stderr
      Backed up <folder>/data/abo/abo.db to kept.db (… MiB).
      "
    `);
    expect(rowsOf(abo.path('kept.db'))).toBe(await abo.dump());
    expect(statSync(abo.path('kept.db')).mode & 0o777).toBe(0o600);
    const [before, after] = await abo.runEach(['history --format json', 'history --format json --db kept.db']);
    expect(after).toEqual(before);
    expect((await abo.run('company set name=X -c ACME --yes --db kept.db')).exitCode).toBe(0);
    expect((await abo('db backup other.db --lang fr')).replace(/\d,\d Mio/u, '… Mio')).toMatchInlineSnapshot(`
      "
      $ abo db backup other.db --lang fr

      stderr
      Base <folder>/data/abo/abo.db sauvegardée dans other.db (… Mio).
      "
    `);
    expect(readdirSync(abo.folder).filter((name) => name.includes('.db'))).toEqual(['kept.db', 'other.db']);
  });

  test('overwrites no file', async ({ abo }) => {
    await abo.holds(ACME);
    abo.write('there.db', 'another file');
    const before = await abo.dump();
    expect(
      await abo.each(['db backup there.db', 'db backup data/abo/abo.db', 'db backup nowhere/kept.db', 'db backup']),
    ).toMatchInlineSnapshot(`
      "
      $ abo db backup there.db

      stderr
      Error: The file “there.db” already exists.
      Choose another name, or delete the file first.
      exit 2

      $ abo db backup data/abo/abo.db

      stderr
      Error: FILE: “data/abo/abo.db” is the database and would be overwritten.
      Choose another file.
      exit 2

      $ abo db backup nowhere/kept.db

      stderr
      Error: “nowhere/kept.db” can't be written: there is no folder “<folder>/nowhere”.
      Create the folder, or choose another one.
      exit 2

      $ abo db backup

      stderr
      Error: abo db backup needs FILE.
      See abo db backup --help.
      exit 2
      "
    `);
    expect(abo.read('there.db')).toBe('another file');
    expect(await abo.dump()).toBe(before);
  });

  test('needs a database made by abo', async ({ abo }) => {
    abo.write('text.db', 'no database, whatever it is called');
    expect(await abo.each(['db backup kept.db', 'db backup kept.db --db text.db'])).toMatchInlineSnapshot(`
      "
      $ abo db backup kept.db

      stderr
      Error: There is no database at <folder>/data/abo/abo.db.
      Create it with abo db init, or choose another one with --db.
      exit 7

      $ abo db backup kept.db --db text.db

      stderr
      Error: text.db is not an SQLite database.
      Check --db, or the profile that names it.
      exit 7
      "
    `);
    expect(existsSync(abo.path('kept.db'))).toBe(false);
  });

  test('is a consistent snapshot while others write', async ({ abo }) => {
    await abo.holds(ACME);
    const stop = await busy(abo);
    try {
      for (let i = 0; i < 3; i++) {
        expect((await abo.run(`db backup kept${i}.db`)).exitCode).toBe(0);
        const handle = new Database(abo.path(`kept${i}.db`));
        expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
        // Both are written in one transaction.
        const sums = handle.prepare("select sum(value = 'on') = sum(value <> 'on') from meta where key like 'busy%'");
        expect(sums.pluck().get()).toBe(1);
        handle.close();
      }
    } finally {
      await stop();
    }
  });

  test('leaves nothing behind on a full disk or when it is interrupted', async ({ abo }) => {
    await abo.holds(ACME);
    enlarge(abo.database, 40_000);
    const full = await abo.spawnShell(`ulimit -f 8000; cd '${abo.folder}'; abo db backup kept.db`);
    expect(abo.plain(full.stderr)).toMatchInlineSnapshot(`
      "Error: The database kept.db can't be read or written: disk I/O error. Nothing was changed.
      Check the disk and its free space, then run it again.
      "
    `);
    expect(full.exitCode).toBe(7);
    for (const [signal, wait] of [
      ['SIGINT', 150],
      ['SIGTERM', 200],
      ['SIGINT', 250],
    ] as const) {
      await ended(abo, ['db', 'backup', 'kept.db'], signal, wait);
      if (existsSync(abo.path('kept.db'))) {
        expect(rowsOf(abo.path('kept.db'))).toBe(await abo.dump());
        return;
      }
      expect(readdirSync(abo.folder).filter((name) => name.includes('kept'))).toEqual([]);
    }
  });

  for (const engine of ENGINES.filter(({ name }) => name !== 'sqlite')) {
    test(`on ${engine.name} the suggested tool of the server makes the backup`, async ({ abo }) => {
      // A URL without settings needs no quotes.
      const [url = ''] = (await newPlace(engine)).split('?');
      expect((await abo.run(`db init --db ${url}`)).exitCode).toBe(0);
      const { stdout, stderr, exitCode } = await abo.run(['db', 'backup', "it's kept.dump", '--db', url]);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      const database = new URL(url).pathname.slice(1);
      expect(stderr.replaceAll(database, '<database>').replaceAll(/(?<=:|--port=)\d{4,5}\b/gu, '<port>')).toBe(
        TOOLS[engine.name],
      );
      // It prompts for a password, and this account has none.
      const command = stderr.split('\n  ')[1]?.trim().replace(' --password', '') ?? '';
      const made = await abo.spawnShell(`cd '${abo.folder}'; ${command}`);
      expect(made).toEqual({ stdout: '', stderr: '', exitCode: 0 });
      expect(abo.read("it's kept.dump")).toContain('change_set');
    });
  }
});

describe('copy', () => {
  test('checks first, then copies; afterwards both databases give the same answers', async ({ abo }) => {
    await abo.holds(ACME);
    await abo.answer('contact rename jean@acme.fr jp@acme.fr --yes');
    await abo.answer('contact remove ACME/support@acme.fr --yes');
    await abo.answer('undo 3 --yes');
    await abo.answer('address erase paul@part.fr --yes');
    expect(await abo('db copy --to new.db -n')).toMatchInlineSnapshot(`
      "
      $ abo db copy --to new.db -n
      Table         Rows
      company          4
      contact          6
      mailbox          4
      subscription     3
      change_set       5
      change          23
      stderr
      Would copy 45 rows to new.db, which is empty. Nothing was written.
      "
    `);
    expect(existsSync(abo.path('new.db'))).toBe(false);
    expect(plain(await abo('db copy --to new.db'))).toMatchInlineSnapshot(`
      "
      $ abo db copy --to new.db
      Table         Rows  SHA-256
      company          4  <sha256>
      contact          6  <sha256>
      mailbox          4  <sha256>
      subscription     3  <sha256>
      change_set       5  <sha256>
      change          23  <sha256>
      stderr
      Copied 45 rows to new.db (<id>), and verified the copy.
      "
    `);
    expect(rowsOf(abo.path('new.db'), OWN)).toBe(rowsOf(abo.database, OWN));
    expect(plain(await abo('db copy --to newer.db --lang fr --format json --db new.db'))).toMatchInlineSnapshot(`
      "
      $ abo db copy --to newer.db --lang fr --format json --db new.db
      {
        "schema": "abo.copy/1",
        "dry_run": false,
        "source": {
          "engine": "sqlite",
          "name": "new.db",
          "identity": "<id>"
        },
        "target": {
          "engine": "sqlite",
          "name": "newer.db",
          "identity": "<id>"
        },
        "tables": [
          {
            "name": "company",
            "rows": 4,
            "sha256": "<sha256>"
          },
          {
            "name": "contact",
            "rows": 6,
            "sha256": "<sha256>"
          },
          {
            "name": "mailbox",
            "rows": 4,
            "sha256": "<sha256>"
          },
          {
            "name": "subscription",
            "rows": 3,
            "sha256": "<sha256>"
          },
          {
            "name": "change_set",
            "rows": 5,
            "sha256": "<sha256>"
          },
          {
            "name": "change",
            "rows": 23,
            "sha256": "<sha256>"
          }
        ]
      }
      stderr
      45 lignes copiées dans newer.db (<id>) ; la copie a été vérifiée.
      "
    `);

    const questions = [
      'history --format json',
      'history show 3 --format json',
      'subscription list --format csv',
      'contact list --at 1 --format csv',
      'why jp@acme.fr ticketing -c ACME',
      'undo 2 -n --format json',
    ];
    const source = await abo.runEach(questions);
    const copy = await abo.runEach(questions.map((question) => `${question} --db new.db`));
    const unnamed = (text: string): string => text.replace(/"database":\{[^}]*\}|"database": \{[^}]*\}/u, '');
    expect(copy.map(({ stdout }) => unnamed(stdout).replaceAll(' --db new.db', ''))).toEqual(
      source.map(({ stdout }) => unnamed(stdout)),
    );
    expect((await abo.run('undo 2 --yes --db new.db')).exitCode).toBe(0);
  });

  test('an export belongs to the database that it came from, and not to its copy', async ({ abo }) => {
    await abo.holds(ACME);
    abo.write('boxes.csv', await abo.answer('mailbox export'));
    await abo.answer('db copy --to new.db');
    expect((await abo.run('mailbox import boxes.csv -n')).exitCode).toBe(0);
    const { stderr, exitCode } = await abo.run('mailbox import boxes.csv -n --db new.db');
    expect(exitCode).toBe(4);
    expect(stderr).toContain('foreign-revision');
    expect((await abo.run('mailbox import boxes.csv -n --two-way --db new.db')).exitCode).toBe(0);
    await abo.answer('company set name=X -c ACME -n --plan-out plan.json');
    expect((await abo.run('apply plan.json --yes --db new.db')).exitCode).toBe(6);
  });

  test('what is refused writes nothing', async ({ abo }) => {
    await abo.holds(ACME);
    await abo.answer('db copy --to new.db -q');
    abo.write(
      'config/abo/config.yaml',
      'profiles:\n  prod: { database: prod.db, protected: true }\n  old: { database: old.db, read_only: true }\n',
    );
    expect(
      await abo.each([
        'db copy',
        'db copy --to new.db',
        'db copy --to new.db --lang fr',
        'db copy --to data/abo/abo.db',
        'db copy --to nowhere/new.db',
        'db copy --to a.db --to-profile prod',
        'db copy --to-profile prod',
        'db copy --to-profile old',
        'db copy --to-profile nobody',
        'db copy --to oracle://x/y',
        'db copy --to b.db --as jean@acme.fr',
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ abo db copy

      stderr
      Error: abo db copy needs --to.
      See abo db copy --help.
      exit 2

      $ abo db copy --to new.db

      stderr
      Error: new.db is not empty. A copy needs an empty database and overwrites nothing. Nothing was written.
      Choose another one with --to.
      exit 2

      $ abo db copy --to new.db --lang fr

      stderr
      Erreur : new.db n'est pas vide. Une copie demande une base vide et n'écrase rien. Rien n'a été écrit.
      Indiquez-en une autre avec --to.
      exit 2

      $ abo db copy --to data/abo/abo.db

      stderr
      Error: data/abo/abo.db is the database to copy, perhaps under another name. Nothing was written.
      Choose another one with --to.
      exit 2

      $ abo db copy --to nowhere/new.db

      stderr
      Error: The database nowhere/new.db can't be created: there is no folder <folder>/nowhere.
      Create the folder, or check --db.
      exit 7

      $ abo db copy --to a.db --to-profile prod

      stderr
      Error: --to and --to-profile can't be used together.
      Use only one of them.
      exit 2

      $ abo db copy --to-profile prod

      stderr
      Error: The profile “prod” is protected: nothing was changed.
      To make changes, add --confirm prod.
      exit 5

      $ abo db copy --to-profile old

      stderr
      Error: The profile “old” is read-only: nothing was changed.
      Use another profile, or remove read_only from this one.
      exit 5

      $ abo db copy --to-profile nobody

      stderr
      Error: There is no profile “nobody” in <folder>/config/abo/config.yaml.
      Profiles: prod, old.
      exit 2

      $ abo db copy --to oracle://x/y

      stderr
      Error: abo does not support “oracle:” databases.
      Give the path of an SQLite file, or a URL that starts with sqlite:, postgres: or mysql:.
      exit 2

      $ abo db copy --to b.db --as jean@acme.fr

      stderr
      Error: jean@acme.fr can't do this: companies, contacts, undo and the database are for support staff only [staff-only].
      To act as support staff, leave out --as.
      exit 5
      "
    `);
    expect(readdirSync(abo.folder).filter((name) => name.endsWith('.db'))).toEqual(['new.db']);
    // The source of a copy is only read.
    expect((await abo.run('db copy --to-profile prod --confirm prod')).exitCode).toBe(0);
    expect((await abo.run('db copy --profile prod --to again.db')).exitCode).toBe(0);
  });

  for (const engine of ENGINES) {
    test(`a copy to ${engine.name} that is killed leaves nothing behind`, async ({ abo }) => {
      await abo.holds({
        'companies.csv': 'company,name,universes\nACME,Acme,client\n',
        'contacts.csv': `company,contact,name,universes\n${Array.from({ length: 20_000 }, (_, i) => `ACME,p${i}@x.fr,P ${i},client\n`).join('')}`,
      });
      const place = await newPlace(engine);
      let killed = 0;
      for (const wait of [300, 600, 900, 1_200]) {
        await ended(abo, ['db', 'copy', '--to', place], 'SIGKILL', wait);
        // The server rolls back when it notices that the connection is lost.
        if (engine.name !== 'sqlite') await setTimeout(300);
        const { contacts } = await engine.engine.status(place);
        if (contacts === 20_000) break;
        expect(contacts ?? 0).toBe(0);
        killed++;
      }
      expect(killed).toBeGreaterThan(0);
      const { contacts } = await engine.engine.status(place);
      if (contacts !== 20_000) {
        const { exitCode, stderr } = await abo.run(['db', 'copy', '--to', place]);
        expect([exitCode, stderr]).toEqual([0, expect.stringContaining('40,003')]);
      }
      expect(await engine.engine.status(place)).toMatchObject({ state: 'current', contacts: 20_000 });
    });
  }
});

const BETTER_SQLITE = join(ROOT, 'node_modules/better-sqlite3');

/** Starts a process that writes to the database as fast as it can, until it is stopped. */
async function busy(abo: Abo): Promise<() => Promise<void>> {
  const script = `
const Database = require(${JSON.stringify(BETTER_SQLITE)});
const handle = new Database(${JSON.stringify(abo.database)}, { timeout: 5000 });
const put = handle.prepare("insert into meta values (?, ?) on conflict (key) do update set value = excluded.value");
const both = handle.transaction((i) => { put.run('busy1', i % 2 ? 'on' : 'off'); put.run('busy2', i % 2 ? 'off' : 'on'); });
both.immediate(0);
console.log('begun');
for (let i = 1; ; i++) both.immediate(i);`;
  const child = spawn(NODE, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const closed = new Promise((resolve) => child.on('close', resolve));
  return async () => {
    child.kill('SIGKILL');
    await closed;
  };
}

/** Makes the file so large that a copy takes a while. */
function enlarge(file: string, rows: number): void {
  const handle = new Database(file);
  const put = handle.prepare('insert into meta values (?, ?)');
  handle.transaction(() => {
    for (let i = 0; i < rows; i++) put.run(`fat${i}`, 'x'.repeat(400));
  })();
  handle.close();
}

/** Runs a command, and sends it a signal after so many milliseconds. */
function ended(abo: Abo, args: readonly string[], signal: NodeJS.Signals, wait: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [BIN, ...args], { cwd: abo.folder, env: abo.env, stdio: 'ignore' });
    const timer = globalThis.setTimeout(() => child.kill(signal), wait);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
