/** `--at` with `--as`: what a contact may see of the past is what they may see today. Source: docs/contract/rules.md, "Who may do what". */
import { expect } from 'vitest';
import { WORLD } from './acting.js';
import { test } from './abo.js';

const TODAY = new Date().toISOString().slice(0, 10);

interface WhyDocument {
  readonly at: { readonly change_set: number };
  readonly earlier: readonly { readonly change_set: number; readonly ended_by: { readonly change_set: number } }[];
}

/** The day itself differs from run to run; times are recognised by what follows. */
function withoutDay(text: string): string {
  return text.replaceAll(new RegExp(`${TODAY}(?! 09:30)`, 'gu'), '<day>');
}

/** Every command that shows companies, contacts, cells or change sets. */
const LOOKS = [
  'company list',
  'contact list',
  'mailbox list',
  'sub list',
  'company export',
  'sub export',
  'mailbox export',
  'find acme',
  'find lea',
  'audit --fail-on never',
];

test('what an actor may see of the past follows their rights of today: a client that left is not visible', async ({
  abo,
}) => {
  await abo.holds(WORLD);
  await abo.answer('company set partner=- -c ACME -y');
  for (const look of LOOKS) {
    const seen = async (flags: string): Promise<string> => {
      const { stdout, stderr } = await abo.run(`${look} --format csv --as paul@part.fr ${flags}`);
      return stdout + stderr;
    };
    if (!look.startsWith('audit')) {
      expect(await seen('--at 1'), look).not.toContain('ACME,');
      expect(await abo.answer(`${look} --format csv --at 1`), look).toContain('ACME');
    }
  }
  // The same to the byte as for something that does not exist.
  for (const command of ['company show', 'contact list -c', 'sub list -c', 'simulate ticketing -c', 'audit -c']) {
    const [left, none] = await abo.runEach([
      `${command} ACME --at 1 --as paul@part.fr`,
      `${command} NONE --at 1 --as paul@part.fr`,
    ]);
    expect({ ...left, stderr: left?.stderr.replaceAll('ACME', 'NONE') }, command).toEqual(none);
    expect(left?.exitCode, command).toBe(2);
  }
  // A new client is visible with its past, but not its earlier partner.
  await abo.answer('company set partner=PART partner_universe=operator -c ACMA -y');
  expect(await abo.answer('mailbox list -c ACMA --at 1 --as paul@part.fr --format csv -q')).toContain(
    'ACMA,client,ticketing',
  );
});

test('a contact who lost access or was removed sees nothing of the past either', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('contact set access=no --contact ute@acme.fr -y');
  await abo.answer('contact remove goff@goff.fr -y');
  expect(
    await abo.each([
      'sub list --at 1 --as ute@acme.fr',
      'simulate ticketing -c ACME --at 1 --as ute@acme.fr --lang fr',
      'sub list --at 1 --as goff@goff.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub list --at 1 --as ute@acme.fr

    stderr
    Error: ute@acme.fr has no access to the portal and can't see or change anything [actor-no-access].
    To act as support staff, leave out --as.
    exit 5

    $ abo simulate ticketing -c ACME --at 1 --as ute@acme.fr --lang fr

    stderr
    Erreur : ute@acme.fr n'a pas accès au portail et ne peut rien y voir ni modifier [actor-no-access].
    Pour agir en tant que support, retirez --as.
    exit 5

    $ abo sub list --at 1 --as goff@goff.fr

    stderr
    Error: There is no contact “goff@goff.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2
    "
  `);
});

test('a contact who was an admin in the past has no admin rights today', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('contact set role=admin --contact ute@acme.fr -y');
  await abo.answer('contact set role=user --contact jean@acme.fr -y');
  const { exitCode, stderr } = await abo.run('mailbox set eshop=e@acme.fr -c ACME --as jean@acme.fr -y');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('[not-admin]') as string });
  // They see of the past what they see today: as a user, everything in scope.
  expect(await abo.answer('contact list --at 1 --as jean@acme.fr --format csv -q')).toContain(
    'jean@acme.fr,Jean Petit,admin',
  );
});

test('change sets of companies out of scope are not named', async ({ abo }) => {
  await abo.init();
  const write = (command: string): Promise<string> => abo.answer(`${command} -y -q`);
  await write('company add OTHER name=Other universes=client');
  await write('company set name=Another -c OTHER');
  abo.write('acme/companies.csv', 'company,name,universes\nACME,Acme,client\n');
  abo.write(
    'acme/contacts.csv',
    'company,contact,name,role,access,universes\nACME,jean@acme.fr,Jean,admin,yes,client\n',
  );
  await write('onboard acme');
  await write('company set name=Third -c OTHER');
  await write('mailbox set ticketing=t@acme.fr -c ACME');
  await write('company set name=Fourth -c OTHER');
  expect(
    withoutDay(
      await abo.each([
        `mailbox list --at ${TODAY} --as jean@acme.fr`,
        `mailbox list --at ${TODAY} --as jean@acme.fr --lang fr`,
        `mailbox list --at ${TODAY}`,
        'mailbox list --at 4 --as jean@acme.fr',
        'mailbox list --at 6 --as jean@acme.fr',
        'mailbox list --at 0 --as jean@acme.fr',
        'mailbox list --at 3 --as jean@acme.fr',
        `simulate ticketing.ticket-created -c ACME --at ${TODAY} --as jean@acme.fr`,
        'mailbox export --at 5 --as jean@acme.fr --layout long',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox list --at <day> --as jean@acme.fr
    Company  Universe  Category   E-mail     Note
    ACME     client    Ticketing  t@acme.fr
    stderr
    As it was after change set 5 (2026-11-24 09:30 UTC).
    On <day> there were change sets 3 to 5: this is after the last one. For the state before them, use --at 0.

    $ abo mailbox list --at <day> --as jean@acme.fr --lang fr
    Société  Univers  Catégorie  E-mail     Remarque
    ACME     client   Ticketing  t@acme.fr
    stderr
    État après la modification n° 5 (2026-11-24 09:30 UTC).
    Le <day>, il y a eu les modifications n° 3 à 5 : voici l'état après la dernière. Pour l'état d'avant, utilisez --at 0.

    $ abo mailbox list --at <day>
    Company  Universe  Category   E-mail     Note
    ACME     client    Ticketing  t@acme.fr
    stderr
    As it was after change set 6 (2026-11-24 09:30 UTC).
    On <day> there were change sets 1 to 6: this is after the last one. For the state before them, use --at 0.

    $ abo mailbox list --at 4 --as jean@acme.fr

    stderr
    Error: There is no change set 4.
    The last one is 5. For a list, run abo history.
    exit 2

    $ abo mailbox list --at 6 --as jean@acme.fr

    stderr
    Error: There is no change set 6.
    The last one is 5. For a list, run abo history.
    exit 2

    $ abo mailbox list --at 0 --as jean@acme.fr

    stderr
    As it was before the first change set: nothing was stored yet.
    Nothing to show.

    $ abo mailbox list --at 3 --as jean@acme.fr

    stderr
    As it was after change set 3 (2026-11-24 09:30 UTC).
    Nothing to show.

    $ abo simulate ticketing.ticket-created -c ACME --at <day> --as jean@acme.fr
    ticketing.ticket-created  a ticket is created

    ACME  Acme — Client universe
      Notified: 3 deliveries
        Interface  jean@acme.fr  on by default, as an administrator
        E-mail     jean@acme.fr  on by default, as an administrator
        E-mail     t@acme.fr     generic mailbox

    The answer changed during <day>. Above is the answer at the end of that day.
    Before that, until change set 5 (2026-11-24 09:30 UTC):

    ACME  Acme — Client universe
      Notified: 2 deliveries
        Interface  jean@acme.fr     on by default, as an administrator
        E-mail     jean@acme.fr     on by default, as an administrator
      Not notified:
        E-mail     generic mailbox  no address is set

    Before that, until change set 3 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    As it was after change set 5 (2026-11-24 09:30 UTC).
    On <day> there were change sets 3 to 5: this is after the last one. For the state before them, use --at 0.

    $ abo mailbox export --at 5 --as jean@acme.fr --layout long
    company,universe,category,email,abo_revision
    ACME,client,ticketing,t@acme.fr,5@<id>
    stderr
    As it was after change set 5 (2026-11-24 09:30 UTC).
    "
  `);
  const { stdout } = await abo.run(
    `simulate ticketing.ticket-created -c ACME --at ${TODAY} --as jean@acme.fr --format json -q`,
  );
  const { at, earlier } = JSON.parse(stdout) as WhyDocument;
  expect(at.change_set).toBe(5);
  expect(earlier.map((each) => [each.change_set, each.ended_by.change_set])).toEqual([
    [3, 5],
    [0, 3],
  ]);
});
