/** A plan that takes too much away is refused. Source: docs/contract/cli.md, "Safety". */
import { expect } from 'vitest';
import { test, type Files } from './abo.js';

/** So many users who get the mails of tickets, and so many more who get nothing but those of orders. */
function customer(ticketing: number, deliveries: number): Files {
  const people = Array.from({ length: ticketing + deliveries }, (_, i) => `c${String(i + 1).padStart(2, '0')}@acme.fr`);
  const boxes = people.map((contact, i) => `ACME,${contact},client,${i < ticketing ? '1,' : ',1'}`);
  return {
    'companies.csv': 'company,name,universes\nACME,Acme Industrie,client\n',
    'contacts.csv': `company,contact,name,universes\n${people.map((contact) => `ACME,${contact},${contact},client\n`).join('')}`,
    'subscriptions.csv': `company,contact,universe,ticketing.email,deliveries.email\n${boxes.join('\n')}\n`,
  };
}

const STOP = 'sub set ticketing=off -c ACME -q';

test('more than 10 recipients and more than 30% lose: refused, with the limit to pass', async ({ abo }) => {
  await abo.holds(customer(11, 4));
  const before = await abo.dump();
  expect(await abo(`${STOP} -y`)).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=off -c ACME -q -y
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  ticketing.email  c01@acme.fr  on → off
      ~ subscription  client  ticketing.email  c02@acme.fr  on → off
      ~ subscription  client  ticketing.email  c03@acme.fr  on → off
      ~ subscription  client  ticketing.email  c04@acme.fr  on → off
      ~ subscription  client  ticketing.email  c05@acme.fr  on → off
      ~ subscription  client  ticketing.email  c06@acme.fr  on → off
      ~ subscription  client  ticketing.email  c07@acme.fr  on → off
      ~ subscription  client  ticketing.email  c08@acme.fr  on → off
      ~ subscription  client  ticketing.email  c09@acme.fr  on → off
      ~ subscription  client  ticketing.email  c10@acme.fr  on → off
      ~ subscription  client  ticketing.email  c11@acme.fr  on → off
    Plan: 0 to add, 11 to change, 0 to remove; 19 unchanged.
    Deliveries: 0 gained, 11 lost.
    Losses: 11 of 15 recipients will receive less.
      ACME  c01@acme.fr
      ACME  c02@acme.fr
      ACME  c03@acme.fr
      ACME  c04@acme.fr
      ACME  c05@acme.fr
      ACME  c06@acme.fr
      ACME  c07@acme.fr
      ACME  c08@acme.fr
      ACME  c09@acme.fr
      ACME  c10@acme.fr
      ACME  c11@acme.fr
    Silenced: 1 category will no longer notify anyone.
      ACME  client  ticketing
    stderr
    Error: Refused: nothing was changed. 11 of 15 recipients would receive less: more than 10, and more than 30%.
    To allow this, add --max-losses 11.
    exit 5
    "
  `);
  expect(await abo(`${STOP} -y --max-losses 10 --max-silenced 0 --lang fr --format json`)).toMatchInlineSnapshot(`
    "
    $ abo sub set ticketing=off -c ACME -q -y --max-losses 10 --max-silenced 0 --lang fr --format json

    stderr
    {"schema":"abo.error/1","code":"over-limits","message":"Refusé : rien n'a été modifié. 11 destinataires recevraient moins, sur 15 : plus que ne le permet --max-losses 10. 1 catégorie serait réduite au silence : plus que ne le permet --max-silenced 0.","hint":"Pour l'autoriser, ajoutez --max-losses 11 --max-silenced 1."}
    exit 5
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect((await abo.run(`${STOP} -y --max-losses 11`)).exitCode).toBe(0);
});

test('a dry run above the limit exits 5, also with --detailed-exitcode', async ({ abo }) => {
  await abo.holds(customer(11, 4));
  const ran = await abo.runEach([`${STOP} -n`, `${STOP} -n --detailed-exitcode`, `${STOP} -n --format json`]);
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([5, 5, 5]);
  expect(ran[0]?.stdout).toContain('Losses: 11 of 15 recipients will receive less.');
  expect(JSON.parse(ran[2]?.stdout ?? '')).toMatchObject({ schema: 'abo.plan/1', losses: 11 });
  expect(JSON.parse(ran[2]?.stderr ?? '')).toMatchObject({ schema: 'abo.error/1', code: 'over-limits' });
});

test('10 recipients, or 30% of them, are within the limit', async ({ abo }) => {
  await abo.holds(customer(10, 0));
  expect((await abo.run(`${STOP} -n`)).exitCode).toBe(0);
  await abo.holds(customer(12, 28));
  expect((await abo.run(`${STOP} -n`)).exitCode).toBe(0);
  await abo.holds(customer(12, 27));
  expect((await abo.run(`${STOP} -n`)).exitCode).toBe(5);
});

test('--max-losses replaces the default limit, with a number or a percentage', async ({ abo }) => {
  await abo.holds(customer(4, 4));
  const flags = ['3', '4', '49%', '50%', '0', '0%', 'x', '101%', '-1', '5.5%'];
  const ran = await abo.runEach(flags.map((flag) => `${STOP} -n --max-losses ${flag}`));
  expect(ran.map(({ exitCode }, i) => `${flags[i] ?? ''}: ${exitCode ?? ''}`)).toMatchInlineSnapshot(`
    [
      "3: 5",
      "4: 0",
      "49%: 5",
      "50%: 0",
      "0: 5",
      "0%: 5",
      "x: 2",
      "101%: 2",
      "-1: 2",
      "5.5%: 2",
    ]
  `);
  expect(ran[6]?.stderr).toMatchInlineSnapshot(`
    "Error: “x” is not a valid value for --max-losses.
    Use a number of recipients (25) or a percentage of them (40%).
    "
  `);
});

test('--max-silenced refuses a plan that silences more categories', async ({ abo }) => {
  await abo.holds(customer(4, 4));
  const set = 'sub set all=off -c ACME -q -n --max-silenced';
  expect(await abo(`${set} 1`)).toMatchInlineSnapshot(`
    "
    $ abo sub set all=off -c ACME -q -n --max-silenced 1
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ subscription  client  ticketing.email   c01@acme.fr  on → off
      ~ subscription  client  ticketing.email   c02@acme.fr  on → off
      ~ subscription  client  ticketing.email   c03@acme.fr  on → off
      ~ subscription  client  ticketing.email   c04@acme.fr  on → off
      ~ subscription  client  deliveries.email  c05@acme.fr  on → off
      ~ subscription  client  deliveries.email  c06@acme.fr  on → off
      ~ subscription  client  deliveries.email  c07@acme.fr  on → off
      ~ subscription  client  deliveries.email  c08@acme.fr  on → off
    Plan: 0 to add, 8 to change, 0 to remove; 104 unchanged.
    Deliveries: 0 gained, 8 lost.
    Losses: 8 of 8 recipients will receive less.
      ACME  c01@acme.fr
      ACME  c02@acme.fr
      ACME  c03@acme.fr
      ACME  c04@acme.fr
      ACME  c05@acme.fr
      ACME  c06@acme.fr
      ACME  c07@acme.fr
      ACME  c08@acme.fr
    Silenced: 2 categories will no longer notify anyone.
      ACME  client  deliveries, ticketing
    stderr
    Error: Refused: nothing was changed. 2 categories would be silenced: more than --max-silenced 1 allows.
    To allow this, add --max-silenced 2.
    exit 5
    "
  `);
  expect((await abo.run(`${set} 2`)).exitCode).toBe(0);
});

test('the limits do not count what an undo removes again, from a saved plan as well', async ({ abo }) => {
  await abo.holds(customer(11, 4));
  const give = 'sub set eshop.email=on -c ACME -y -q';
  await abo.answer(give);
  const take = 'sub set eshop.email=off -c ACME';
  expect((await abo.run(`${take} -n`)).exitCode).toBe(5);
  await abo.answer(`${take} -n --max-losses 100% --plan-out same.plan`);
  const undone = await abo.run('undo 2 -n -q --plan-out undo.plan');
  expect(undone.exitCode).toBe(0);

  // The same changes: one is an undo, the other is not.
  expect((await abo.run('apply same.plan -y')).exitCode).toBe(5);
  expect((await abo.run('apply undo.plan -n -q')).stdout).toBe(undone.stdout);
  for (const command of ['undo 2 -y', 'apply undo.plan -y']) {
    const { stderr, exitCode } = await abo.run(`${command} -q --max-losses 10`);
    expect({ stderr, exitCode }, command).toEqual({
      stderr:
        'Error: Refused: nothing was changed. 15 of 15 recipients would receive less: more than --max-losses 10 allows.\nTo allow this, add --max-losses 15.\n',
      exitCode: 5,
    });
  }
  const { stdout, exitCode } = await abo.run('apply undo.plan -y -q');
  expect({ stdout, exitCode }).toEqual({
    stdout: `${undone.stdout}Applied as change set 3. Undo with: abo undo 3\n`,
    exitCode: 0,
  });
  expect(await abo.answer('history --limit 1 --format ndjson')).toContain('"undoes":2');
  // Done: it is no longer what the plan says.
  expect((await abo.run('apply undo.plan -y')).exitCode).toBe(6);
});

test('a plan edited into an undo is exempt only for what its change set added', async ({ abo }) => {
  await abo.holds(customer(12, 4));
  await abo.answer('sub set eshop.email=on --contact ACME/c01@acme.fr -y -q');
  await abo.answer('undo 2 -n --plan-out undo.plan');
  const text = abo.read('undo.plan');
  await abo.answer('sub set ticketing.email=off -c ACME -n --max-losses 100% --plan-out more.plan');
  // A plan that claims to undo a change set may remove without a limit what that change set added, and nothing else.
  const undoes = /"undoes": 2/u.exec(text)?.[0] ?? '';
  expect(undoes).not.toBe('');
  abo.write('forged.plan', abo.read('more.plan').replace('"undoes": null', undoes));
  expect(abo.read('forged.plan')).toContain(undoes);
  expect((await abo.run('apply forged.plan -y')).exitCode).toBe(5);
});
