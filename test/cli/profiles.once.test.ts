/** Read-only and protected profiles: the same for every command that writes. Source: docs/contract/cli.md, "Profiles". */
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

/** One command of each kind that writes to a database. */
const WRITES = [
  'company set name=X -c ACME',
  'contact rename ACME/lea@acme.fr l@acme.fr',
  'mailbox clear ticketing -c ACME -u client',
  'sub import boxes.csv',
  'onboard acme',
  'address replace @acme.fr @acme.com',
  'address erase support@acme.fr',
  'undo 1',
  'apply acme.plan',
  'db init',
  'db migrate',
];

const BOXES = 'company,contact,universe,category,channel,value\nACME,support@acme.fr,client,ticketing,email,off\n';

test('a read-only profile refuses every command that writes, before connecting', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('boxes.csv', BOXES);
  abo.write('acme/companies.csv', ACME['companies.csv'] ?? '');
  await abo.answer('company set name=Y -c ACME -n --plan-out acme.plan');
  // If it connected, it would find no database there.
  abo.write('config/abo/config.yaml', 'profiles:\n  prod: { database: /nowhere/abo.db, read_only: true }\n');
  const ran = await abo.runEach(WRITES.map((command) => `${command} --profile prod --confirm prod -y -q`));
  const refused = ran.map(({ stdout, stderr, exitCode }) => ({ stdout, stderr, exitCode }));
  const refusal = {
    stdout: '',
    stderr:
      'Error: The profile “prod” is read-only: nothing was changed.\nUse another profile, or remove read_only from this one.\n',
    exitCode: 5,
  };
  expect(refused).toEqual(WRITES.map(() => refusal));

  abo.write('config/abo/config.yaml', `profiles:\n  prod: { database: "${abo.database}", read_only: true }\n`);
  const before = await abo.dump();
  const looked = await abo.runEach(
    WRITES.filter((command) => !command.startsWith('db')).map((command) => `${command} -n --profile prod`),
  );
  expect(looked.map(({ exitCode }) => exitCode)).toEqual(looked.map(() => 0));
  expect((await abo.run('db status --profile prod')).exitCode).toBe(0);
  expect(await abo.dump()).toBe(before);
});

test('a protected profile needs its name typed for every command that writes, even with --yes', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('boxes.csv', BOXES);
  abo.write('acme/companies.csv', ACME['companies.csv'] ?? '');
  await abo.answer('company set name=Y -c ACME -n --plan-out acme.plan');
  abo.write('config/abo/config.yaml', `profiles:\n  prod: { database: "${abo.database}", protected: true }\n`);
  const before = await abo.dump();
  const refusal = {
    stdout: '',
    stderr: 'Error: The profile “prod” is protected: nothing was changed.\nTo make changes, add --confirm prod.\n',
    exitCode: 5,
  };
  for (const flags of ['-y', '-y --confirm test', '-y --format json']) {
    const ran = await abo.runEach(WRITES.map((command) => `${command} --profile prod ${flags} -q`));
    if (flags.includes('json')) expect(ran.map(({ exitCode }) => exitCode)).toEqual(WRITES.map(() => 5));
    else expect(ran).toEqual(WRITES.map(() => refusal));
  }
  expect(await abo.dump()).toBe(before);
  const named = ['company set name=X -c ACME', 'undo 2', 'address erase support@acme.fr', 'db init', 'db migrate'];
  const ran = await abo.runEach(named.map((command) => `${command} --profile prod --confirm prod -y`));
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
  expect((await abo.run('apply acme.plan --profile prod --confirm prod -y')).exitCode).toBe(0);
});

test('db init and db migrate need the name typed, since they have no plan to confirm', async ({ abo }) => {
  abo.write('config/abo/config.yaml', 'profiles:\n  prod: { database: prod.db, protected: true }\n');
  const profile = ['--profile', 'prod'];
  const declined = await onTerminal(abo, ['db', 'init', ...profile], { type: 'y\r' });
  expect(declined.exitCode).toBe(9);
  expect(existsSync(abo.path('prod.db'))).toBe(false);
  const made = await onTerminal(abo, ['db', 'init', ...profile], { type: 'prod\r' });
  expect(made.exitCode).toBe(0);
  expect(made.screen).toContain('This database is protected. Type prod to continue:');
  expect(existsSync(abo.path('prod.db'))).toBe(true);
  expect((await onTerminal(abo, ['db', 'migrate', ...profile], { type: 'no\r' })).exitCode).toBe(9);
  expect((await onTerminal(abo, ['db', 'migrate', ...profile], { type: 'prod\r' })).exitCode).toBe(0);
});

test('a command writes to the chosen database and to no other', async ({ abo }) => {
  const databases = ['flag', 'profile', 'url', 'env', 'project', 'user'];
  const profiles = databases.map((name) => `  ${name}: { database: "${abo.path(`${name}.db`)}" }\n`).join('');
  abo.write('config/abo/config.yaml', `profiles:\n${profiles}`);
  for (const name of databases) await abo.answer(`db init --profile ${name}`);
  await abo.answer('db init');
  const add = 'company add ACME name=Acme universes=client -y -q';
  const written = async (flags: string, env: Record<string, string> = {}): Promise<string> => {
    await abo.answer(`${add} ${flags}`, { env });
    const holding: string[] = [];
    for (const name of ['default', ...databases]) {
      const where = name === 'default' ? `--db ${abo.database}` : `--db ${name}.db`;
      if ((await abo.answer(`company list --format ndjson ${where}`)) !== '') holding.push(name);
      await abo.run(`company remove ACME -y -q ${where}`);
    }
    return holding.join();
  };
  expect(await written('')).toBe('default');
  abo.write('config/abo/config.yaml', `profile: user\nprofiles:\n${profiles}`);
  expect(await written('')).toBe('user');
  abo.write('abo.config.yaml', 'profile: project\n');
  expect(await written('')).toBe('project');
  expect(await written('', { ABO_PROFILE: 'env' })).toBe('env');
  expect(await written('', { ABO_DATABASE_URL: `sqlite:${abo.path('url.db')}` })).toBe('url');
  expect(await written('--profile profile', { ABO_DATABASE_URL: 'url.db', ABO_PROFILE: '' })).toBe('profile');
  expect(await written('--db flag.db', { ABO_PROFILE: 'env' })).toBe('flag');
});
