/**
 * `npm run bench`: `abo` against other programs on this machine, as ratios. A benchmark, never a test with a time in it.
 *
 * - `--scale N` how large the workloads are (default: 1, which is a million rows)
 * - `--pairs N` how often each pair runs (default: 5; 1 for a scale below 1, where ratios say nothing)
 * - `--only 1,2,9` rows of the table
 *
 * Source: docs/contract/performance.md, "How to measure".
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, run, type Command, type Compared, type Measured } from './measure.ts';
import { amtoolRoutes, isInstalled, PostgresDatabases, sqlite3, sqliteUtilsInsert } from './peers.ts';
import { TARGETS, type Target } from './targets.ts';
import { writeWorkload, type Size, type WorkloadFiles } from './world.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    pairs: { type: 'string' },
    only: { type: 'string' },
  },
});
const scale = Number(values.scale);
const pairs = Number(values.pairs ?? (scale < 1 ? '1' : '5'));
if (!(scale > 0) || !(pairs >= 1)) throw new Error('--scale and --pairs are numbers above 0');
const only = values.only?.split(',').map(Number);

/** Half of a million rows are `off`, so an import takes something from most admins, who are on by default. */
const IMPORT = ['subscription', 'import', '--yes', '--max-losses', '100%'] as const;
const TENFOLD = 10;

const bin = fileURLToPath(new URL('../../bin/abo.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'abo-bench-'));
const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, LC_ALL: 'C.UTF-8' };
const at = (name: string): string => join(folder, name);
const abo = (database: string, args: readonly string[]): Command => ({
  program: process.execPath,
  args: [bin, '--db', database, ...args],
  env,
});
const emptyNode: Command = { program: process.execPath, args: ['-e', '0'] };

/** A workload, and SQLite databases that hold it. */
interface World {
  readonly files: WorkloadFiles;
  /** Companies, contacts and mailboxes. */
  readonly bare: string;
  /** With the choices of the long file. */
  readonly full: string;
}

async function main(): Promise<void> {
  const base = sizeOf(scale);
  say(`Writing ${base.companies} companies, ${base.rows} rows of subscriptions, ${base.events} events…\n`);
  const world = await worldOf('M', base);
  const simulate = abo(world.full, ['simulate', '--events', world.files.events, '--format', 'csv']);
  const one = abo(world.full, ['simulate', 'ticketing.ticket-created', '--company', 'C000042']);
  const imported = fresh('work', world.bare, (work) => abo(work, [...IMPORT, world.files.long]));
  const peer = (from: string, command: (database: string) => Command): Command | null =>
    isInstalled('sqlite3') ? fresh('peer', from, command) : null;

  say(
    '  #  what                               against                              target             ratio     ours   theirs   memory',
  );
  await row(1, { program: process.execPath, args: [bin, '--version'] }, emptyNode);
  await row(2, abo(world.full, ['mailbox', 'list', '--company', 'C000042']), emptyNode);
  await row(
    3,
    imported,
    peer(world.bare, (database) => sqlite3.importNormalised(database, world.files.long)),
  );
  await row(
    4,
    abo(world.full, [...IMPORT, world.files.long]),
    peer(world.bare, (database) => sqlite3.import(database, world.files.long)),
  );
  await row(
    5,
    imported,
    isInstalled('sqlite-utils')
      ? fresh('peer', world.bare, (database) => sqliteUtilsInsert(database, world.files.long))
      : null,
  );
  await row(
    6,
    fresh('work', world.bare, (work) => abo(work, [...IMPORT, world.files.shuffled])),
    peer(world.bare, (database) => sqlite3.importNormalised(database, world.files.shuffled)),
  );
  await row(
    7,
    abo(world.full, ['subscription', 'export', '--layout', 'long']),
    peer(world.full, (database) => sqlite3.export(database)),
  );
  await row(
    8,
    simulate,
    peer(world.full, (database) => sqlite3.simulate(database, world.files.events)),
  );
  await row(9, one, emptyNode);
  await row(10, abo(world.full, ['audit', '--fail-on', 'never']), simulate);
  if (isWanted(11)) await memoryRows(world, base);
  if (isWanted(12)) await tenfoldRows(world);
  if (isWanted(13)) await postgresRow(world);
  await row(14, one, isInstalled('amtool') ? amtoolRoutes(at('routes.yml'), base.companies) : null);
}

function sizeOf(factor: number): Size {
  const scaled = (count: number): number => Math.max(100, Math.round(count * factor));
  return { companies: scaled(10_000), rows: scaled(1_000_000), events: scaled(100_000) };
}

async function worldOf(name: string, size: Size, isShuffled = true): Promise<World> {
  const files = await writeWorkload(at(name), size, { isShuffled });
  const [bare, full] = [at(`${name}-bare.db`), at(`${name}-full.db`)];
  await run(abo(bare, ['db', 'init']));
  await run(abo(bare, ['onboard', files.directory, '--yes', '-q']));
  copyFileSync(bare, full);
  await run(abo(full, [...IMPORT, files.long, '-q']));
  return { files, bare, full };
}

/** A command on a database of its own, which is a new copy of another one each time. */
function fresh(name: string, from: string, command: (database: string) => Command): Command {
  const database = at(`${name}.db`);
  return {
    ...command(database),
    prepare: () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
      copyFileSync(from, database);
    },
  };
}

function isWanted(number: number): boolean {
  return only === undefined || only.includes(number);
}

async function row(number: number, ours: Command, theirs: Command | null): Promise<void> {
  if (!isWanted(number)) return;
  if (theirs === null) say(`${headOf(targetOf(number))}  absent`);
  else printComparison(targetOf(number), await compare(ours, theirs, pairs));
}

/** Peak memory of the large commands, against that at a tenth of the rows. */
async function memoryRows(world: World, size: Size): Promise<void> {
  const tenth = { ...size, rows: Math.ceil(size.rows / TENFOLD), events: Math.ceil(size.events / TENFOLD) };
  const small = await worldOf('tenth', tenth, false);
  for (const [what, command] of heavyCommands()) {
    const [ours, theirs] = [await run(command(world)), await run(command(small))];
    const ratio = (ours.memory ?? NaN) / (theirs.memory ?? NaN);
    const line = `${number(ratio)}  ${memory(ours)}  ${memory(theirs)}`;
    say(`${headOf({ ...targetOf(11), what: `memory: ${what}` })} ${line}`);
  }
}

/** Seconds a row at ten times the size, against those at the usual one. */
async function tenfoldRows(world: World): Promise<void> {
  const large = await worldOf('XL', sizeOf(scale * TENFOLD), false);
  for (const [what, command] of heavyCommands()) {
    const compared = await compare(command(large), command(world), 1);
    printComparison({ ...targetOf(12), what: `ten times: ${what}` }, { ...compared, ratio: compared.ratio / TENFOLD });
  }
}

function heavyCommands(): readonly (readonly [string, (world: World) => Command])[] {
  return [
    ['import', ({ files, bare }) => fresh('work', bare, (work) => abo(work, [...IMPORT, files.long]))],
    ['export', ({ full }) => abo(full, ['subscription', 'export', '--layout', 'long'])],
    ['simulate --events', ({ files, full }) => abo(full, ['simulate', '--events', files.events, '--format', 'csv'])],
  ];
}

async function postgresRow({ files }: World): Promise<void> {
  const databases = new PostgresDatabases();
  if (!PostgresDatabases.isReachable()) return row(13, emptyNode, null);
  try {
    databases.create('bare');
    await run(abo(databases.urlOf('bare'), ['db', 'init']));
    await run(abo(databases.urlOf('bare'), ['onboard', files.directory, '--yes', '-q']));
    const prepare = (): void => databases.create('work', 'bare');
    const ours = { ...abo(databases.urlOf('work'), [...IMPORT, files.long]), prepare };
    await row(13, ours, { ...databases.importNormalised('work', files.long), prepare });
  } finally {
    databases.dropAll();
  }
}

function targetOf(wanted: number): Target {
  const target = TARGETS.find((each) => each.number === wanted);
  if (target === undefined) throw new Error(`there is no row ${wanted}`);
  return target;
}

function headOf({ number: index, what, against, ratio }: Target): string {
  return `${String(index).padStart(3)}  ${what.padEnd(34)} ${against.padEnd(36)} ${ratio.padEnd(16)}`;
}

function printComparison(target: Target, { ratio, ours, theirs }: Compared): void {
  say(`${headOf(target)} ${number(ratio)}  ${seconds(ours)}  ${seconds(theirs)}  ${memory(ours)}`);
}

const number = (ratio: number): string => (Number.isNaN(ratio) ? '–' : ratio.toFixed(2)).padStart(6);
const seconds = ({ time }: Measured): string => `${time.toFixed(2)} s`.padStart(7);
const memory = ({ memory: bytes }: Measured): string =>
  (bytes === null ? '–' : `${Math.round(bytes / 2 ** 20)} MiB`).padStart(8);
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
