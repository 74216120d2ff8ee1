/**
 * Whole commands, as they are typed, each test in a folder and with a database of its own. They run in this process, from
 * src/: the streams, the folder and the environment are given to `runAbo`.
 *
 *     test('…', async ({ abo }) => {
 *       await abo.holds(ACME);
 *       expect(await abo('company show ACME')).toMatchInlineSnapshot();
 *     });
 *
 * `abo.spawn` starts the built bin/abo.js instead, for tests of what only a process has: signals, pipes, exit. It takes 0.4 s
 * where a command in this process takes 10 ms; run `npm run build` first.
 *
 * The text of a run is what a terminal would show: the command, its answer, then `stderr` when it is not empty and `exit` when
 * the code is not 0. What differs from run to run is replaced: `<folder>`, `<id>`, `<user>`, times of one day. What differs
 * between engines is the name of the database and of the engine: on a server, both are shown as SQLite's, so that one
 * snapshot is right for all. A test of a database that is a file, which only SQLite has, is a `fileTest`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { test as base } from 'vitest';
import { runAbo } from '../../src/main.js';
import type { System } from '../../src/system.js';
import { scratchFolder } from '../support/scratch.js';
import type { Contents, Row } from '../storage/server-databases.js';
import { ENGINE, type TestDatabase, type TestEngine } from './databases.js';

export const ROOT = join(import.meta.dirname, '../..');
export const NODE = realpathSync(join(ROOT, 'node_modules/.bin/node'));
export const BIN = join(ROOT, 'bin/abo.js');
const COMPILE_CACHE = join(tmpdir(), 'abo-test-compile-cache');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** CSV files by name. */
export type Files = Readonly<Record<string, string>>;

export interface Abo {
  /** Runs a command; returns all that it wrote, with what differs from run to run replaced. */
  (command: string, options?: RunOptions): Promise<string>;
  /** Runs these commands one after the other; returns what they wrote, one below the other. */
  each(commands: readonly string[]): Promise<string>;
  /** As `each`; returns their streams unchanged. */
  runEach(commands: readonly string[], options?: RunOptions): Promise<readonly Ran[]>;
  /** Runs a command; returns its streams unchanged. */
  run(command: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** As `run`, in a process of its own. */
  spawn(command: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs a suggested command line, `abo …` or `printf … | abo …`: a shell reads it, as when a person copies it there. */
  shell(commandLine: string): Promise<Ran>;
  /** Runs a script for a shell, in which `abo` is a process of its own. */
  spawnShell(script: string): Promise<Ran>;
  /** Runs a command that must succeed; returns its answer. */
  answer(command: string | readonly string[], options?: RunOptions): Promise<string>;
  /** The document that a command answers in JSON; it must succeed. */
  json<T>(command: string, options?: RunOptions): Promise<T>;
  /** Creates the database and imports these files as the first change set. */
  holds(files: Files): Promise<void>;
  /** An empty database. */
  init(): Promise<void>;
  /** Writes a file in the test's folder. Returns its path. */
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  path(name: string): string;
  /** Returns everything in the database, for comparing. */
  dump(): Promise<string>;
  rows(): Promise<Contents>;
  /** Runs SQL directly, without abo. */
  query(sql: string): Promise<readonly Row[]>;
  /** Returns the text with `<folder>`, `<id>` and so on for what differs from run to run. */
  plain(text: string): string;
  readonly folder: string;
  /** The value for `--db`. On a server it is known once the database was created. */
  readonly database: string;
  readonly env: Readonly<Record<string, string>>;
  /** Releases the database for another test. */
  release(): void;
}

// Vitest requires a destructuring pattern here, even for no fixtures.
// eslint-disable-next-line no-empty-pattern
export const test = base.extend('abo', ({}, { onCleanup }): Abo => {
  const folder = scratchFolder('cli');
  const abo = aboIn(folder);
  onCleanup(() => {
    abo.release();
    rmSync(folder, { recursive: true, force: true });
  });
  return abo;
});

/** A test of a database that is a file, or of no database. Runs once, with SQLite. */
export const fileTest = test.skipIf(ENGINE.name !== 'sqlite');

export function aboIn(folder: string, engine: TestEngine = ENGINE): Abo {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  const file = join(folder, 'data', 'abo', 'abo.db');
  let database: TestDatabase | null = engine.before(file);

  const spawned = (file: string, args: readonly string[], { stdin, env: more = {} }: RunOptions = {}): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const child = spawn(file, args, { cwd: folder, env: { ...abo.env, ...more } });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin ?? '');
      child.on('error', reject);
      child.on('close', (exitCode) => {
        resolve({ stdout, stderr, exitCode });
      });
    });
  const spawnShell = (script: string): Promise<Ran> => spawned('/bin/sh', ['-c', script]);

  const run = async (command: string | readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const [stdout, stderr] = [new Collected(), new Collected()];
    const stdin = Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]);
    const exitCode = await runAbo(argumentsOf(command), {
      ...systemOf(folder, { ...abo.env, ...options.env }),
      stdin,
      stdout,
      stderr,
      signals: { ask: (question) => question(new AbortController().signal), reached: () => undefined },
      clock: () => new Date(),
      holdMemory: () => undefined,
      // In a process it is 45 s. Longer than one try, which waits 5 s for a lock.
      writersWait: 6_000,
    });
    return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
  };

  const runEach = async (commands: readonly string[], options: RunOptions = {}): Promise<readonly Ran[]> => {
    const all: Ran[] = [];
    for (const command of commands) all.push(await run(command, options));
    return all;
  };

  const plain = (text: string): string => {
    const identity = database?.identity() ?? null;
    return (identity === null ? text : text.replaceAll(new RegExp(`(?<=[@(" ])${identity}\\b`, 'gu'), '<id>'))
      .replaceAll(database?.location ?? file, file)
      .replaceAll(database?.name ?? file, file)
      .replaceAll(new RegExp(String.raw`(?<=\()${engine.name}(?=\\?\))`, 'gu'), 'sqlite')
      .replaceAll(folder, '<folder>')
      .replaceAll(/\d{4}-\d\d-\d\d([ T])\d\d:\d\d(:\d\d(\.\d{3})?Z?)?/gu, '2026-11-24$109:30$2')
      .replaceAll(/(?<=09:30):\d\d(\.\d{3})?/gu, ':00')
      .replaceAll(new RegExp(`\\b${userInfo().username}\\b`, 'gu'), '<user>');
  };

  const transcript = (command: string, { stdout, stderr, exitCode }: Ran): string => {
    const part = (title: string, text: string): string => (text === '' ? '' : `${title}\n${text}`);
    const said = `${part(`$ abo ${command}`, stdout === '' ? '\n' : stdout)}${part('stderr', stderr)}`;
    return `\n${plain(said).trimEnd()}${exitCode === 0 ? '' : `\nexit ${exitCode}`}\n`;
  };
  const transcriptOf = async (command: string, options?: RunOptions): Promise<string> =>
    transcript(command, await run(command, options));

  const answer = async (command: string | readonly string[], options?: RunOptions): Promise<string> => {
    const { stdout, stderr, exitCode } = await run(command, options);
    if (exitCode !== 0) throw new Error(`exit ${exitCode}: abo ${String(command)}\n${stderr}`);
    return stdout;
  };

  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };

  const made = (): TestDatabase => {
    if (database === null) throw new Error('the database is to be made first: init or holds');
    return database;
  };
  const release = (): void => {
    if (database !== null) engine.release(database);
    database = engine.before(file);
  };
  const holds = async (files: Files): Promise<void> => {
    release();
    database = await engine.holding(file, JSON.stringify(files), {
      init: async (location) => inScratch(engine, (scratch) => scratch.answer(['db', 'init', '--db', location])),
      fill: async ({ location }) => inScratch(engine, (scratch) => onboard(scratch, files, location)),
    });
    const { location } = database;
    Object.assign(abo, { database: location, env: location === file ? env : { ...env, ABO_DATABASE_URL: location } });
  };

  const abo: Abo = Object.assign(transcriptOf, {
    run,
    runEach,
    spawn: (command: string | readonly string[], options: RunOptions = {}) =>
      spawned(NODE, [BIN, ...argumentsOf(command)], options),
    shell: async (line: string) => {
      const read = await spawnShell(`abo() { printf '\\1'; printf '%s\\0' "$@"; printf '\\1'; cat; }\n${line}`);
      const [before, args = '', stdin, ...more] = read.stdout.split('\u0001');
      if (before !== '' || more.length > 0 || read.exitCode !== 0)
        throw new Error(`not one abo: ${line}\n${read.stderr}`);
      return run(args.split('\0').slice(0, -1), { stdin: stdin ?? '' });
    },
    spawnShell: (script: string) => spawnShell(`abo() { "${NODE}" "${BIN}" "$@"; }\n${script}`),
    each: async (commands: readonly string[]) => {
      const ran = await runEach(commands);
      return ran.map((each, i) => transcript(commands[i] ?? '', each)).join('');
    },
    answer,
    json: async <T>(command: string, options?: RunOptions) =>
      JSON.parse(await answer(`${command} --format json`, options)) as T,
    init: async () => holds({}),
    holds,
    write,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    path: (name: string) => join(folder, name),
    dump: async () => JSON.stringify(Object.entries(await made().rows())),
    rows: async () => made().rows(),
    query: async (sql: string) => made().query(sql),
    plain,
    folder,
    database: database?.location ?? '',
    env,
    release,
  });
  return abo;
}

/** The process as the command sees it. */
function systemOf(folder: string, env: Readonly<Record<string, string>>): System {
  const under = (variable: string): string => join(env[variable] ?? folder, 'abo');
  return {
    env,
    cwd: folder,
    home: env['HOME'] ?? folder,
    tmp: env['TMPDIR'] ?? tmpdir(),
    directories: { config: under('XDG_CONFIG_HOME'), data: under('XDG_DATA_HOME') },
    user: () => userInfo().username,
  };
}

/** A stream that keeps what is written to it. */
class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** Runs abo in a new folder, which is removed afterwards. */
async function inScratch(engine: TestEngine, work: (abo: Abo) => Promise<unknown>): Promise<void> {
  const folder = scratchFolder('world');
  try {
    await work(aboIn(folder, engine));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onboard(abo: Abo, files: Files, location: string): Promise<void> {
  for (const [name, content] of Object.entries(files)) abo.write(join('files', name), content);
  if (Object.keys(files).length === 0) return;
  await abo.answer(['onboard', 'files', '--yes', '--staff', 'marie', '--db', location]);
}

function argumentsOf(command: string | readonly string[]): readonly string[] {
  return typeof command === 'string' ? wordsOf(command) : command;
}

/** A line as a shell would split it: quotes keep words together. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/gu, '$1$2'));
}
