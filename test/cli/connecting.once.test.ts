/**
 * Reaching a server, and what is said when it can't be: whole commands, on servers that ask for a password and can encrypt.
 * Source: docs/contract/cli.md, "Database", "Profiles" and "Exit codes" (7).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { SERVERS } from '../storage/engines.js';
import { CA, canStart, startOwn, type OwnServer } from '../storage/own-servers.js';
import { Proxy } from '../storage/proxy.js';
import { BIN, NODE, ROOT, test, type Abo, type Ran } from './abo.js';
import { ACME } from './world.js';

const PASSWORD = 'S3cret%pass';
const ENCODED = encodeURIComponent(PASSWORD);

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address.port;
}

/** The statements that the documentation gives to an administrator. */
const GRANTS = readFileSync(join(ROOT, 'docs/servers.md'), 'utf8');

const ENGINES = SERVERS.flatMap((engine) =>
  engine.name !== 'sqlite' && canStart(engine.name) ? [{ ...engine, name: engine.name }] : [],
);

describe.each(ENGINES)('$name', ({ name: engine, query, quoted }) => {
  const isPostgres = engine === 'postgres';
  let own: OwnServer;
  let port: number;

  beforeAll(async () => {
    own = await startOwn(engine);
    port = own.port;
    await query(own.url, isPostgres ? 'create database abo' : 'create database abo character set utf8mb4');
    for (const account of ['abo', 'abo_reader', 'abo_partly']) {
      await query(
        own.url,
        isPostgres
          ? `create role ${account} login password '${PASSWORD}'`
          : `create user ${account}@'%' identified by '${PASSWORD}'`,
      );
    }
    for (const statement of documented('writes')) await query(inAbo(), statement);
  });
  afterAll(() => own.stop());

  /** SQL blocks of the documentation, by the line above them. */
  function documented(what: 'writes' | 'reads', database = 'abo'): readonly string[] {
    const [, block = ''] = new RegExp(`<!-- ${engine} ${what} -->\\s*\`\`\`sql\\n(.*?)\`\`\``, 'su').exec(GRANTS) ?? [];
    const statements = block.split(';\n').filter((statement) => statement.trim() !== '');
    expect(statements.length).toBeGreaterThan(0);
    return statements.map((statement) =>
      statement.replace(/\babo\.\*|(?<=database )abo\b/u, (abo) => abo.replace('abo', database)),
    );
  }

  /** A database that the account has the documented rights to, until the test ends. */
  async function granted(database: string): Promise<string> {
    await query(own.url, `create database ${database}`);
    onTestFinished(async () => {
      await query(own.url, `drop database ${database}`);
    });
    const administered = own.url.replace(/[^/]*$/u, database);
    for (const statement of documented('writes', database)) await query(administered, statement);
    return url('abo').replace(/[^/]*$/u, database);
  }

  /** Runs the command that `db backup` suggests, or the documented one that restores the file, with no prompt for a password. */
  async function byTool(abo: Abo, command: string): Promise<Ran> {
    const silent = command.replace(' --password', '');
    return abo.spawnShell(`cd '${abo.folder}'; export ${variable}='${PASSWORD}'; ${silent}`);
  }

  async function backedUp(abo: Abo, env: Readonly<Record<string, string>>, file: string): Promise<Ran> {
    const { stderr, exitCode } = await abo.run(['db', 'backup', file], { env });
    if (exitCode !== 2) return plain({ stdout: '', stderr, exitCode });
    return byTool(abo, /(?<=^ {2}).*$/mu.exec(stderr)?.[0] ?? '');
  }

  async function restored(abo: Abo, file: string, database: string): Promise<Ran> {
    const [, command = ''] =
      new RegExp(`<!-- ${engine} restores -->\\s*\`\`\`sh\\n(.*?)\\n\`\`\``, 'su').exec(GRANTS) ?? [];
    return byTool(
      abo,
      isPostgres
        ? command.replace('HOST/abo', `localhost:${port}/${database}`).replace('abo.dump', file)
        : command.replace('HOST', `127.0.0.1 --port=${port}`).replace('abo < abo.sql', `${database} < ${file}`),
    );
  }

  const inAbo = (): string => own.url.replace(/[^/]*$/u, 'abo');
  const url = (account: string, more = ''): string => `${engine}://${account}@localhost:${port}/abo${more}`;

  /** Returns the texts with placeholders for the server's port and version. */
  function plain(ran: Ran): Ran {
    const said = (text: string): string =>
      text.replaceAll(`:${port}/`, ':<port>/').replaceAll(/'(\w+)'@'[^']*'/gu, `'$1'@'<host>'`);
    return { ...ran, stdout: said(ran.stdout), stderr: said(ran.stderr) };
  }

  const listFrom = async (abo: Abo, location: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    plain(await abo.run(['company', 'list', '--db', location], { env: more }));

  const failed = (stderr: string): Ran => ({ stdout: '', stderr, exitCode: 7 });

  /** The variable from which the tools of the engine read a password. */
  const variable = isPostgres ? 'PGPASSWORD' : 'MYSQL_PWD';

  async function ready(abo: Abo): Promise<void> {
    const env = { ABO_DATABASE_URL: url('abo'), [variable]: PASSWORD };
    await abo.answer('db init', { env });
    for (const [name, content] of Object.entries(ACME)) abo.write(join('acme', name), content);
    // Only the first call changes anything.
    await abo.answer('onboard acme -y -q', { env });
  }

  test('the error says why the server or database can’t be reached', async ({ abo }) => {
    expect(await listFrom(abo, `${engine}://abo@127.0.0.1:1/abo`)).toEqual(
      failed(
        "Error: The database 127.0.0.1:1/abo can't be reached: nothing is listening on that port.\n" +
          'Check the host and port in the URL, that the server is running, and the network in between.\n',
      ),
    );
    expect(await listFrom(abo, `${engine}://abo@nowhere.invalid/abo`)).toEqual(
      failed(
        "Error: The database nowhere.invalid/abo can't be reached: unknown host nowhere.invalid.\n" +
          'Check the host in the URL, and that this machine is on the right network.\n',
      ),
    );
    const nowhere = (location: string): string => location.replace(/[^/]*$/u, 'nodb');
    const lacking = failed(
      'Error: The server has no database localhost:<port>/nodb.\n' +
        `Ask its administrator to create it (${isPostgres ? 'createdb nodb' : 'create database `nodb`'}). After that, abo db init or db copy creates its tables.\n`,
    );
    expect(await listFrom(abo, nowhere(own.url))).toEqual(lacking);
    // MariaDB does not say so to an account without rights.
    if (isPostgres) expect(await listFrom(abo, nowhere(url('abo')), { [variable]: PASSWORD })).toEqual(lacking);
  });

  test('a wrong password, and no password', async ({ abo }) => {
    const hint = `Check the user in the URL, and its password: password_command or password_file of the profile, or ${isPostgres ? 'PGPASSFILE' : 'MYSQL_PWD'}.\n`;
    expect(await listFrom(abo, url('abo'), { [variable]: 'wr0ng' })).toEqual(
      failed(
        isPostgres
          ? `Error: The server of localhost:<port>/abo rejected the user or password: password authentication failed for user "abo".\n${hint}`
          : `Error: The server of localhost:<port>/abo rejected the user or password: Access denied for user 'abo'@'<host>' (using password: YES).\n${hint}`,
      ),
    );
    expect(await listFrom(abo, url('abo'))).toEqual(
      failed(
        isPostgres
          ? 'Error: The server of localhost:<port>/abo requires a password, and none is configured.\n' +
              'Give the profile a password_command or password_file, or name a password file in PGPASSFILE.\n'
          : `Error: The server of localhost:<port>/abo rejected the user or password: Access denied for user 'abo'@'<host>' (using password: NO).\n${hint}`,
      ),
    );
  });

  test('an account without rights fails at db init, at a read and at a write', async ({ abo }) => {
    const env = { [variable]: PASSWORD };
    const place = isPostgres ? 'bare' : 'abo_bare';
    await query(own.url, `create database ${place}`);
    onTestFinished(async () => {
      await query(own.url, `drop database ${place}`);
    });
    if (!isPostgres) await query(own.url, `grant select on ${place}.* to abo_reader@'%'`);
    const bare = url('abo_reader').replace(/[^/]*$/u, place);
    const hint =
      'Read access is enough to list, export, simulate and audit. For more, ask the administrator of the database.\n';
    expect(plain(await abo.run(['db', 'init', '--db', bare], { env }))).toEqual(
      failed(
        `Error: The database user has no permission to do that in localhost:<port>/${place}: ${
          isPostgres
            ? 'permission denied for schema public'
            : `CREATE command denied to user 'abo_reader'@'<host>' for table \`${place}\`.\`migration\``
        }.\n${hint}`,
      ),
    );
    await ready(abo);
    expect(await listFrom(abo, url('abo_reader'), env)).toEqual(
      failed(
        isPostgres
          ? `Error: The database user has no permission to do that in localhost:<port>/abo: permission denied for table migration.\n${hint}`
          : `Error: The database user has no permission to do that in localhost:<port>/abo: Access denied for user 'abo_reader'@'<host>' to database 'abo'.\n${hint}`,
      ),
    );
  });

  test('an account that may only read: lists, exports, simulates and audits, and changes nothing', async ({ abo }) => {
    await ready(abo);
    const env = { ABO_DATABASE_URL: url('abo'), [variable]: PASSWORD };
    for (const statement of documented('reads')) await query(inAbo(), statement);
    const reader = { ...env, ABO_DATABASE_URL: url('abo_reader') };
    const reads = [
      'company list',
      'contact list',
      'mailbox list',
      'sub list -c ACME',
      'sub export -c ACME',
      'simulate ticketing.ticket-created -c ACME -u client',
      'why ACME/jean@acme.fr ticketing.ticket-created',
      'audit --fail-on never',
      'history',
      'history show 1',
      'find acme',
      'db status',
      'can view --as jean@acme.fr -c ACME',
      'contact list --at 0',
      'mailbox clear ticketing -c ACME -u client -n',
    ];
    const [mine, theirs] = [await abo.runEach(reads, { env }), await abo.runEach(reads, { env: reader })];
    expect(theirs).toEqual(mine);
    expect(mine.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      reads.map((command) => ({
        exitCode: 0,
        stderr: / -n$|--at 0$/u.test(command) ? (expect.any(String) as string) : '',
      })),
    );
    for (const write of [
      'mailbox clear ticketing -c ACME -u client -y -q',
      'undo 1 -y -q',
      'address erase m@acme.fr -y -q',
    ]) {
      const { stderr, exitCode } = plain(await abo.run(write, { env: reader }));
      expect({ stderr, exitCode }).toEqual({
        exitCode: 7,
        stderr:
          'Error: The database localhost:<port>/abo is read-only. Nothing was written.\n' +
          'To make changes, use a database user with write access, on a server that is not a replica.\n',
      });
    }
    expect(await abo.runEach(reads, { env })).toEqual(mine);
  });

  test('a permission missing in the middle of a change: nothing is written', async ({ abo }) => {
    await ready(abo);
    const partly = isPostgres
      ? [
          'grant usage on schema public to abo_partly',
          'grant select, insert on all tables in schema public to abo_partly',
        ]
      : ["grant select, insert on abo.* to abo_partly@'%'"];
    for (const statement of partly) await query(inAbo(), statement);
    const env = { ABO_DATABASE_URL: url('abo_partly'), [variable]: PASSWORD };
    const before = await query(inAbo(), 'select count(*) as sets from change_set');
    const ran = plain(await abo.run('company add LATE name=Late universes=client -y -q', { env }));
    expect(ran.exitCode).toBe(7);
    expect(ran.stderr).toMatch(
      isPostgres
        ? /^Error: The database user has no permission to do that in localhost:<port>\/abo: permission denied for table \w+\.\n/u
        : /^Error: The database user has no permission to do that in localhost:<port>\/abo: UPDATE command denied to user 'abo_partly'@'<host>' for table `abo`\.`\w+`\.\n/u,
    );
    expect(await query(inAbo(), 'select count(*) as sets from change_set')).toEqual(before);
  });

  test('a backup by the suggested command, with the documented permissions, can be restored elsewhere', async ({
    abo,
  }) => {
    await ready(abo);
    const env = { ABO_DATABASE_URL: url('abo'), [variable]: PASSWORD };
    for (const statement of documented('reads')) await query(inAbo(), statement);
    const done = { stdout: '', stderr: '', exitCode: 0 };
    expect(await backedUp(abo, env, 'kept')).toEqual(done);
    const elsewhere = await granted('abo_kept');
    expect(await restored(abo, 'kept', 'abo_kept')).toEqual(done);
    const questions = [
      'db status',
      'company list --format csv',
      'sub export -c ACME',
      'history show 1 --format json',
      'contact list --at 1 --format csv',
      'undo 1 -n --format json',
    ];
    const there = { ...env, ABO_DATABASE_URL: elsewhere };
    const said = (ran: readonly Ran[]): readonly Ran[] =>
      ran.map((each) => ({ ...each, stdout: each.stdout.replaceAll('abo_kept', 'abo').replace(/Size .*/u, '') }));
    const mine = await abo.runEach(questions, { env });
    expect(mine.map(({ exitCode }) => exitCode)).toEqual(questions.map(() => 0));
    expect(said(await abo.runEach(questions, { env: there }))).toEqual(said(mine));
    const cells = 'select * from subscription_cell order by company, contact, universe, category, channel';
    const administered = own.url.replace(/[^/]*$/u, 'abo_kept');
    expect(await query(administered, cells)).toEqual(await query(inAbo(), cells));
    await expect(query(administered, 'delete from change_set')).rejects.toThrow('append-only');
    await abo.answer('address erase lea@acme.fr -y -q', { env: there });
    await abo.answer('company add NEW name=New universes=client -y -q', { env: there });

    // It can be read, but a backup would lack what MySQL leaves out.
    const reader = { ...env, ABO_DATABASE_URL: url('abo_reader') };
    expect(await backedUp(abo, reader, 'read')).toEqual(
      isPostgres
        ? done
        : failed(
            'Error: The database user has no permission to do that in localhost:<port>/abo: Access denied; you need (at least one of) the TRIGGER privilege(s) for this operation.\n' +
              'Read access is enough to list, export, simulate and audit. For more, ask the administrator of the database.\n',
          ),
    );
    if (!isPostgres) return;
    await granted('abo_read');
    expect(await restored(abo, 'read', 'abo_read')).toEqual(done);
  });

  test.runIf(!isPostgres)('a dump restored on a server without the account that owned the tables', async ({ abo }) => {
    const made = url('maker').replace(/[^/]*$/u, 'abo_made');
    const administered = own.url.replace(/[^/]*$/u, 'abo_elsewhere');
    for (const statement of [
      'create database abo_made',
      'create database abo_elsewhere',
      'create database abo_copied',
    ]) {
      await query(own.url, statement);
    }
    onTestFinished(async () => {
      for (const name of ['made', 'elsewhere', 'copied']) await query(own.url, `drop database abo_${name}`);
    });
    await query(own.url, `create user maker@'%' identified by '${PASSWORD}'`);
    for (const statement of documented('writes', 'abo_made')) {
      await query(own.url, statement.replace('to abo', "to maker@'%'"));
    }
    const env = { ABO_DATABASE_URL: made, [variable]: PASSWORD };
    await abo.answer('db init', { env });
    for (const [name, content] of Object.entries(ACME)) abo.write(join('acme', name), content);
    await abo.answer('onboard acme -y -q', { env });
    expect(await backedUp(abo, env, 'kept.sql')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    await query(own.url, "drop user maker@'%'");
    const keeper = new URL(own.url);
    const restore = `mariadb --host=127.0.0.1 --port=${port} --user=${keeper.username} -p${keeper.password}`;
    expect((await byTool(abo, `${restore} abo_elsewhere < kept.sql`)).stderr).toBe('');

    const there = { ABO_DATABASE_URL: administered };
    expect((await query(administered, 'select * from subscription_cell')).length).toBeGreaterThan(0);
    expect((await abo.run('db status', { env: there })).exitCode).toBe(0);
    await abo.answer('company add NEW name=New universes=client -y -q', { env: there });
    const erased = await abo.run('address erase lea@acme.fr -y -q', { env: there });
    expect({ ...plain(erased), stdout: '' }).toEqual(
      failed(
        "Error: The server of localhost:<port>/abo_elsewhere lacks the database user that owns the journal's triggers: The user specified as a definer ('maker'@'<host>') does not exist. Nothing was written.\n" +
          'Ask its administrator to create that user with the rights in docs/servers.md, or make a db copy, whose triggers belong to you.\n',
      ),
    );
    const copied = own.url.replace(/[^/]*$/u, 'abo_copied');
    await abo.answer(['db', 'copy', '--to', copied, '-q'], { env: there });
    await abo.answer(['address', 'erase', 'lea@acme.fr', '-y', '-q', '--db', copied]);
    await query(own.url, `create user maker@'%' identified by '${PASSWORD}'`);
    for (const statement of documented('writes', 'abo_elsewhere')) {
      await query(own.url, statement.replace('to abo', "to maker@'%'"));
    }
    await abo.answer('address erase lea@acme.fr -y -q', { env: there });
  });

  test.runIf(isPostgres).for(['LATIN1', 'SQL_ASCII'])('a database in %s is refused', async (encoding, { abo }) => {
    await query(own.url, `create database old encoding '${encoding}' lc_collate 'C' lc_ctype 'C' template template0`);
    onTestFinished(async () => {
      await query(own.url, 'drop database old');
    });
    const place = own.url.replace(/[^/]*$/u, 'old');
    for (const command of ['db init', 'db status', 'company list']) {
      expect(plain(await abo.run(`${command} --db ${place}`))).toEqual(
        failed(
          `Error: The database localhost:<port>/old has the encoding ${encoding}, which can't store every name. abo needs UTF8.\n` +
            'Ask its administrator to create another one: createdb --encoding=UTF8 --template=template0 NAME\n',
        ),
      );
    }
    expect(await query(place, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test('another program that answers on the port', async ({ abo }) => {
    const web = createHttpServer((_, response) => response.end());
    const redis = createServer((socket) => {
      socket.on('data', (said) => {
        // It reads up to the first NUL.
        if (/^[^\0]*\n/u.test(said.toString('latin1'))) socket.write("-ERR unknown command 'x'\r\n");
      });
    });
    const mail = createServer((socket) => socket.write('220 mail.example.net ESMTP\r\n'));
    for (const [server, found] of [
      [web, ' but a web server'],
      [redis, ''],
      [mail, ''],
    ] as const) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(async () => {
        server.close();
      });
      for (const parameters of ['', '?sslmode=disable']) {
        const began = Date.now();
        const ran = await abo.run([
          'db',
          'status',
          '--db',
          `${engine}://abo@127.0.0.1:${portOf(server)}/abo${parameters}`,
        ]);
        expect({ ...ran, stderr: ran.stderr.replace(`:${portOf(server)}/`, ':<port>/') }).toEqual(
          failed(
            `Error: The server at 127.0.0.1:<port>/abo is not ${isPostgres ? 'PostgreSQL' : 'MySQL or MariaDB'}${found}.\n` +
              'Check the host and port in the URL, and whether it should start with postgres: or mysql:.\n',
          ),
        );
        expect(Date.now() - began).toBeLessThan(8_000);
      }
    }
  });

  test('the other kind of server on the port', async ({ abo }) => {
    const [scheme, expected, found] = isPostgres
      ? ['mysql', 'MySQL or MariaDB', 'PostgreSQL']
      : ['postgres', 'PostgreSQL', 'MySQL or MariaDB'];
    for (const parameters of ['', '?sslmode=disable', '?sslmode=verify-full']) {
      expect(await listFrom(abo, `${scheme}://abo@127.0.0.1:${port}/abo${parameters}`)).toEqual(
        failed(
          `Error: The server at 127.0.0.1:<port>/abo is not ${expected} but ${found}.\n` +
            'Check the host and port in the URL, and whether it should start with postgres: or mysql:.\n',
        ),
      );
    }
  });

  test('a server that is too old', async ({ abo }) => {
    const proxy = await Proxy.to(own.url);
    const [found, old] = isPostgres ? [/1\d00\d\d/u, '120022'] : [/\b1\d\.\d{1,2}\.\d{1,2}-MariaDB/u, ''];
    proxy.rewrite = (said) => {
      const text = said.toString('latin1');
      const version = found.exec(text)?.[0];
      if (version === undefined) return said;
      return Buffer.from(
        text.replaceAll(version, isPostgres ? old : '10.5.1-MariaDB'.padStart(version.length, '0')),
        'latin1',
      );
    };
    const { stderr, exitCode, stdout } = await abo.run(['company', 'list', '--db', proxy.url()]);
    const [server, version, needed] = isPostgres ? ['PostgreSQL', '12.22', '13'] : ['MariaDB', '10.5', '10.6'];
    expect({ stdout, stderr: stderr.replaceAll(`${proxy.port}`, '<port>'), exitCode }).toEqual(
      failed(
        `Error: The server of 127.0.0.1:<port>/${isPostgres ? 'postgres' : 'mysql'} is too old: ${server} ${version}.\nabo needs ${server} ${needed} or newer.\n`,
      ),
    );
  });

  test('a server that accepts and never answers, in French', async ({ abo }) => {
    const proxy = await Proxy.to(inAbo());
    proxy.hang();
    const ran = await abo.run(['company', 'list', '--lang', 'fr', '--db', proxy.url({ connect_timeout: '1' })]);
    expect({ ...ran, stderr: ran.stderr.replaceAll(`${proxy.port}`, '<port>') }).toEqual(
      failed(
        "Erreur : la base 127.0.0.1:<port>/abo est injoignable : son serveur n'a pas répondu à temps.\n" +
          "Vérifiez l'hôte et le port dans l'URL, que le serveur est démarré, et le réseau entre les deux.\n",
      ),
    );
  });

  test('a server that stops answering in the middle of an answer', async ({ abo }) => {
    await ready(abo);
    const proxy = await Proxy.to(inAbo());
    void proxy.failAt(/\bfrom ["`]company["`]/iu, 'split');
    const ran = await abo.run(['company', 'list', '--db', proxy.url({ answer_timeout: '2' })]);
    expect({ ...ran, stderr: ran.stderr.replaceAll(`${proxy.port}`, '<port>') }).toEqual(
      failed(
        'Error: The connection to 127.0.0.1:<port>/abo was lost. Nothing was written.\n' +
          'Run it again when the server can be reached.\n',
      ),
    );
  });

  test('TLS follows sslmode', async ({ abo }) => {
    await ready(abo);
    const env = { [variable]: PASSWORD };
    const listed = { stdout: expect.any(String) as string, stderr: '', exitCode: 0 };
    const by = async (host: string, parameters: string): Promise<Ran> =>
      listFrom(abo, url('abo', parameters).replace('localhost', host), env);
    expect(await by('localhost', '')).toEqual(listed);
    expect(await by('localhost', '?sslmode=require')).toEqual(listed);
    expect(await by('localhost', `?sslmode=verify-full&sslrootcert=${CA}`)).toEqual(listed);
    expect(await by('127.0.0.1', `?sslmode=verify-ca&sslrootcert=${CA}`)).toEqual(listed);
    const hint = 'Check sslmode and sslrootcert in the URL.\n';
    const wrongHost = await by('127.0.0.1', `?sslmode=verify-full&sslrootcert=${CA}`);
    expect(wrongHost).toMatchInlineSnapshot(`
      {
        "exitCode": 7,
        "stderr": "Error: The connection to 127.0.0.1:<port>/abo can't be encrypted as requested: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: .
      Check sslmode and sslrootcert in the URL.
      ",
        "stdout": "",
      }
    `);
    const unknown = await by('localhost', '?sslmode=verify-full');
    expect(unknown).toEqual(
      failed(
        `Error: The connection to localhost:<port>/abo can't be encrypted as requested: unable to verify the first certificate.\n${hint}`,
      ),
    );
    expect(await by('localhost', '?sslmode=verify-ca&sslrootcert=/nowhere/ca.pem')).toEqual({
      stdout: '',
      stderr:
        "Error: The certificates in /nowhere/ca.pem can't be read.\n" +
        'sslrootcert must name a file of PEM certificates. Check its path and permissions.\n',
      exitCode: 2,
    });
    // The bytes sent over the network.
    for (const [mode, readable] of [
      ['require', false],
      ['prefer', false],
      ['disable', true],
    ] as const) {
      const proxy = await Proxy.to(url(`abo:${ENCODED}`));
      expect(await abo.run(['company', 'list', '--db', proxy.url({ sslmode: mode })])).toEqual(listed);
      expect({ mode, readable: /select/iu.test(proxy.heard) }).toEqual({ mode, readable });
    }
  });

  test('a profile takes its password from a command or a file', async ({ abo }) => {
    await ready(abo);
    abo.write('config/abo/pw', `${PASSWORD}\n`);
    chmodSync(abo.path('config/abo/pw'), 0o600);
    const command = `cat '${abo.path('config/abo/pw')}'`;
    abo.write(
      'config/abo/config.yaml',
      `profiles:
  command: { database: "${url('abo')}", password_command: "${command}" }
  file: { database: "${url('abo')}", password_file: pw }
  # Goes before the URL's.
  both: { database: "${url('abo:wr0ng')}", password_file: pw }
  none: { database: "${url('abo')}", password_file: nowhere }
  empty: { database: "${url('abo')}", password_file: nothing }
  silent: { database: "${url('abo')}", password_command: "true" }
  fails: { database: "${url('abo')}", password_command: "echo ${PASSWORD}; exit 3" }
`,
    );
    const listed = { stdout: expect.any(String) as string, stderr: '', exitCode: 0 };
    for (const profile of ['command', 'file', 'both']) {
      expect({ profile, ...(await abo.run(`company list --profile ${profile}`)) }).toEqual({ profile, ...listed });
    }
    expect(plain(await abo.run('company list --profile none'))).toEqual(
      failed(
        `Error: The password_file of the profile none returned no password: “${abo.path('config/abo/nowhere')}” can't be read: no such file or folder.\n` +
          'Correct it in config.yaml. To see where that file is, run abo config.\n',
      ),
    );
    abo.write('config/abo/nothing', '\n');
    for (const [profile, said] of [
      ['empty', 'The password_file of the profile empty returned no password: the file is empty'],
      ['silent', 'The password_command of the profile silent returned no password: it printed nothing'],
    ] as const) {
      expect(await abo.run(`company list --profile ${profile}`)).toEqual(
        failed(`Error: ${said}.\nCorrect it in config.yaml. To see where that file is, run abo config.\n`),
      );
    }
    expect(plain(await abo.run('company list --profile fails -v'))).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(
        /^Error: The password_command of the profile fails returned no password: exit 3\.\nCorrect it in config\.yaml\. To see where that file is, run abo config\.\n/u,
      ) as string,
      exitCode: 7,
    });
  });

  test('no password is visible in the output, plans, the journal or the list of processes', async ({ abo }) => {
    await ready(abo);
    const location = url(`abo:${ENCODED}`);
    abo.write('config/abo/pw', PASSWORD);
    abo.write(
      'config/abo/config.yaml',
      `profiles:\n  file: { database: "${url('abo')}", password_command: "cat '${abo.path('config/abo/pw')}'" }\n` +
        `  url: { database: "${location}" }\n  bad: { database: "${url('abo:wr0ng-S3cret')}" }\n` +
        `  away: { database: "${location.replace(`${port}`, '1')}" }\n  odd: { database: "${location}?nonsense=1" }\n`,
    );
    const commands = [
      'db init',
      'db status',
      'db status --format json',
      'company add NEW name=New universes=client -y',
      'company set name=Newer -c NEW -y --format json',
      'company set name=Newest -c NEW -n --plan-out new.plan',
      'apply new.plan -y',
      'history --format json',
      'history show 1 --format json',
      'config',
      'config --format json',
      'profile list',
      'company set name=X -c NOPE -y',
      'company remove NEW -y',
    ];
    let said = '';
    for (const profile of ['file', 'url', 'bad', 'away', 'odd']) {
      const ran = await abo.runEach(commands.map((command) => `${command} -v --profile ${profile}`));
      said += ran.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    }
    const ran = await abo.runEach(
      commands.map((command) => `${command} -v`),
      { env: { ABO_DATABASE_URL: location } },
    );
    said += ran.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    said += abo.read('new.plan');
    expect(said).toContain(`localhost:${port}/abo`);
    const journal = await query(inAbo(), 'select * from change_set');
    expect(journal.length).toBeGreaterThan(0);
    const everything = said + JSON.stringify([journal, await query(inAbo(), `select * from ${quoted('change')}`)]);
    expect(everything).not.toMatch(/S3cret|wr0ng/u);

    const proxy = await Proxy.to(own.url);
    proxy.hang();
    const settings = `profiles:\n  silent: { database: "${proxy.url({ connect_timeout: '60' }).replace(/\/\/[^@]*@/u, `//abo:${ENCODED}@`)}" }\n`;
    abo.write('config/abo/config.yaml', settings);
    const accepted = proxy.connected();
    const child = spawn(NODE, [BIN, 'company', 'list', '--profile', 'silent'], { cwd: abo.folder, env: abo.env });
    const ended = once(child, 'close');
    await accepted;
    const list = spawn('ps', ['-eo', 'args']);
    let processes = '';
    list.stdout.setEncoding('utf8').on('data', (text: string) => (processes += text));
    await once(list, 'close');
    expect(processes).toContain('--profile silent');
    expect(processes).not.toMatch(/S3cret/u);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });

  test('interrupted while it writes: exit 130, nothing is written, and no lock is left', async ({ abo }) => {
    await ready(abo);
    const proxy = await Proxy.to(inAbo());
    const write = ['company', 'add', 'CUT', 'name=Cut', 'universes=client', '-y', '-q'];
    const env = { ABO_DATABASE_URL: proxy.url() };
    const stuck = proxy.failAt(/insert into ["`]change_set["`]/iu, 'split');
    const child = spawn(NODE, [BIN, ...write], { cwd: abo.folder, env: { ...abo.env, ...env } });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close');
    await stuck;
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(stderr).toBe('Interrupted: nothing was written.\n');
    proxy.cutAll();
    await proxy.close();
    const here = { ABO_DATABASE_URL: url('abo'), [variable]: PASSWORD };
    // The server rolls back once it notices that the client is not there.
    for (;;) {
      const { exitCode } = await abo.run('company add NEXT name=Next universes=client -y -q', { env: here });
      if (exitCode === 0) break;
      expect(exitCode).toBe(6);
      await setTimeout(100);
    }
    expect(await abo.answer('company list --format csv', { env: here })).not.toContain('CUT');
    await abo.answer('company remove NEXT -y -q', { env: here });
  });

  test.runIf(isPostgres)('PGPASSFILE', async ({ abo }) => {
    await ready(abo);
    const file = abo.write(
      'pgpass',
      `# host:port:database:account:password\nelsewhere:*:*:*:wr0ng\nlocalhost:${port}:abo:abo:${PASSWORD.replaceAll(/[:\\]/gu, '\\$&')}\n`,
    );
    chmodSync(file, 0o600);
    expect(await listFrom(abo, url('abo'), { PGPASSFILE: file })).toMatchObject({ stderr: '', exitCode: 0 });
    expect((await listFrom(abo, url('abo_reader'), { PGPASSFILE: file })).stderr).toContain('requires a password');
    chmodSync(file, 0o644);
    expect(await listFrom(abo, url('abo'), { PGPASSFILE: file })).toEqual(
      failed(
        `Error: The password file ${file} is not used, because other users can read it.\nMake it private: chmod 600 ${file}\n`,
      ),
    );
  });
});
