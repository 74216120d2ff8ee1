/**
 * `npm run bench`: the targets of the product against peers on this machine, as ratios. `--pairs N` (default 5), `--rows N`
 * (long rows; default 1,000,000), `--only 1,2,9`. A benchmark, never a test with a time in it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, run, type Command } from './measure.ts';
import { makeFiles } from './world.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000000' },
    companies: { type: 'string', default: '10000' },
    only: { type: 'string' },
  },
});
const pairs = Number(values.pairs);
const rows = Number(values.rows);
const only = values.only?.split(',');

const bin = fileURLToPath(new URL('../../bin/abo.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'abo-bench-'));
const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, LC_ALL: 'C.UTF-8' };
const at = (name: string): string => join(folder, name);
const abo = (database: string, args: readonly string[], rest: Partial<Command> = {}): Command => ({
  program: process.execPath,
  args: [bin, '--db', database, ...args],
  env,
  ...rest,
});
const nothing: Command = { program: process.execPath, args: ['-e', '0'] };
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const sqlite3 = (database: string, sql: string, rest: Partial<Command> = {}): Command => ({
  program: 'sqlite3',
  args: [database, ...sql.split('\n')],
  ...rest,
});

/** Ours and a peer's whole process, and what the ratio should be at most. */
interface Row {
  readonly number: string;
  readonly what: string;
  readonly against: string;
  readonly target: number;
  readonly ours: Command;
  readonly theirs: Command | null;
}

async function main(): Promise<void> {
  const size = { companies: Number(values.companies), rows, events: Math.floor(rows / 10) };
  say(`Making ${size.companies} companies, ${rows} long rows, ${size.events} events…`);
  const files = await makeFiles(at('M'), size);
  const tenth = await makeFiles(at('tenth'), { ...size, rows: Math.floor(rows / 10), events: Math.floor(rows / 100) });
  const bare = at('bare.db');
  await run(abo(bare, ['db', 'init']));
  await run(abo(bare, ['onboard', files.directory, '--yes', '-q']));
  const full = at('full.db');
  copyFileSync(bare, full);
  await run(abo(full, ['subscription', 'import', files.long, '--yes', '-q']));
  const work = at('work.db');
  const peer = at('peer.db');
  const fresh =
    (file: string, from = bare) =>
    (): void => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      copyFileSync(from, file);
    };

  const normalise = `CREATE TABLE cell(company, contact_id, universe, category, channel, value, PRIMARY KEY(company, contact_id, universe, category, channel)) WITHOUT ROWID;
INSERT INTO cell SELECT k.company, k.id, s.universe, s.category, s.channel, s.value = '1' FROM staging s JOIN company c ON c.code = s.company JOIN contact k ON k.company = s.company AND k.email_key = lower(s.contact)`;
  const staged = (file: string): string => `.import --csv ${file} staging`;
  const exported = `.mode csv
SELECT company, contact, name, role, access, universe, category, channel, notified FROM subscription_cell WHERE reason <> 'not-in-universe' ORDER BY company, contact, universe, category, channel`;
  const joined = `.import --csv ${files.events} event
.mode csv
SELECT e.rowid, e.id, e.event, s.company, s.universe, s.channel, s.contact, s.reason FROM event e JOIN company c ON c.code = e.company JOIN subscription_cell s ON s.company = CASE WHEN e.event LIKE 'mobile.%' THEN c.partner ELSE c.code END AND s.category = substr(e.event, 1, instr(e.event, '.') - 1) AND s.notified = 1 ORDER BY e.rowid`;

  const sqlite = has('sqlite3');
  const table: Row[] = [
    {
      number: '1',
      what: 'abo --version',
      against: 'node -e 0',
      target: 1.15,
      ours: { program: process.execPath, args: [bin, '--version'] },
      theirs: nothing,
    },
    {
      number: '2',
      what: 'mailbox list of one company',
      against: 'node -e 0',
      target: 1.75,
      ours: abo(full, ['mailbox', 'list', '--company', 'C000042']),
      theirs: nothing,
    },
    {
      number: '3',
      what: 'import long.csv, no choices yet',
      against: 'sqlite3 .import, INSERT … SELECT',
      target: 0.7,
      ours: abo(work, ['subscription', 'import', files.long, '--yes'], { prepare: fresh(work) }),
      theirs: sqlite ? sqlite3(peer, `${staged(files.long)}\n${normalise}`, { prepare: fresh(peer) }) : null,
    },
    {
      number: '4',
      what: 'the same again, nothing to change',
      against: 'sqlite3 .import',
      target: 1,
      ours: abo(full, ['subscription', 'import', files.long, '--yes']),
      theirs: sqlite ? sqlite3(peer, staged(files.long), { prepare: fresh(peer) }) : null,
    },
    {
      number: '5',
      what: 'import long.csv',
      against: 'sqlite-utils insert',
      target: 0.08,
      ours: abo(work, ['subscription', 'import', files.long, '--yes'], { prepare: fresh(work) }),
      theirs: has('sqlite-utils')
        ? { program: 'sqlite-utils', args: ['insert', peer, 'staging', files.long, '--csv'], prepare: fresh(peer) }
        : null,
    },
    {
      number: '6',
      what: 'import shuffled',
      against: 'sqlite3 as in 3',
      target: 0.7,
      ours: abo(work, ['subscription', 'import', files.shuffled, '--yes'], { prepare: fresh(work) }),
      theirs: sqlite ? sqlite3(peer, `${staged(files.shuffled)}\n${normalise}`, { prepare: fresh(peer) }) : null,
    },
    {
      number: '7',
      what: 'export, long layout',
      against: 'sqlite3 -csv',
      target: 1.75,
      ours: abo(full, ['subscription', 'export', '--layout', 'long']),
      theirs: sqlite ? sqlite3(full, exported) : null,
    },
    {
      number: '8',
      what: 'simulate --events',
      against: 'sqlite3 -csv, one join',
      target: 1.5,
      ours: abo(full, ['simulate', '--events', files.events, '--format', 'csv']),
      theirs: sqlite ? sqlite3(peer, joined, { prepare: fresh(peer, full) }) : null,
    },
    {
      number: '9',
      what: 'simulate one event',
      against: 'node -e 0',
      target: 1.75,
      ours: abo(full, ['simulate', 'ticketing.ticket-created', '--company', 'C000042']),
      theirs: nothing,
    },
  ];

  say('');
  say(
    '  #  what                               against                           target   ratio     ours   theirs   memory',
  );
  for (const { number, what, against, target, ours, theirs } of table) {
    if (only !== undefined && !only.includes(number)) continue;
    const head = `${number.padStart(3)}  ${what.padEnd(34)} ${against.padEnd(33)} ≤ ${String(target).padEnd(5)}`;
    if (theirs === null) {
      say(`${head}  (peer absent)`);
      continue;
    }
    const { ratio, ours: mine, theirs: its } = await compare(ours, theirs, pairs);
    say(
      `${head} ${ratio.toFixed(2).padStart(6)}  ${seconds(mine.time)}  ${seconds(its.time)}  ${mebibytes(mine.memory)}`,
    );
  }
  if (only === undefined || only.includes('11')) await memoryRows(files, tenth, bare, full, work, fresh);
}

/** Peak memory of the large commands, against a tenth of the rows. */
async function memoryRows(
  files: Awaited<ReturnType<typeof makeFiles>>,
  tenth: Awaited<ReturnType<typeof makeFiles>>,
  bare: string,
  full: string,
  work: string,
  fresh: (file: string, from?: string) => () => void,
): Promise<void> {
  const small = at('small.db');
  fresh(small, bare)();
  await run(abo(small, ['subscription', 'import', tenth.long, '--yes', '-q']));
  const list: readonly (readonly [string, Command, Command])[] = [
    [
      'import',
      abo(work, ['subscription', 'import', files.long, '--yes'], { prepare: fresh(work) }),
      abo(work, ['subscription', 'import', tenth.long, '--yes'], { prepare: fresh(work) }),
    ],
    [
      'simulate --events',
      abo(full, ['simulate', '--events', files.events, '--format', 'csv']),
      abo(full, ['simulate', '--events', tenth.events, '--format', 'csv']),
    ],
  ];
  for (const [what, large, little] of list) {
    const [a, b] = [await run(large), await run(little)];
    say(
      ` 11  memory of ${what.padEnd(24)} a tenth of the rows${' '.repeat(14)} ≤ 1.3   ${(a.memory / b.memory).toFixed(2).padStart(6)}  ${mebibytes(a.memory)}  ${mebibytes(b.memory)}`,
    );
  }
}

const seconds = (time: number): string => `${time.toFixed(2)} s`.padStart(7);
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`.padStart(8);
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
