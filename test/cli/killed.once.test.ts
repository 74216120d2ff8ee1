/**
 * Ended at any moment: by a signal, by a disk that is full, by a reader who goes away. All or nothing, and the journal says
 * truly which. Source: docs/contract/cli.md, "Every command that changes something" (3) and "Exit codes" (130, 143).
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { BIN, NODE, test, type Abo } from './abo.js';
import { onTerminal, onTerminalIn } from './terminal.js';
import { ACME } from './world.js';

const CATEGORIES = ['eshop', 'deliveries', 'service-settings', 'service-security', 'ticketing', 'messaging', 'mobile'];
const BOXES = CATEGORIES.flatMap((category) => [`${category}.interface`, `${category}.email`]);
const CONTACTS = 7_143;
const CELLS = CONTACTS * BOXES.length;

const lines = (header: string, count: number, row: (i: number) => string): string =>
  `${header}\n${Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('')}`;

const LARGE = {
  'companies.csv': lines('company,name,universes', 100, (i) => `C${i},Company ${i},client`),
  'contacts.csv': lines('company,contact,name,universes', CONTACTS, (i) => `C${i % 100},p${i}@x.fr,P ${i},client`),
};
const IMPORT = lines(
  `company,contact,universe,${BOXES.join(',')}`,
  CONTACTS,
  (i) => `C${i % 100},p${i}@x.fr,client${',1'.repeat(BOXES.length)}`,
);

type Signal = 'SIGKILL' | 'SIGINT' | 'SIGTERM';

interface Ended {
  /** As a shell would say it. */
  readonly status: number | null;
  /** Milliseconds until the answer began, which is after the commit; null when it never did. */
  readonly answeredAfter: number | null;
  readonly answer: string;
  readonly stderr: string;
}

/**
 * Runs a command whose answer is larger than a pipe holds, and sends it a signal: after so many milliseconds, or once its
 * answer begins. The answer is read only when the signal was sent, so that the command can't end before it.
 */
function ended(abo: Abo, args: readonly string[], signal: Signal | null, when: number | 'answered'): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [BIN, ...args], { cwd: abo.folder, env: abo.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const start = performance.now();
    let answeredAfter: number | null = null;
    let answer = '';
    let stderr = '';
    const send = (): void => {
      if (signal !== null) child.kill(signal);
      child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
    };
    const timer = typeof when === 'number' ? setTimeout(send, when) : undefined;
    child.stdout.once('readable', () => {
      if (child.stdout.readableLength > 0) answeredAfter = performance.now() - start;
      if (when === 'answered') send();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode, by) => {
      clearTimeout(timer);
      const status = by === null ? exitCode : 128 + constants.signals[by];
      resolve({ status, answeredAfter, answer, stderr });
    });
  });
}

/** What the database itself says, past abo. */
function inDatabase(abo: Abo): { readonly integrity: unknown; readonly sets: unknown; readonly cells: unknown } {
  const open = new Database(abo.database, { fileMustExist: true });
  try {
    const value = (sql: string): unknown => open.prepare(sql).pluck().get();
    return {
      integrity: open.pragma('integrity_check', { simple: true }),
      sets: open.prepare('select number, changes from change_set order by number').raw().all(),
      cells: value(`select count(*) from subscription_cell where stored = 'on'`),
    };
  } finally {
    open.close();
  }
}

/** The same moments each time, as shares of an undisturbed run; others with ABO_TEST_SEED. */
const SEED = Number(process.env['ABO_TEST_SEED'] ?? 1);

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const INTERRUPTED = `${JSON.stringify({ schema: 'abo.error/1', code: 'interrupted', message: 'Interrupted: nothing was written.', hint: null })}\n`;
const SUBSCRIPTION_IMPORT = ['subscription', 'import', 'boxes.csv', '-y', '-q'];

test('an import of 100,000 cells killed 20 times: all or nothing', { timeout: 600_000 }, async ({ abo }) => {
  await abo.holds(LARGE);
  abo.write('boxes.csv', IMPORT);
  const pristine = abo.path('pristine.db');
  copyFileSync(abo.database, pristine);
  const restore = (): void => {
    for (const suffix of ['-wal', '-shm']) rmSync(`${abo.database}${suffix}`, { force: true });
    copyFileSync(pristine, abo.database);
  };
  const args = [...SUBSCRIPTION_IMPORT, '--format', 'json'];
  const first = [1, 100 + CONTACTS];
  const whole = { integrity: 'ok', sets: [first, [2, CELLS]], cells: CELLS };
  const nothing = { integrity: 'ok', sets: [first], cells: 0 };

  const undisturbed = await ended(abo, args, null, 'answered');
  expect(undisturbed.status).toBe(0);
  expect(inDatabase(abo)).toEqual(whole);

  const random = randomFrom(SEED);
  const signals: readonly Signal[] = ['SIGKILL', 'SIGINT', 'SIGTERM'];
  const STATUS = { SIGKILL: 137, SIGINT: 130, SIGTERM: 143 } as const;
  let written = 0;
  for (let kill = 0; kill < 20; kill++) {
    restore();
    const signal = signals[kill % signals.length] ?? 'SIGKILL';
    // Every fifth surely comes after the commit; the first surely before.
    const share = kill === 0 ? 0 : random() * 1.2;
    const when = kill % 5 === 4 ? 'answered' : share * (undisturbed.answeredAfter ?? 0);
    const { status, answeredAfter, answer, stderr } = await ended(abo, args, signal, when);
    const found = inDatabase(abo);
    const isWhole = found.cells === CELLS;
    const context = `seed ${SEED}, kill ${kill}: ${signal} at ${when}, ended with ${status}`;
    expect(found, context).toEqual(isWhole ? whole : nothing);
    if (answeredAfter !== null) expect(isWhole, context).toBe(true);
    // A finished change is reported in full, unless SIGKILL ends the program.
    const isSaid = isWhole && signal !== 'SIGKILL';
    expect(status, context).toBe(isSaid ? 0 : STATUS[signal]);
    // Nothing is said before the program runs: a signal ends Node itself then.
    if (isSaid || signal === 'SIGKILL') expect(stderr, context).toBe('');
    else expect(['', INTERRUPTED], context).toContain(stderr);
    if (isSaid) expect(JSON.parse(answer), context).toMatchObject({ change_set: 2 });
    if (isWhole) written++;
  }
  // Both were seen, however fast the machine is.
  expect(written, `seed ${SEED}`).toBeGreaterThanOrEqual(4);
  expect(written, `seed ${SEED}`).toBeLessThan(20);
});

const SET = ['contact', 'set', 'access=yes', '--contact', 'ACME/lea@acme.fr'];

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s during the prompt: exit %i, and nothing is changed', async ([signal, status], { abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  const { screen, exitCode } = await onTerminal(abo, SET, { signal });
  expect(exitCode).toBe(status);
  expect(screen).toContain('Apply this plan?');
  expect(screen).toMatch(/\nInterrupted: nothing was written\.\n$/u);
  expect(screen).not.toMatch(/at |Error|Applied/u);
  expect(await abo.dump()).toBe(before);
});

describe('when the reader has closed the pipe', () => {
  const inShell = (line: string): readonly string[] => [
    'bash',
    '-c',
    line.replace('$ABO', `${NODE} ${BIN}`).replace('$SET', SET.join(' ')),
  ];

  test('a change confirmed with --yes is made', async ({ abo }) => {
    await abo.holds(ACME);
    const { screen } = await onTerminalIn(abo, inShell('$ABO $SET -y | true; echo "exit ${PIPESTATUS[0]}"'));
    expect(screen).toBe('exit 0\n');
    expect(await abo.answer('contact show ACME/lea@acme.fr')).toContain('Access: Yes');
  });

  test('a change confirmed at the prompt is made', async ({ abo }) => {
    await abo.holds(ACME);
    // `head` ends when it has the plan; the question is on stderr.
    const line = '$ABO $SET | head -2; echo "exit ${PIPESTATUS[0]}"';
    const { screen } = await onTerminalIn(abo, inShell(line), { type: 'y\r' });
    expect(screen).toContain('exit 0');
    expect(await abo.answer('contact show ACME/lea@acme.fr')).toContain('Access: Yes');
  });

  test('without its plan shown there is no prompt, and nothing is changed', async ({ abo }) => {
    await abo.holds(ACME);
    const before = await abo.dump();
    const line = '$ABO $SET | true; echo "exit ${PIPESTATUS[0]}"';
    const { screen } = await onTerminalIn(abo, inShell(line));
    expect(`\n${screen}`).toMatchInlineSnapshot(`
      "
      Error: The output was closed before the plan could be shown. Nothing was changed.
      Run it again, or confirm in advance with --yes.
      exit 2
      "
    `);
    expect(await abo.dump()).toBe(before);
  });

  test('a full disk under the answer does not make the change fail', async ({ abo }) => {
    await abo.holds(ACME);
    const { screen } = await onTerminalIn(abo, inShell('$ABO $SET -y --format json > /dev/full; echo "exit $?"'));
    expect(`\n${screen}`).toMatchInlineSnapshot(`
      "
      Change set 2 was applied, but the answer could not be written: see abo history show 2.
      exit 0
      "
    `);
    expect(await abo.answer('contact show ACME/lea@acme.fr')).toContain('Access: Yes');
  });
});

describe('on a full disk', () => {
  /** A command in a shell where no file may grow beyond so many KiB. */
  const limited = (abo: Abo, args: readonly string[], kib: number): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const line = `ulimit -f ${kib}; exec ${NODE} ${BIN} ${args.join(' ')}`;
      // Without this, Node itself would fail for lack of disk space: it writes its compile cache.
      const env = { ...abo.env, NODE_DISABLE_COMPILE_CACHE: '1' };
      const child = spawn('bash', ['-c', line], { cwd: abo.folder, env });
      let answer = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', reject);
      child.on('close', (status) => {
        resolve({ status, answeredAfter: null, answer, stderr });
      });
    });

  test('an import that meets a full disk writes all or nothing, with one clear error', async ({ abo }) => {
    await abo.holds({ 'companies.csv': 'company,name,universes\nACME,Acme,client\n' });
    const long = 'Long name '.repeat(20);
    abo.write(
      'many.csv',
      lines('company,name,universes', 3_000, (i) => `N${i},${long}${i},client`),
    );
    const random = randomFrom(SEED);
    const size = statSync(abo.database).size / 1_024;
    for (let full = 0; full < 5; full++) {
      const before = await abo.dump();
      const kib = Math.ceil(size + random() * 2_000);
      const { status, stderr } = await limited(abo, ['company', 'import', 'many.csv', '-y', '-q'], kib);
      const context = `seed ${SEED}, ${kib} KiB of disk`;
      expect(inDatabase(abo).integrity, context).toBe('ok');
      if (status === 0) {
        expect(stderr, context).toBe('');
        expect(await abo.dump(), context).not.toBe(before);
        break;
      }
      expect(await abo.dump(), context).toBe(before);
      expect({ status, stderr: abo.plain(stderr) }, context).toEqual({
        status: 7,
        stderr:
          "Error: The database <folder>/data/abo/abo.db can't be read or written: disk I/O error. Nothing was changed.\n" +
          'Check the disk and its free space, then run it again.\n',
      });
    }
  });

  test('db init leaves nothing behind', async ({ abo }) => {
    const random = randomFrom(SEED);
    for (const kib of [1, 16, Math.ceil(random() * 90)]) {
      const { status, stderr } = await limited(abo, ['db', 'init', '--db', 'new.db'], kib);
      const context = `seed ${SEED}, ${kib} KiB of disk: ${stderr}`;
      expect(status, context).toBe(7);
      for (const suffix of ['', '-wal', '-shm']) expect(existsSync(abo.path(`new.db${suffix}`)), context).toBe(false);
    }
    expect((await abo.run('db init --db new.db')).exitCode).toBe(0);
  });
});
