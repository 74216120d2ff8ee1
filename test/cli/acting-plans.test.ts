/** Saved plans with `--as`. Source: docs/contract/rules.md, "Who may do what"; docs/contract/cli.md, "apply". */
import { expect } from 'vitest';
import { WORLD } from './acting.js';
import { test, type Abo } from './abo.js';

/** A plan of staff that touches Acme, which jean@acme.fr administers, and Acma, which has no partner. */
async function mixedPlan(abo: Abo): Promise<void> {
  await abo.holds(WORLD);
  await abo.answer('mailbox set eshop=e@acme.fr -c ACME,ACMA -u client -n --plan-out mixed.plan');
}

test('rights are checked before the rows: a stale row out of scope is not named', async ({ abo }) => {
  await mixedPlan(abo);
  const plans = [
    'apply mixed.plan -y',
    'apply mixed.plan -n',
    'apply mixed.plan -y --format json',
    'plan show mixed.plan',
  ];
  const commands = plans.map((command) => `${command} --as jean@acme.fr`);
  const fresh = await abo.runEach(commands);
  expect(await abo.each(commands)).toMatchInlineSnapshot(`
    "
    $ abo apply mixed.plan -y --as jean@acme.fr

    stderr
    Error: There is no company “ACMA”.
    Did you mean “ACME”?
    exit 2

    $ abo apply mixed.plan -n --as jean@acme.fr

    stderr
    Error: There is no company “ACMA”.
    Did you mean “ACME”?
    exit 2

    $ abo apply mixed.plan -y --format json --as jean@acme.fr

    stderr
    {"schema":"abo.error/1","code":"unknown-company","message":"There is no company “ACMA”.","hint":"Did you mean “ACME”?"}
    exit 2

    $ abo plan show mixed.plan --as jean@acme.fr

    stderr
    Error: There is no company “ACMA”.
    Did you mean “ACME”?
    exit 2
    "
  `);
  // Changed since, or removed: the same to the byte.
  await abo.answer('mailbox set eshop=other@acma.fr -c ACMA -u client -y');
  const before = await abo.dump();
  expect(await abo.runEach(commands)).toEqual(fresh);
  expect(await abo.dump()).toBe(before);
  await abo.answer('company remove ACMA -y');
  expect(await abo.runEach(commands)).toEqual(fresh);
  // Staff see what is stale.
  expect((await abo.run('apply mixed.plan -y')).stderr).toContain('ACMA');
});

test('a stale row in scope is named, and no others', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('mailbox set eshop=e@acme.fr -c ACME,00075 -u client -n --plan-out own.plan');
  await abo.answer('mailbox set eshop=f@acme.fr -c 00075,ACMA -u client -y');
  expect(await abo.each(['apply own.plan --as jean@acme.fr -y', 'plan show own.plan --as jean@acme.fr --lang fr']))
    .toMatchInlineSnapshot(`
      "
      $ abo apply own.plan --as jean@acme.fr -y

      stderr
      Error: The plan “own.plan” is out of date, and nothing was changed. Changed since it was made: 00075 mailbox client eshop.
      Make a new plan. To see who changed what, run abo history.
      exit 6

      $ abo plan show own.plan --as jean@acme.fr --lang fr

      stderr
      Erreur : le plan « own.plan » n'est plus à jour, rien n'a été modifié. Changements depuis qu'il a été fait : 00075 mailbox client eshop.
      Refaites le plan. Pour savoir qui a modifié quoi, lancez abo history.
      exit 6
      "
    `);
});

test('a plan saved by a contact names the contact, and only the contact or staff may apply it', async ({ abo }) => {
  await abo.holds(WORLD);
  const set = 'mailbox set ticketing=support@acme.fr eshop=e@acme.fr -c ACME,00075 -u client';
  const plan = await abo.answer(`${set} --as jean@acme.fr --staff marie -n -q --plan-out jean.plan`);
  expect(await abo('plan show jean.plan')).toMatchInlineSnapshot(`
    "
    $ abo plan show jean.plan
    Saved 2026-11-24 09:30 UTC by jean@acme.fr: abo mailbox set
    Database: <folder>/data/abo/abo.db (sqlite)
    00075  Le Goff
      + mailbox  client  eshop      e@acme.fr
      + mailbox  client  ticketing  support@acme.fr
    ACME  Acme Industrie
      + mailbox  client  eshop  e@acme.fr
    Plan: 3 to add, 0 to change, 0 to remove; 1 unchanged.
    Deliveries: 3 gained, 0 lost.
    "
  `);
  expect((await abo.answer('plan show jean.plan --as jean@acme.fr')).split('\n').slice(1).join('\n')).toBe(plan);
  expect(await abo.answer('apply jean.plan --as jean@acme.fr -n -q')).toBe(plan);
  // Another contact in scope may show the plan of a change that they may make, and no other.
  expect((await abo.run('apply jean.plan --as ute@acme.fr -y')).stderr).toContain('[not-admin]');
  expect((await abo.run('apply jean.plan --as solo@solo.fr -y')).exitCode).toBe(2);
  await abo.answer('apply jean.plan --as jean@acme.fr -y -q --staff marie');
  expect(await abo.answer('history --limit 1 --format csv')).toContain(',jean@acme.fr,apply,');
});

test('a contact sees only their part of a plan of staff: no count or effect of other companies', async ({ abo }) => {
  await abo.holds(WORLD);
  // The partner's mailbox for RIO is about its clients, which a contact without that universe does not see.
  await abo.answer('contact set universes=client role=admin --contact PART/lea@acme.fr -y -q');
  await abo.answer('sub set mobile=off --contact paul@part.fr -u operator -y -q');
  await abo.answer('mailbox clear mobile -c PART -u operator -n --plan-out rio.plan');
  await abo.answer('mailbox set ticketing=support@acme.fr -c ACMA,PART -u client -n --plan-out counted.plan');
  const staff = await abo.answer('plan show rio.plan');
  expect(staff).toContain('ACME');
  const commands = [
    'plan show rio.plan --as PART/lea@acme.fr',
    'apply rio.plan -n --as PART/lea@acme.fr',
    'plan show counted.plan --as paul@part.fr',
    'plan show counted.plan',
  ];
  const shown = await abo.each(commands);
  expect(shown.split('$ abo').slice(1, 3).join()).not.toContain('ACME');
  expect(shown).toMatchInlineSnapshot(`
    "
    $ abo plan show rio.plan --as PART/lea@acme.fr
    Saved 2026-11-24 09:30 UTC by <user>: abo mailbox clear
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      - mailbox  operator  mobile  rio@part.fr
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 3 recipients will receive less.
      PART  generic mailboxes  operator
    Silenced: 1 category will no longer notify anyone.
      PART  operator  mobile

    $ abo apply rio.plan -n --as PART/lea@acme.fr
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      - mailbox  operator  mobile  rio@part.fr
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 3 recipients will receive less.
      PART  generic mailboxes  operator
    Silenced: 1 category will no longer notify anyone.
      PART  operator  mobile
    stderr
    Dry run: nothing was changed.

    $ abo plan show counted.plan --as paul@part.fr
    Saved 2026-11-24 09:30 UTC by <user>: abo mailbox set
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      + mailbox  client  ticketing  support@acme.fr
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 0 lost.

    $ abo plan show counted.plan
    Saved 2026-11-24 09:30 UTC by <user>: abo mailbox set
    Database: <folder>/data/abo/abo.db (sqlite)
    PART  Le Partenaire
      + mailbox  client  ticketing  support@acme.fr
    Plan: 1 to add, 0 to change, 0 to remove; 1 unchanged.
    Deliveries: 1 gained, 0 lost.
    "
  `);
});

test('a contact can’t apply what only staff may do: the directory, an undo, another database', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('company set name=Acme -c ACME -n --plan-out directory.plan');
  await abo.answer('mailbox set eshop=e@acme.fr -c ACME -u client -y -q');
  await abo.answer('undo 2 -n --plan-out undo.plan');
  const commands = ['apply', 'plan show'].flatMap((command) =>
    ['directory', 'undo'].map((plan) => `${command} ${plan}.plan --as jean@acme.fr -y`),
  );
  const ran = await abo.runEach(commands);
  for (const [i, command] of commands.entries()) {
    expect(ran[i], command).toMatchObject({ stdout: '', exitCode: 5 });
    expect(ran[i]?.stderr, command).toContain('[staff-only]');
  }
  expect((await abo.run('plan show undo.plan --as nobody@acme.fr')).exitCode).toBe(2);
  expect((await abo.run('plan show undo.plan --as old@acme.fr')).stderr).toContain('[actor-no-access]');
});
