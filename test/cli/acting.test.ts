/** `--as`: what a contact may see and change, in every command. Source: docs/contract/rules.md, "Who may do what". */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { aboIn, test, type Abo, type Ran } from './abo.js';
import { WORLD, worldOf } from './acting.js';

/** An actor gets the same answers from the whole world and from a database with only what the actor may see. */
async function compareAnswers(
  abo: Abo,
  actor: string,
  codes: readonly string[],
  partner: 'another' | 'none',
  questions: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const folder = join(abo.folder, 'only');
  mkdirSync(folder);
  const only = aboIn(folder);
  await abo.holds(WORLD);
  await only.holds(worldOf(codes, partner));
  for (const each of [abo, only]) for (const [name, text] of Object.entries(FILES)) each.write(name, text);
  const commands = questions.map((question) => `${question} --as ${actor}`);
  const answers = await abo.runEach(commands);
  const expected = await only.runEach(commands);
  const exits: Record<string, number> = {};
  const said = (who: Abo, ran: Ran | undefined): unknown => ({
    stdout: who.plain(ran?.stdout ?? ''),
    stderr: who.plain(ran?.stderr ?? ''),
    exitCode: ran?.exitCode,
  });
  for (const [i, command] of commands.entries()) {
    expect(said(abo, answers[i]), command).toEqual(said(only, expected[i]));
    const exit = `exit ${answers[i]?.exitCode ?? ''}`;
    exits[exit] = (exits[exit] ?? 0) + 1;
  }
  return exits;
}

const EVENTS = `event,company,universe
ticketing.ticket-created,ACME,
mobile.rio-consulted,ACME,
mobile.rio-consulted,00075,
`;
const FILES = {
  'events.csv': EVENTS,
  'foreign-events.csv': `${EVENTS}ticketing.ticket-created,00312,\nticketing.ticket-created,ACMA,\nmobile,NIECE,\n`,
  'foreign.csv': `company,contact,universe,ticketing.email
ACME,lea@acme.fr,client,0
00312,pain@pain.fr,client,1
ACMA,jean@acma.fr,client,1
PART,paul@part.fr,client,1
NOWHERE,x@y.fr,client,1
`,
  'foreign-mailboxes.csv': 'universe,ticketing\nclient,x@y.fr\n',
};

const QUESTIONS = [
  'company list',
  'company list --format json',
  'company list --partner ACME',
  'company list --partner PART',
  'company list --exclude-company ACMA',
  'company show ACME',
  'company show ACME --format json',
  'company show PART',
  'company show ACMA',
  'company show acme',
  'company show 0312',
  'company export',
  'contact list',
  'contact list --format csv --lang fr',
  "contact list --contact '*lea*'",
  "contact list --contact 'jean*' --role admin",
  'contact list --contact paul@part.fr',
  'contact show lea@acme.fr',
  'contact show jean@acma.fr',
  'contact show "Jean Autre" --format json',
  'contact export --excel',
  'mailbox list',
  "mailbox list --address '*@part.fr'",
  'mailbox list -c 00312',
  'mailbox export --layout long',
  'sub list',
  'sub list --format ndjson',
  'sub list -c SOLO',
  'sub list --contact ACMA/jean@acma.fr',
  'sub export',
  'sub export --values stored --layout long',
  'find jean',
  'find support --format json',
  'find jean -c ACMA',
  'address show support@acme.fr',
  'address show rio@part.fr',
  'address show rio@acm.fr',
  'simulate ticketing -c ACME --explain',
  'simulate mobile.rio-consulted -c ACME',
  'simulate mobile.rio-consulted -c ACME --format json',
  'simulate mobile.rio-consulted -c ACME -u ambassador',
  'simulate mobile -c 00075 --explain --format json',
  'simulate mobile -c 00312',
  'simulate ticketing -c NIECE --lang fr',
  'simulate --events events.csv --format ndjson',
  'simulate --events foreign-events.csv',
  'simulate --events foreign-events.csv --on-error skip --format csv',
  'audit --format json --fail-on never',
  'audit -c 00312',
  'why lea@acme.fr ticketing',
  'why jean@acme.fr mobile -c 00075 --format json',
  'why goff@goff.fr mobile -c 00075',
  'why paul@part.fr mobile -c ACME',
  'why jean@acma.fr ticketing',
  'company list --at 1',
  'company list --at 0',
  'sub export --at 2',
  'simulate ticketing -c ACME --at 1 --format json',
  'simulate ticketing -c ACMA --at 1',
  'audit --at 1 --fail-on never',
  'history',
  'history --format json',
  'history --actor marie',
  'history -c PART',
  'history --contact lea@acme.fr',
  'history --contact jean@acma.fr',
  'history show 1',
  'history show 1 --format json',
  'history show 2',
  'can view -c PART',
  'can view -c 00312 --format json',
  'can edit -c NIECE --contact niece@goff.fr',
  'mailbox set all=x@acme.fr --all -n',
  'mailbox set eshop=x@acme.fr --partner ACME -n --format json',
  'mailbox set eshop=x@acme.fr -c SOLO -n',
  "mailbox clear all --address '*@acme.fr' -n",
  'sub set ticketing=off --all -n',
  "sub set mobile=off --contact '*' --impact -n",
  'sub set ticketing=off --contact jean@acma.fr -n',
  'sub copy jean@acme.fr lea@acme.fr -n',
  'sub copy paul@part.fr lea@acme.fr -n',
  'sub import foreign.csv -n',
  'sub import foreign.csv -n --format json',
  'mailbox import foreign-mailboxes.csv -c ACMA -n',
  'company add ACMA universes=client',
  'onboard foreign.csv',
];

test('every answer to an actor is that of a database with nothing but what the actor may see', async ({ abo }) => {
  const exits = await compareAnswers(abo, 'jean@acme.fr', ['ACME', '00075'], 'another', QUESTIONS);
  // Many of them succeed: the comparison is not one of errors only.
  expect(exits).toMatchInlineSnapshot(`
    {
      "exit 0": 48,
      "exit 2": 29,
      "exit 3": 3,
      "exit 4": 3,
      "exit 5": 2,
      "exit 8": 1,
    }
  `);
});

test('a contact can’t see whether their company has a partner', async ({ abo }) => {
  const exits = await compareAnswers(abo, 'solo@solo.fr', ['SOLO'], 'none', [
    'company show SOLO --format json',
    'company list',
    'company export',
    'history show 1',
    'history --format json',
    'simulate mobile.rio-consulted -c SOLO',
    'simulate mobile.rio-consulted -c SOLO -u ambassador --format json',
    'simulate mobile.rio-consulted -c SOLO --format csv',
    'sub set mobile=off -c SOLO --impact -n',
  ]);
  expect(exits).toMatchInlineSnapshot(`
    {
      "exit 0": 9,
    }
  `);
  expect(await abo('simulate mobile.rio-consulted -c SOLO --as solo@solo.fr --format json')).toMatchInlineSnapshot(`
    "
    $ abo simulate mobile.rio-consulted -c SOLO --as solo@solo.fr --format json
    {
      "schema": "abo.simulation/1",
      "event": "mobile.rio-consulted",
      "company": "SOLO",
      "category": "mobile",
      "audience": "partner",
      "reason": "out-of-scope",
      "results": []
    }
    "
  `);
});

test('a company out of scope is reported like one that does not exist', async ({ abo }) => {
  await abo.holds(WORLD);
  const commands = (code: string): string[] =>
    [
      `company show ${code}`,
      `sub list -c ${code}`,
      `mailbox export -c ${code} --lang fr`,
      `history -c ${code} --format json`,
      `simulate ticketing -c ${code}`,
      `mailbox set eshop=a@b.fr -c ${code} -y`,
      `can edit -c ${code}`,
    ].map((command) => `${command} --as jean@acme.fr`);
  const hidden = await abo.runEach(commands('SOLO'));
  const nowhere = await abo.runEach(commands('S0L0'));
  expect(hidden.map(({ stdout, stderr, exitCode }) => ({ stdout, stderr, exitCode }))).toEqual(
    nowhere.map(({ stdout, stderr, exitCode }) => ({
      stdout: stdout.replaceAll('S0L0', 'SOLO'),
      stderr: stderr.replaceAll('S0L0', 'SOLO'),
      exitCode,
    })),
  );
  expect(await abo('company show 0007 --as jean@acme.fr')).toMatchInlineSnapshot(`
    "
    $ abo company show 0007 --as jean@acme.fr

    stderr
    Error: There is no company “0007”.
    Did you mean “00075”?
    exit 2
    "
  `);
  expect(await abo('company show ACMA --as jean@acme.fr --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo company show ACMA --as jean@acme.fr --lang fr

    stderr
    Erreur : il n'y a pas de société « ACMA ».
    Vouliez-vous dire « ACME » ?
    exit 2
    "
  `);
});

test('--as names one contact, by address or CODE/ADDRESS', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(
    await abo.each([
      'company list --as LEA@acme.fr',
      '--lang fr --as lea@acme.fr company list',
      'company list --as ACME/lea@acme.fr',
      'company list --as jean@acme.com',
      "company list --as 'Jean Petit'",
      "company list --as 'jean*' --format json",
      'company list --as old@acme.fr',
      'find x --as old@acme.fr --lang fr --format json',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list --as LEA@acme.fr

    stderr
    Error: “LEA@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS.
    exit 2

    $ abo --lang fr --as lea@acme.fr company list

    stderr
    Erreur : « lea@acme.fr » désigne plusieurs contacts : ACME/lea@acme.fr, PART/lea@acme.fr.
    Indiquez-en un sous la forme CODE/ADRESSE.
    exit 2

    $ abo company list --as ACME/lea@acme.fr
    Company  Name            Universes                     Partner  Partner universe
    ACME     Acme Industrie  client, ambassador, operator

    $ abo company list --as jean@acme.com

    stderr
    Error: There is no contact “jean@acme.com”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo company list --as 'Jean Petit'

    stderr
    Error: There is no contact “Jean Petit”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo company list --as 'jean*' --format json

    stderr
    {"schema":"abo.error/1","code":"unknown-contact","message":"There is no contact “jean*”.","hint":"To search by name or address, use abo find TEXT. In a pattern, * is a wildcard."}
    exit 2

    $ abo company list --as old@acme.fr

    stderr
    Error: old@acme.fr has no access to the portal and can't see or change anything [actor-no-access].
    To act as support staff, leave out --as.
    exit 5

    $ abo find x --as old@acme.fr --lang fr --format json

    stderr
    {"schema":"abo.error/1","code":"actor-no-access","message":"old@acme.fr n'a pas accès au portail et ne peut rien y voir ni modifier [actor-no-access].","hint":"Pour agir en tant que support, retirez --as."}
    exit 5
    "
  `);
});

test('in scope but not allowed: exit 5 with the rule, and nothing is shown or written', async ({ abo }) => {
  await abo.holds(WORLD);
  const before = await abo.dump();
  abo.write('boxes.csv', 'company,contact,universe,ticketing.email\nACME,ute@acme.fr,ambassador,1\n');
  expect(
    await abo.each([
      'mailbox set ticketing=x@acme.fr -c ACME --as ute@acme.fr -y',
      'mailbox clear all -c 00075 --as ute@acme.fr -n --lang fr',
      'sub set ticketing=on -c ACME --contact jean@acme.fr --as ute@acme.fr -y',
      'sub set ticketing=on --contact goff@goff.fr --as ute@acme.fr -y --format json',
      'sub copy ute@acme.fr goff@goff.fr --as ute@acme.fr -y --lang fr',
      'sub import boxes.csv --as ACME/lea@acme.fr -y',
      // No change is needed: permission does not depend on the current values.
      'sub set ticketing.email=on --contact ACME/lea@acme.fr -c ACME --as ute@acme.fr -y',
      'mailbox set nonsense=x@acme.fr -c ACME --as ute@acme.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo mailbox set ticketing=x@acme.fr -c ACME --as ute@acme.fr -y

    stderr
    Error: ute@acme.fr can't change the mailboxes of ACME: only administrators can. Others can only change their own subscriptions [not-admin].
    To act as support staff, leave out --as.
    exit 5

    $ abo mailbox clear all -c 00075 --as ute@acme.fr -n --lang fr

    stderr
    Erreur : ute@acme.fr ne peut pas modifier les boîtes génériques de 00075 : seul un administrateur le peut. Les autres ne modifient que leurs propres abonnements [not-admin].
    Pour agir en tant que support, retirez --as.
    exit 5

    $ abo sub set ticketing=on -c ACME --contact jean@acme.fr --as ute@acme.fr -y

    stderr
    Error: ute@acme.fr can't change the subscriptions of jean@acme.fr in ACME: only administrators can. Others can only change their own subscriptions [not-admin].
    To act as support staff, leave out --as.
    exit 5

    $ abo sub set ticketing=on --contact goff@goff.fr --as ute@acme.fr -y --format json

    stderr
    {"schema":"abo.error/1","code":"not-admin","message":"ute@acme.fr can't change the subscriptions of goff@goff.fr in 00075: only administrators can. Others can only change their own subscriptions [not-admin].","hint":"To act as support staff, leave out --as."}
    exit 5

    $ abo sub copy ute@acme.fr goff@goff.fr --as ute@acme.fr -y --lang fr

    stderr
    Erreur : ute@acme.fr ne peut pas modifier les abonnements de goff@goff.fr (00075) : seul un administrateur le peut. Les autres ne modifient que leurs propres abonnements [not-admin].
    Pour agir en tant que support, retirez --as.
    exit 5

    $ abo sub import boxes.csv --as ACME/lea@acme.fr -y

    stderr
    boxes.csv: subscriptions (wide), utf-8, comma
    Error: lea@acme.fr can't change the subscriptions of ute@acme.fr in ACME: only administrators can. Others can only change their own subscriptions [not-admin].
    To act as support staff, leave out --as.
    exit 5

    $ abo sub set ticketing.email=on --contact ACME/lea@acme.fr -c ACME --as ute@acme.fr -y

    stderr
    Error: ute@acme.fr can't change the subscriptions of lea@acme.fr in ACME: only administrators can. Others can only change their own subscriptions [not-admin].
    To act as support staff, leave out --as.
    exit 5

    $ abo mailbox set nonsense=x@acme.fr -c ACME --as ute@acme.fr

    stderr
    Error: “nonsense” can't be set here.
    These can be set: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile, all.
    exit 2
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('only staff may change the directory, undo, and manage the database', async ({ abo }) => {
  await abo.holds(WORLD);
  const before = await abo.dump();
  abo.write('contacts.csv', 'company,contact,name,universes\nACME,new@acme.fr,New,client\n');
  const commands = [
    'company add NEW name=New universes=client',
    'company set name=New -c ACME',
    'company remove 00075',
    'company import contacts.csv',
    'contact add name=New universes=client -c ACME --contact new@acme.fr',
    'contact set access=no --contact jean@acme.fr',
    'contact rename jean@acme.fr j@acme.fr',
    'contact remove ute@acme.fr',
    'contact import contacts.csv',
    'onboard contacts.csv',
    'address replace @acme.fr @acme.com',
    'address erase lea@acme.fr',
    'undo 1',
    'db init',
    'db status',
    'db migrate',
  ];
  const ran = await abo.runEach(commands.map((command) => `${command} --as jean@acme.fr --yes --format json`));
  for (const [i, command] of commands.entries()) {
    expect(ran[i]?.exitCode, command).toBe(5);
    expect(JSON.parse(ran[i]?.stderr ?? ''), command).toMatchObject({ schema: 'abo.error/1', code: 'staff-only' });
    expect(ran[i]?.stdout, command).toBe('');
  }
  expect(await abo('company remove 00075 --as jean@acme.fr')).toMatchInlineSnapshot(`
    "
    $ abo company remove 00075 --as jean@acme.fr

    stderr
    Error: jean@acme.fr can't do this: companies, contacts, undo and the database are for support staff only [staff-only].
    To act as support staff, leave out --as.
    exit 5
    "
  `);
  expect(await abo('db status --as jean@acme.fr --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo db status --as jean@acme.fr --lang fr

    stderr
    Erreur : jean@acme.fr ne peut pas faire cela : les sociétés, les contacts, l'annulation et la base sont réservés au support [staff-only].
    Pour agir en tant que support, retirez --as.
    exit 5
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('the journal names the contact; others see the changes to their company, and the author when no other company was changed', async ({
  abo,
}) => {
  await abo.holds(WORLD);
  expect(
    await abo.each([
      'sub set deliveries=on --contact ACME/lea@acme.fr --as ACME/lea@acme.fr -y -q -m mine',
      'mailbox set eshop=shop@acme.fr -c ACME -c 00075 --as jean@acme.fr -y -q -m both --staff marie',
      'mailbox set mobile=m@acme.fr --partner PART --staff marie -y -q -m "for ACME and SOLO"',
      'mailbox set mobile=mm@part.fr -c ACME,PART --as paul@part.fr -y -q',
      'company set partner=- -c ACME -y -q',
      'history',
      'history --as jean@acme.fr',
      'history --as ACME/lea@acme.fr --lang fr',
      'history --as goff@goff.fr',
      'history --as jean@acme.fr --actor jean@acme.fr --format ndjson',
      'history --as jean@acme.fr --actor marie',
      'history --as jean@acme.fr --limit 1',
      'history show 3 --as goff@goff.fr',
      'history show 4 --as goff@goff.fr',
      'history show 4 --as jean@acme.fr --format json',
      'history show 6 --as jean@acme.fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub set deliveries=on --contact ACME/lea@acme.fr --as ACME/lea@acme.fr -y -q -m mine
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + subscription  client  deliveries.interface  lea@acme.fr  default (off) → on
      + subscription  client  deliveries.email      lea@acme.fr  default (off) → on
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 0 lost.
    Applied as change set 2.

    $ abo mailbox set eshop=shop@acme.fr -c ACME -c 00075 --as jean@acme.fr -y -q -m both --staff marie
    Database: <folder>/data/abo/abo.db (sqlite)
    00075  Le Goff
      + mailbox  client      eshop  shop@acme.fr
      + mailbox  ambassador  eshop  shop@acme.fr
    ACME  Acme Industrie
      + mailbox  client      eshop  shop@acme.fr
      + mailbox  ambassador  eshop  shop@acme.fr
      + mailbox  operator    eshop  shop@acme.fr
    Plan: 5 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 5 gained, 0 lost.
    Applied as change set 3.

    $ abo mailbox set mobile=m@acme.fr --partner PART --staff marie -y -q -m "for ACME and SOLO"
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      + mailbox  client      mobile  m@acme.fr  (inert)
      ~ mailbox  ambassador  mobile  rio@acme.fr → m@acme.fr
      + mailbox  operator    mobile  m@acme.fr
    SOLO  Solo
      + mailbox  client  mobile  m@acme.fr  (inert)
    Plan: 3 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 1 lost.
    Inert: 2 changes can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 4. Undo with: abo undo 4

    $ abo mailbox set mobile=mm@part.fr -c ACME,PART --as paul@part.fr -y -q
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ mailbox  client      mobile  m@acme.fr → mm@part.fr  (inert)
      ~ mailbox  ambassador  mobile  m@acme.fr → mm@part.fr
      ~ mailbox  operator    mobile  m@acme.fr → mm@part.fr
    PART  Le Partenaire
      + mailbox  client      mobile  mm@part.fr  (inert)
      + mailbox  ambassador  mobile  mm@part.fr
      ~ mailbox  operator    mobile  rio@part.fr → mm@part.fr
    Plan: 2 to add, 4 to change, 0 to remove; 0 unchanged.
    Deliveries: 4 gained, 2 lost.
    Inert: 2 changes can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 5.

    $ abo company set partner=- -c ACME -y -q
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      ~ company  partner           PART → -
      ~ company  partner_universe  operator → -
    Plan: 0 to add, 2 to change, 0 to remove; 0 unchanged.
    Deliveries: 4 gained, 3 lost.
    Applied as change set 6. Undo with: abo undo 6

    $ abo history
    No.  When (UTC)        Who           Command           Changes  Note
      6  2026-11-24 09:30  <user>          company set             2
      5  2026-11-24 09:30  paul@part.fr  mailbox set             6
      4  2026-11-24 09:30  marie         mailbox set             4  for ACME and SOLO
      3  2026-11-24 09:30  jean@acme.fr  mailbox set             5  both
      2  2026-11-24 09:30  lea@acme.fr   subscription set        2  mine
      1  2026-11-24 09:30  marie         onboard                27  files

    $ abo history --as jean@acme.fr
    No.  When (UTC)        Who           Command           Changes  Note
      5  2026-11-24 09:30  (hidden)      mailbox set             3
      4  2026-11-24 09:30  (hidden)      mailbox set             3
      3  2026-11-24 09:30  jean@acme.fr  mailbox set             5  both
      2  2026-11-24 09:30  lea@acme.fr   subscription set        2  mine
      1  2026-11-24 09:30  (hidden)      onboard                12

    $ abo history --as ACME/lea@acme.fr --lang fr
    N°  Quand (UTC)       Qui          Commande          Changements  Remarque
     5  2026-11-24 09:30  (masqué)     mailbox set                 3
     4  2026-11-24 09:30  (masqué)     mailbox set                 3
     3  2026-11-24 09:30  (masqué)     mailbox set                 3
     2  2026-11-24 09:30  lea@acme.fr  subscription set            2  mine
     1  2026-11-24 09:30  (masqué)     onboard                     9

    $ abo history --as goff@goff.fr
    No.  When (UTC)        Who       Command      Changes  Note
      3  2026-11-24 09:30  (hidden)  mailbox set        2
      1  2026-11-24 09:30  (hidden)  onboard            5

    $ abo history --as jean@acme.fr --actor jean@acme.fr --format ndjson
    {"number":3,"at":"2026-11-24T09:30:00Z","actor":"jean@acme.fr","command":"mailbox set","message":"both","input":null,"undoes":null,"undone_by":null,"changes":5}

    $ abo history --as jean@acme.fr --actor marie

    stderr
    Nothing to show.

    $ abo history --as jean@acme.fr --limit 1
    No.  When (UTC)        Who       Command      Changes  Note
      5  2026-11-24 09:30  (hidden)  mailbox set        3

    $ abo history show 3 --as goff@goff.fr
    Change set 3
    When (UTC)  2026-11-24 09:30:00
    Who         (hidden)
    Command     mailbox set
    Changes     2

    00075  Le Goff
      + mailbox  client      eshop  shop@acme.fr
      + mailbox  ambassador  eshop  shop@acme.fr

    $ abo history show 4 --as goff@goff.fr

    stderr
    Error: There is no change set 4.
    The last one is 3. For a list, run abo history.
    exit 2

    $ abo history show 4 --as jean@acme.fr --format json
    {
      "schema": "abo.change-set/1",
      "number": 4,
      "at": "2026-11-24T09:30:00Z",
      "actor": null,
      "command": "mailbox set",
      "message": null,
      "input": null,
      "undoes": null,
      "undone_by": null,
      "changes": [
        {"action":"add","kind":"mailbox","company":"ACME","contact":null,"universe":"client","category":"mobile","channel":null,"field":null,"before":null,"after":"m@acme.fr","effective_before":null,"effective_after":null},
        {"action":"change","kind":"mailbox","company":"ACME","contact":null,"universe":"ambassador","category":"mobile","channel":null,"field":null,"before":"rio@acme.fr","after":"m@acme.fr","effective_before":null,"effective_after":null},
        {"action":"add","kind":"mailbox","company":"ACME","contact":null,"universe":"operator","category":"mobile","channel":null,"field":null,"before":null,"after":"m@acme.fr","effective_before":null,"effective_after":null}
      ]
    }

    $ abo history show 6 --as jean@acme.fr

    stderr
    Error: There is no change set 6.
    The last one is 5. For a list, run abo history.
    exit 2
    "
  `);
});

test('every export imports back with no change, for staff and for a contact', async ({ abo }) => {
  await abo.holds(WORLD);
  for (const actor of ['jean@acme.fr', 'ACME/lea@acme.fr', 'paul@part.fr', 'ute@acme.fr']) {
    const exports = [
      'mailbox export',
      'mailbox export --layout long --excel --lang fr',
      'sub export',
      'sub export --layout long --values stored',
      'sub export --excel --lang fr',
    ];
    const ran = await abo.runEach(exports.map((command) => `${command} --as ${actor}`));
    ran.forEach(({ stdout }, i) => abo.write(`${i}.csv`, stdout));
    const back = await abo.runEach(
      exports.map((command, i) => `${command.split(' ')[0] ?? ''} import ${i}.csv --as ${actor} -y --format json`),
    );
    for (const [i, { stdout, exitCode }] of back.entries()) {
      expect(exitCode, `${actor} ${exports[i] ?? ''}`).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ has_changes: false, change_set: null });
    }
    // The directory exported by a contact imports with no changes.
    const directory = await abo.runEach([`company export --as ${actor}`, `contact export --as ${actor}`]);
    directory.forEach(({ stdout }, i) => abo.write(`directory/${i === 0 ? 'companies' : 'contacts'}.csv`, stdout));
    expect(await abo.json('onboard directory -y')).toMatchObject({ has_changes: false });
  }
});

test('a later export of staff is not foreign to a contact who sees less of the history', async ({ abo }) => {
  await abo.holds(WORLD);
  await abo.answer('mailbox set eshop=shop@acma.fr -c ACMA -y');
  abo.write('boxes.csv', (await abo.answer('sub export -c ACME')).replaceAll('0,0,0,0,0,0,0,1', '0,0,0,0,0,0,0,0'));
  expect(await abo.answer('mailbox export -c 00075 --as jean@acme.fr --layout long')).toMatch(/,1@\w+\n$/u);
  expect(await abo.json('sub import boxes.csv -y --as jean@acme.fr')).toMatchObject({
    change_set: 3,
    changes: [{ contact: 'lea@acme.fr', category: 'ticketing', channel: 'email', before: 'on', after: 'off' }],
  });
});

test('a saved plan is allowed or refused by its changes; a company out of scope looks like one that does not exist', async ({
  abo,
}) => {
  await abo.holds(WORLD);
  await abo.answer('mailbox set eshop=shop@acme.fr -c ACME -n --plan-out own.plan');
  await abo.answer('mailbox set eshop=shop@acma.fr -c ACMA -n --plan-out foreign.plan');
  await abo.answer('company set name=Acme -c ACME -n --plan-out directory.plan');
  await abo.answer('mailbox set eshop=shop@goff.fr -c 00075 -u client -y');
  await abo.answer('undo 2 -n --plan-out undo.plan');
  const before = await abo.dump();
  const said = async (plan: string, actor: string): Promise<unknown> => {
    const { stdout, stderr, exitCode } = await abo.run(`apply ${plan}.plan --as ${actor} -y --format json`);
    return { exitCode, code: (JSON.parse(stderr === '' ? stdout : stderr) as { code?: string }).code };
  };
  expect(await said('foreign', 'jean@acme.fr')).toEqual({ exitCode: 2, code: 'unknown-company' });
  expect(await said('directory', 'jean@acme.fr')).toEqual({ exitCode: 5, code: 'staff-only' });
  expect(await said('undo', 'jean@acme.fr')).toEqual({ exitCode: 5, code: 'staff-only' });
  expect(await said('own', 'ute@acme.fr')).toEqual({ exitCode: 5, code: 'not-admin' });
  expect(await abo.dump()).toBe(before);
  expect(await said('own', 'jean@acme.fr')).toEqual({ exitCode: 0, code: undefined });
  expect(await abo.answer('history --limit 1 --format ndjson')).toContain('"actor":"jean@acme.fr"');
});
