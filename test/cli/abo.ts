/**
 * Whole commands, as they are typed: the built bin/abo.js on the checkout's own Node, each test in a folder of its own.
 * Run `npm run build` first.
 *
 *     test('…', async ({ abo }) => {
 *       await abo.holds(ACME);
 *       expect(await abo('company show ACME')).toMatchInlineSnapshot();
 *     });
 *
 * A run reads as a terminal would show it: the command, what it said, and below the lines `stderr` and `exit` where there is
 * something to say. What differs from run to run is named: `<folder>`, `<id>`, `<user>`, times of one day. What differs
 * between engines is the name of the database and of the engine: where a test runs on a server, it reads as SQLite's, so that
 * one text holds for all. Tests of what is only so with SQLite, whose databases are files, are `fileTest`s.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { test as base, vi } from 'vitest';
import { ENGINE, type Contents, type Row, type TestDatabase, type TestEngine } from './databases.js';

// Each command is a process: on a busy machine a story of twenty takes a while.
vi.setConfig({ testTimeout: 120_000 });

export const ROOT = join(import.meta.dirname, '../..');
export const NODE = realpathSync(join(ROOT, 'node_modules/.bin/node'));
export const BIN = join(ROOT, 'bin/abo.js');
/** Runs one command line after the other; a NUL ends what each writes, with the exit code on stderr. */
const EACH = `
const { main } = await import(${JSON.stringify(join(ROOT, 'dist/main.js'))});
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);
for (const args of JSON.parse(process.argv[1])) {
  const exitCode = await main(args);
  process.stdout.write('\\0');
  process.stderr.write('\\0' + exitCode + '\\0');
}`;
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
  /** Runs a command and gives all that it said, in words that don't differ from run to run. */
  (command: string, options?: RunOptions): Promise<string>;
  /** What each of these says, one below the other. In one process, which is much faster than one for each. */
  each(commands: readonly string[]): Promise<string>;
  /** Runs each of these, in one process; gives their streams as they are. */
  runEach(commands: readonly string[], options?: RunOptions): Promise<readonly Ran[]>;
  /** Runs a command and gives its streams as they are. */
  run(command: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs a command line that was offered (`abo …`), as a person would who copies it into a shell. */
  shell(commandLine: string): Promise<Ran>;
  /** Runs a command that must succeed, and gives its answer. */
  answer(command: string | readonly string[], options?: RunOptions): Promise<string>;
  /** The document that a command answers in JSON; it must succeed. */
  json<T>(command: string, options?: RunOptions): Promise<T>;
  /** Makes the database, with what these files hold. The first change set. */
  holds(files: Files): Promise<void>;
  /** An empty database. */
  init(): Promise<void>;
  /** Writes a file in the test's folder; gives its path. */
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  path(name: string): string;
  /** Everything in the database, to be compared. */
  dump(): Promise<string>;
  rows(): Promise<Contents>;
  /** Plain SQL, past abo. */
  query(sql: string): Promise<readonly Row[]>;
  /** With what differs from run to run named. */
  plain(text: string): string;
  readonly folder: string;
  /** What `--db` takes: on a server only once the database was made. */
  readonly database: string;
  readonly env: Readonly<Record<string, string>>;
  /** Lets another test have the database. */
  release(): void;
}

// Vitest wants the fixtures that this one needs taken apart: none.
// eslint-disable-next-line no-empty-pattern
export const test = base.extend('abo', ({}, { onCleanup }): Abo => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'abo-cli-')));
  const abo = aboIn(folder);
  onCleanup(() => {
    abo.release();
    rmSync(folder, { recursive: true, force: true });
  });
  return abo;
});

/** Of a database that is a file, or of none: run once, with SQLite. */
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

  const spawned = (nodeArgs: readonly string[], { stdin, env: more = {} }: RunOptions, program = NODE): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const child = spawn(program, nodeArgs, { cwd: folder, env: { ...abo.env, ...more } });
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

  const run = (command: string | readonly string[], options: RunOptions = {}): Promise<Ran> =>
    spawned([BIN, ...(typeof command === 'string' ? wordsOf(command) : command)], options);

  const runEach = async (commands: readonly string[], options: RunOptions = {}): Promise<readonly Ran[]> => {
    const args = ['--input-type=module', '-e', EACH, JSON.stringify(commands.map(wordsOf))];
    const { stdout, stderr, exitCode } = await spawned(args, options);
    const [outs, errors] = [stdout.split('\0'), stderr.split('\0')];
    if (exitCode !== 0 || outs.length !== commands.length + 1) throw new Error(`exit ${exitCode}: ${stderr}`);
    return commands.map((_, i) => ({
      stdout: outs[i] ?? '',
      stderr: errors[2 * i] ?? '',
      exitCode: Number(errors[2 * i + 1]),
    }));
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
  const told = async (command: string, options?: RunOptions): Promise<string> =>
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
      init: async ({ location }) => inScratch(engine, (scratch) => scratch.answer(['db', 'init', '--db', location])),
      fill: async ({ location }) => inScratch(engine, (scratch) => onboard(scratch, files, location)),
    });
    const { location } = database;
    Object.assign(abo, { database: location, env: location === file ? env : { ...env, ABO_DATABASE_URL: location } });
  };

  const abo: Abo = Object.assign(told, {
    run,
    runEach,
    shell: (line: string) => spawned(['-c', `abo() { "${NODE}" "${BIN}" "$@"; }\n${line}`], {}, '/bin/sh'),
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

/** Runs abo in a folder of its own, of which nothing is left. */
async function inScratch(engine: TestEngine, work: (abo: Abo) => Promise<unknown>): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'abo-cli-world-')));
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

/** A line as a shell would split it: quotes keep words together. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/gu, '$1$2'));
}
