/** `--plan-out`, `plan show`, `apply`. Source: docs/contract/cli.md, "Every command that changes something". */
import { chmodSync, existsSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { expect } from 'vitest';
import { BIN, NODE, fileTest, test, type Abo } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

const SET = 'sub set ticketing=off mobile.email=on -c ACME --role user --universe client';

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test('a dry run saves the plan, plan show prints it without a database, and apply makes those changes', async ({
  abo,
}) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(await abo(`${SET} -n -m "Asked by phone" --plan-out acme.plan`)).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=off mobile.email=on -c ACME --role user --universe client -n -m "Asked by phone" --plan-out acme.plan
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  ticketing.email  lea@acme.fr      on → off
      + subscription  client  mobile.email     lea@acme.fr      default (off) → on  (inert)
      ~ subscription  client  ticketing.email  support@acme.fr  on → off
      + subscription  client  mobile.email     support@acme.fr  default (off) → on  (inert)
    Plan: 2 to add, 2 to change, 0 to remove; 1 unchanged.
    Skipped: 1, because the setting can't apply there.
    Deliveries: 0 gained, 1 lost.
    Losses: 2 of 4 recipients will receive less.
      ACME  lea@acme.fr
      ACME  support@acme.fr
    Inert: 2 changes can never deliver, because no event of this category goes to this universe:
      client  mobile
    stderr
    Dry run: nothing was changed.
    Plan saved in acme.plan. Apply with: abo apply acme.plan
    "
  `);
  expect(await abo.dump()).toBe(before);
  const shown = await abo.run('plan show acme.plan --db nowhere.db');
  expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
  const plan = await abo.answer(`${SET} -n -q`);
  expect(shown.stdout.split('\n').slice(1).join('\n')).toBe(plan);
  expect(abo.plain(shown.stdout.split('\n')[0] ?? '')).toMatchInlineSnapshot(
    `"Saved 2026-11-24 09:30 UTC by <user>: abo subscription set"`,
  );
  expect(await abo.json('plan show acme.plan')).toEqual(await abo.json(`${SET} -n`));

  expect(await abo.answer('apply acme.plan -n -q')).toBe(plan);
  expect(await abo.dump()).toBe(before);
  const applied = await abo.answer('apply acme.plan --yes --staff marie');
  expect(applied).toBe(`${plan}Applied as change set 2. Undo with: abo undo 2\n`);
  expect(await abo('history show 2')).toMatchInlineSnapshot(`
    "
    $ abo history show 2
    Change set 2
    When (UTC)  2026-11-24 09:30:00
    Who         marie
    Command     apply
    Message     Asked by phone
    Changes     4

    ACME  Acme Industrie
      ~ subscription  client  ticketing.email  lea@acme.fr      on → off
      + subscription  client  mobile.email     lea@acme.fr      default (off) → on  (inert)
      ~ subscription  client  ticketing.email  support@acme.fr  on → off
      + subscription  client  mobile.email     support@acme.fr  default (off) → on  (inert)
    "
  `);
  expect(await abo.json(`${SET} -n`)).toMatchObject({ has_changes: false });
});

test('apply confirms like any change, and answers in JSON', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer(`${SET} -n --plan-out acme.plan`);
  expect((await abo.run('apply acme.plan')).exitCode).toBe(2);
  expect((await onTerminal(abo, ['apply', 'acme.plan'], { type: 'n\r' })).exitCode).toBe(9);
  expect((await abo.run('apply acme.plan -n --detailed-exitcode')).exitCode).toBe(3);
  const { stdout, exitCode } = await abo.run('apply - -y --format json', { stdin: abo.read('acme.plan') });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'abo.change/1', change_set: 2, has_changes: true, losses: 2 });
});

test('an onboarding gives the same result from its saved plan as from its files', async ({ abo }) => {
  for (const [name, text] of Object.entries(ACME)) abo.write(`acme/${name}`, text);
  await abo.init();
  expect(await abo.answer('onboard acme -n -q --plan-out all.plan')).toContain('Input: acme');
  await abo.answer('apply all.plan -y -q');
  const applied = await Promise.all(
    ['company', 'contact', 'mailbox', 'sub'].map((noun) => abo.answer(`${noun} list --format json`)),
  );
  await abo.holds(ACME);
  const onboarded = await Promise.all(
    ['company', 'contact', 'mailbox', 'sub'].map((noun) => abo.answer(`${noun} list --format json`)),
  );
  expect(applied).toEqual(onboarded);
});

test('applying a plan without changes prints nothing', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('contact set access=no --contact ACME/lea@acme.fr -n --plan-out none.plan');
  expect(await abo('apply none.plan')).toMatchInlineSnapshot(`
    "
    $ abo apply none.plan
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (1 unchanged).
    "
  `);
});

test('a saved plan is readable by its owner only, whatever the umask and the earlier file', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('old.plan', 'an old one');
  chmodSync(abo.path('old.plan'), 0o666);
  await abo.answer(`${SET} -n --plan-out old.plan`);
  expect(modeOf(abo.path('old.plan'))).toBe('600');
  for (const umask of ['000', '022', '277']) {
    await withUmask(abo, umask, [...SET.split(' '), '-n', '--plan-out', `${umask}.plan`]);
    expect(modeOf(abo.path(`${umask}.plan`)), umask).toBe('600');
  }
  expect(await abo.answer('plan show old.plan')).toContain('ACME  Acme Industrie');
  expect(readdirSync(abo.folder).filter((name) => name.includes('tmp'))).toEqual([]);
});

function withUmask(abo: Abo, umask: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const command = `umask ${umask}; exec "$@"`;
    spawn('sh', ['-c', command, 'sh', NODE, BIN, ...args], { cwd: abo.folder, env: { ...abo.env } }).on('close', () => {
      resolve();
    });
  });
}

test('a refused plan is not saved, and the earlier file stays', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('kept.plan', 'as it was');
  expect((await abo.run(`${SET} -n --max-losses 0 --plan-out kept.plan`)).exitCode).toBe(5);
  expect((await abo.run('contact set role=admin --contact ACME/lea@acme.fr -n --plan-out kept.plan')).exitCode).toBe(4);
  expect(abo.read('kept.plan')).toBe('as it was');
});

fileTest('a path that can’t be written to is reported before anything is planned', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('boxes.csv', 'company,contact,universe,ticketing.email\nACME,support@acme.fr,client,0\n');
  symlinkSync('boxes.csv', abo.path('link.csv'));
  expect(
    await abo.each([
      `${SET} -n --plan-out no/where.plan`,
      `${SET} -n --plan-out data`,
      'sub import boxes.csv -n --plan-out link.csv',
      `${SET} -n --plan-out ${abo.database}`,
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=off mobile.email=on -c ACME --role user --universe client -n --plan-out no/where.plan

    stderr
    Error: “no/where.plan” can't be written: there is no folder “no”.
    Create the folder, or choose another one.
    exit 2

    $ abo sub set ticketing=off mobile.email=on -c ACME --role user --universe client -n --plan-out data

    stderr
    Error: “data” can't be replaced: it is not a regular file.
    Choose another file.
    exit 2

    $ abo sub import boxes.csv -n --plan-out link.csv

    stderr
    Error: --plan-out: “link.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo sub set ticketing=off mobile.email=on -c ACME --role user --universe client -n --plan-out <folder>/data/abo/abo.db

    stderr
    Error: --plan-out: “<folder>/data/abo/abo.db” is the database and would be overwritten.
    Choose another file.
    exit 2
    "
  `);
  expect(abo.read('boxes.csv')).toContain('support@acme.fr');
});

const EDITS = [
  'sub set ticketing.email=default --contact ACME/support@acme.fr -y',
  'sub set eshop.email=on --contact ACME/support@acme.fr --universe client -y',
  'contact set access=no --contact ACME/support@acme.fr -y',
  'contact set role=admin --contact ACME/support@acme.fr -y',
  'contact remove ACME/support@acme.fr -y',
];

test('a stale plan exits 6, naming the rows: the choice, the role, the access, the contact', async ({ abo }) => {
  for (const edit of EDITS) {
    await abo.holds(ACME);
    await abo.answer(`${SET} -n --plan-out acme.plan`);
    await abo.answer(`${edit} -q`);
    const before = await abo.dump();
    for (const command of ['apply acme.plan -y', 'apply acme.plan -n']) {
      const { stdout, stderr, exitCode } = await abo.run(command);
      expect({ stdout, exitCode }, edit).toEqual({ stdout: '', exitCode: 6 });
      expect(stderr, edit).toContain('ACME subscription support@acme.fr client');
      expect(stderr, edit).not.toContain('lea@acme.fr');
    }
    expect(await abo.dump()).toBe(before);
  }
});

test('a mailbox in a universe that the company no longer holds is stale', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('mailbox set eshop=e@acme.fr -c ACME -u ambassador -n --plan-out acme.plan');
  await abo.answer('company set universes=client -c 00075 partner=- -y -q');
  await abo.answer('company set universes=client -c ACME -y -q');
  expect(await abo('apply acme.plan -y --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo apply acme.plan -y --lang fr

    stderr
    Erreur : le plan « acme.plan » n'est plus à jour, rien n'a été modifié. Changements depuis qu'il a été fait : ACME mailbox ambassador eshop.
    Refaites le plan. Pour savoir qui a modifié quoi, lancez abo history.
    exit 6
    "
  `);
});

test('a plan that no longer fits the rows around it is stale, and its dry run says so', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('company set partner=- -c 00075 -y -q');
  const lea = 'contact set universes=client,ambassador --contact ACME/lea@acme.fr';
  const universes = 'company set universes=client -c ACME';
  await abo.answer(`${lea} -n --plan-out lea.plan`);
  await abo.answer(`${universes} -n --plan-out universes.plan`);
  await abo.answer('company set partner=ACME partner_universe=ambassador -c SOLO -n --plan-out partner.plan');
  await abo.answer(`${lea} -y`);
  const first = await abo('apply universes.plan -n');
  await abo.answer('undo 3 -y');
  await abo.answer(`${universes} -y`);
  const then = await abo.each(['apply lea.plan -n', 'apply partner.plan -n']);
  expect(`${first}${then}`).toMatchInlineSnapshot(`
    "
    $ abo apply universes.plan -n

    stderr
    Error: The plan “universes.plan” is out of date, and nothing was changed. Changed since it was made: ACME contact lea@acme.fr.
    Make a new plan. To see who changed what, run abo history.
    exit 6

    $ abo apply lea.plan -n

    stderr
    Error: The plan “lea.plan” is out of date, and nothing was changed. Changed since it was made: ACME contact lea@acme.fr.
    Make a new plan. To see who changed what, run abo history.
    exit 6

    $ abo apply partner.plan -n

    stderr
    Error: The plan “partner.plan” is out of date, and nothing was changed. Changed since it was made: SOLO company.
    Make a new plan. To see who changed what, run abo history.
    exit 6
    "
  `);
});

test('a plan of another database exits 6', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer(`${SET} -n --plan-out acme.plan`);
  await abo.answer('--db other.db db init');
  const { stderr, exitCode } = await abo.run('--db other.db apply acme.plan -y');
  expect(exitCode).toBe(6);
  expect(abo.plain(stderr.replaceAll(/\([a-z]{4}\)/gu, '(xxxx)'))).toMatchInlineSnapshot(`
    "Error: The plan “acme.plan” was made for another database, <folder>/data/abo/abo.db (xxxx); this is other.db (xxxx). Nothing was changed.
    Choose the other database with --db or --profile, or make a new plan for this one.
    "
  `);
});

test('a plan that was edited or cut short, or another file, exits 4, and nothing is changed', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer(`${SET} -n --plan-out acme.plan`);
  const before = await abo.dump();
  const text = abo.read('acme.plan');
  abo.write('totals.plan', text.replace(/"change":\d/u, '"change":9'));
  abo.write('cut.plan', text.slice(0, 1500));
  abo.write('unknown.plan', text.replace('"has_changes"', '"force": true,\n  "has_changes"'));
  abo.write('json.plan', await abo.answer(`${SET} -n --format json`));
  expect(await abo.each(['totals', 'cut', 'unknown', 'json'].map((name) => `apply ${name}.plan -y`)))
    .toMatchInlineSnapshot(`
      "
      $ abo apply totals.plan -y

      stderr
      Error: The plan “totals.plan” is inconsistent: summary.change does not follow from the edits. Nothing was changed.
      A saved plan must not be edited. Make a new one with the command that made it.
      exit 4

      $ abo apply cut.plan -y

      stderr
      Error: “cut.plan” is not a saved plan: the file is cut off.
      To save a plan, add --plan-out FILE to the command that makes it.
      exit 4

      $ abo apply unknown.plan -y

      stderr
      Error: The plan “unknown.plan” is inconsistent: force is not part of any plan. Nothing was changed.
      A saved plan must not be edited. Make a new one with the command that made it.
      exit 4

      $ abo apply json.plan -y

      stderr
      Error: “json.plan” is not a saved plan: it is a plan for display, without what abo apply needs.
      To save a plan, add --plan-out FILE to the command that makes it.
      exit 4
      "
    `);
  expect((await abo.run('apply totals.plan -y --lang fr --format json')).stderr).toMatchInlineSnapshot(`
    "{"schema":"abo.error/1","code":"bad-plan","message":"Le plan « totals.plan » est incohérent : summary.change ne découle pas des modifications (edits). Rien n'a été modifié.","hint":"Un plan enregistré ne se modifie pas. Refaites-en un avec la commande d'origine."}
    "
  `);
  expect((await abo.run('plan show totals.plan')).exitCode).toBe(4);
  expect((await abo.run('apply companies.csv')).exitCode).toBe(2);
  expect(await abo.dump()).toBe(before);
});

test('the limits of losses and the profile are checked when a plan is applied', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer(`${SET} -n --plan-out acme.plan`);
  expect((await abo.run('apply acme.plan -y --max-losses 1')).exitCode).toBe(5);
  abo.write(
    'config/abo/config.yaml',
    `profiles:\n  archive: { database: nowhere.db, read_only: true }\n  prod: { database: "${abo.database}", protected: true }\n`,
  );
  expect((await abo.run('apply acme.plan -y --profile archive')).exitCode).toBe(5);
  expect(existsSync(abo.path('nowhere.db'))).toBe(false);
  expect((await abo.run('apply acme.plan -y --profile prod')).exitCode).toBe(5);
  expect((await abo.run('apply acme.plan -y --profile prod --confirm prod')).exitCode).toBe(0);
});
