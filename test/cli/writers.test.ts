/** Several processes write at once. Source: docs/contract/cli.md, "Safety" and "Exit codes" (6). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { BIN, NODE, test, type Abo } from './abo.js';
import { ENGINE } from './databases.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

const SET = ['mailbox', 'set', 'ticketing=new@acme.fr', '-c', 'ACME', '-u', 'client'];

/** Locks the database, without abo. Returns the function that unlocks it. */
async function write(abo: Abo): Promise<() => Promise<void>> {
  if (ENGINE.name !== 'sqlite') {
    await abo.query('begin');
    await abo.query('select * from meta for update');
    return async () => {
      await abo.query('rollback');
    };
  }
  const handle = new Database(abo.database, { fileMustExist: true });
  onTestFinished(() => {
    handle.close();
  });
  handle.exec('begin immediate');
  return async () => {
    handle.exec('rollback');
  };
}

const column = async (abo: Abo, name: string, rest: string): Promise<unknown[]> =>
  (await abo.query(`select ${name} ${rest}`)).map((row) => row[name]);

const numbers = (abo: Abo): Promise<unknown[]> => column(abo, 'number', 'from change_set order by number');

test('another command changes the same cell while the plan waits for confirmation: exit 6, and nothing is written', async ({
  abo,
}) => {
  await abo.holds(ACME);
  let before = '';
  const { screen, exitCode } = await onTerminal(abo, SET, {
    type: 'y\r',
    env: { NO_COLOR: '1' },
    columns: 200,
    meanwhile: async () => {
      await abo.answer('mailbox set ticketing=theirs@acme.fr -c ACME -u client -y');
      before = await abo.dump();
    },
  });
  expect(exitCode).toBe(6);
  expect(screen).toContain('Changed since it was made: ACME mailbox client ticketing.\n');
  expect(await abo.dump()).toBe(before);
});

test('a change by another command elsewhere is no conflict; the date is that of the write', async ({ abo }) => {
  await abo.holds(ACME);
  const { exitCode } = await onTerminal(abo, SET, {
    type: 'y\r',
    meanwhile: () => abo.answer('mailbox set deliveries=theirs@acme.fr -c ACME -u client -y'),
  });
  expect(exitCode).toBe(0);
  const times = (await column(abo, 'at', 'from change_set order by number')).map(String);
  expect(times).toHaveLength(3);
  expect(times.toSorted()).toEqual(times);
  expect(await abo.answer('mailbox list -c ACME --format csv')).toMatchInlineSnapshot(`
    "company,universe,category,email,inert,dormant
    ACME,client,deliveries,theirs@acme.fr,no,no
    ACME,client,ticketing,new@acme.fr,no,no
    ACME,client,mobile,m@acme.fr,yes,no
    "
  `);
});

test('a locked database is waited for; after the timeout, exit 6', { timeout: 120_000 }, async ({ abo }) => {
  await abo.holds(ACME);
  const end = await write(abo);
  const waiting = spawn(NODE, [BIN, ...SET, '-y'], {
    cwd: abo.folder,
    env: abo.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(waiting, 'close');
  // Once the plan is shown, only the write is left: it waits for the lock now, or is about to.
  await new Promise<void>((resolve) => {
    waiting.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Deliveries:')) resolve();
    });
  });
  await setTimeout(500);
  expect([waiting.exitCode, await numbers(abo)]).toEqual([null, [1]]);
  await end();
  expect(await ended).toEqual([0, null]);
  expect(await numbers(abo)).toEqual([1, 2]);

  const giveUp = await write(abo);
  const before = await abo.dump();
  expect(await abo('mailbox clear ticketing -c ACME -u client -y')).toMatchInlineSnapshot(`
    "
    $ abo mailbox clear ticketing -c ACME -u client -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - mailbox  client  ticketing  new@acme.fr
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  generic mailboxes  client
    stderr
    Another user is writing to the database: waiting for up to 6 s.
    Error: The database <folder>/data/abo/abo.db is busy: another user is writing to it. Nothing was changed.
    Run it again in a moment.
    exit 6
    "
  `);
  expect((await abo.run('mailbox list')).exitCode).toBe(0);
  await giveUp();
  expect(await abo.dump()).toBe(before);
});

test('eight writers at once: no change is lost or written twice, and the numbers have no gap', async ({ abo }) => {
  await abo.holds(ACME);
  const writers = Array.from({ length: 8 }, (_, i) => i);
  const ran = await Promise.all(
    writers.map((i) => abo.spawn(`contact add -c SOLO --contact p${i}@solo.fr name=P${i} universes=client -y -q`)),
  );
  expect(ran.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    writers.map(() => ({ exitCode: 0, stderr: '' })),
  );
  expect(await numbers(abo)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const contacts = await abo.query(`select email, id from contact where company = 'SOLO' order by email`);
  expect(contacts.map(({ email }) => email)).toEqual(writers.map((i) => `p${i}@solo.fr`));
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(8);
});

test('eight writers of one cell: each change starts from the result of the one before', async ({ abo }) => {
  await abo.holds(ACME);
  const ran = await Promise.all(
    Array.from({ length: 8 }, (_, i) => abo.spawn(`mailbox set mobile=m${i}@acme.fr -c ACME -u client -y -q`)),
  );
  const written = ran.filter(({ exitCode }) => exitCode === 0).length;
  expect(written).toBeGreaterThan(0);
  for (const { exitCode, stderr } of ran) {
    if (exitCode === 0) continue;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 6,
      stderr:
        'Error: The plan is out of date, and nothing was written. Changed since it was made: ACME mailbox client mobile.\n' +
        'Run it again to make a new plan.\n',
    });
  }
  expect(await numbers(abo)).toEqual(Array.from({ length: 1 + written }, (_, i) => i + 1));
  const chain = await abo.query(
    `select ${quoted('before')}, ${quoted('after')} from ${quoted('change')}
     where kind = 'mailbox' and category = 'mobile' and company = 'ACME' order by change_set`,
  );
  expect(chain).toHaveLength(1 + written);
  for (const [i, { before }] of chain.entries()) if (i > 0) expect(before).toBe(chain[i - 1]?.['after']);
  const now = await column(
    abo,
    'email',
    `from mailbox where company = 'ACME' and universe = 'client' and category = 'mobile'`,
  );
  expect(now).toEqual([chain.at(-1)?.['after']]);
});

/** Quotes a name that is a keyword of MySQL. */
function quoted(name: string): string {
  return ENGINE.name === 'mysql' ? `\`${name}\`` : `"${name}"`;
}
