/**
 * Servers that a test file starts for itself, which ask for a password and can encrypt: those of the machine are left as
 * they are. Where their programs are not installed one line says so, and the tests are left out; with the engine's name
 * in ABO_TEST_REQUIRE that is a failure. Source: CONTRIBUTING.md, "Servers for tests".
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import pg from 'pg';

export interface OwnServer {
  readonly port: number;
  /** Of its administrator, by its name in the certificate. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Signed by `ca.pem`, for `localhost`. */
export const CERTIFICATES = join(import.meta.dirname, 'certificates');
export const CA = join(CERTIFICATES, 'ca.pem');
const ADMINISTRATOR = 'keeper';
const PASSWORD = 'administrator';

const FOLDERS = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  '/usr/sbin',
  ...postgresFolders('/usr/lib/postgresql'),
];

/** Debian has a folder a version, the newest last. */
function postgresFolders(root: string): readonly string[] {
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
}

function program(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).findLast((path) => existsSync(path));
}

const PROGRAMS = { postgres: ['initdb', 'postgres'], mysql: ['mariadb-install-db', 'mariadbd'] } as const;

export function canStart(engine: 'postgres' | 'mysql'): boolean {
  const missing = PROGRAMS[engine].filter((name) => program(name) === undefined);
  if (missing.length === 0) return true;
  const said = `${missing.join(', ')} not found`;
  if ((process.env['ABO_TEST_REQUIRE'] ?? '').split(',').includes(engine)) throw new Error(`${engine}: ${said}`);
  process.stderr.write(`Not tested with passwords and TLS on ${engine}: ${said}.\n`);
  return false;
}

export function startOwn(engine: 'postgres' | 'mysql'): Promise<OwnServer> {
  return engine === 'postgres' ? startPostgres() : startMariaDb();
}

/** It refuses to run as root. */
const ACCOUNT = userInfo().uid === 0 ? 'postgres' : null;

async function startPostgres(): Promise<OwnServer> {
  const folder = newFolder();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const key = withKey(folder);
  if (ACCOUNT !== null) execFileSync('chown', ['-R', ACCOUNT, folder]);
  const as = (name: string, args: readonly string[]): readonly [string, string[]] => {
    const path = program(name) ?? name;
    return ACCOUNT === null ? [path, [...args]] : ['setpriv', [`--reuid=${ACCOUNT}`, '--clear-groups', path, ...args]];
  };
  const [initdb, initArgs] = as('initdb', ['-D', data, '-U', ADMINISTRATOR, '-A', 'scram-sha-256', '-N']);
  execFileSync(initdb, [...initArgs, '--pwfile', passwordFile, '-E', 'UTF8'], { stdio: 'ignore', cwd: folder });
  const port = await freePort();
  const settings = {
    listen_addresses: 'localhost',
    port: `${port}`,
    unix_socket_directories: folder,
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: join(folder, 'server.pem'),
    ssl_key_file: key,
  };
  const [postgres, args] = as('postgres', [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ]);
  const child = spawn(postgres, args, { cwd: folder, stdio: 'ignore' });
  const url = `postgres://${ADMINISTRATOR}:${PASSWORD}@localhost:${port}/postgres`;
  await answering(child, async () => {
    const client = new pg.Client(url);
    await client.connect();
    await client.end();
  });
  // SIGINT: it ends its connections.
  return { port, url, stop: () => stopped(child, 'SIGINT', folder) };
}

async function startMariaDb(): Promise<OwnServer> {
  const folder = newFolder();
  const data = join(folder, 'data');
  const key = withKey(folder);
  const { username } = userInfo();
  const install = program('mariadb-install-db') ?? 'mariadb-install-db';
  const own = ['--no-defaults', `--datadir=${data}`, `--user=${username}`];
  execFileSync(install, [...own, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' });
  const port = await freePort();
  const init = join(folder, 'init.sql');
  writeFileSync(
    init,
    `create user ${ADMINISTRATOR}@'%' identified by '${PASSWORD}';\ngrant all on *.* to ${ADMINISTRATOR}@'%' with grant option;\n`,
  );
  const child = spawn(
    program('mariadbd') ?? 'mariadbd',
    [
      ...own,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--ssl-cert=${join(folder, 'server.pem')}`,
      `--ssl-key=${key}`,
      `--init-file=${init}`,
    ],
    { stdio: 'ignore' },
  );
  const url = `mysql://${ADMINISTRATOR}:${PASSWORD}@localhost:${port}/mysql`;
  await answering(child, async () => {
    await (await mysql.createConnection(url)).end();
  });
  return { port, url, stop: () => stopped(child, 'SIGTERM', folder) };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'abo-server-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Servers don't use a key that others may read. */
function withKey(folder: string): string {
  for (const name of ['server.pem', 'server.key']) copyFileSync(join(CERTIFICATES, name), join(folder, name));
  chmodSync(join(folder, 'server.key'), 0o600);
  return join(folder, 'server.key');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

async function answering(child: ChildProcess, ask: () => Promise<void>): Promise<void> {
  for (let asked = 1; ; asked++) {
    try {
      await ask();
      return;
    } catch (cause) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended || asked === 1_000) throw new Error('the server did not start', { cause });
      await setTimeout(50);
    }
  }
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
