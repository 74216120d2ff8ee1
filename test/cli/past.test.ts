/** `--at`: lists, exports and simulations of the past. Source: docs/contract/cli.md, "Looking back and ahead". */
import { expect } from 'vitest';
import { ORACLE_EVENTS } from '../support/oracle.js';
import { test, type Abo } from './abo.js';
import { csv, randomWorld } from './random-world.js';
import { ACME } from './world.js';

/** Four change sets: the world of ACME; a choice; a change of role and address; a company added and one removed. */
async function withHistory(abo: Abo): Promise<void> {
  await abo.holds(ACME);
  abo.write(
    'more/companies.csv',
    'company,name,universes,partner,partner_universe\nNEW,Nouvelle,client,PART,operator\n',
  );
  for (const command of [
    'subscription set ticketing.email=off --contact ACME/lea@acme.fr',
    'contact set role=user --contact jean@acme.fr',
    'contact rename jean@acme.fr jean.petit@acme.fr',
    'onboard more',
    'company remove SOLO',
    'contact remove paul@part.fr',
  ]) {
    await abo.answer(`${command} --yes -q`);
  }
}

test('lists and pages of the past: a role, an address, what was added and removed', async ({ abo }) => {
  await withHistory(abo);
  expect(
    await abo.each([
      'company list --at 1',
      'company list --at 7 --partner PART',
      'company list --at 4 --partner PART -q',
      'contact list -c ACME --role admin --at 2',
      'contact show jean@acme.fr --at 3 --lang fr',
      'contact show jean@acme.fr',
      'find solo --at 5',
      'mailbox list -c ACME --at 1 --format ndjson -q',
      'subscription list --contact ACME/lea@acme.fr --at 1 --category ticketing --format csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list --at 1
    Company  Name            Universes           Partner  Partner universe
    00075    =SUM(A1)        client              ACME     ambassador
    ACME     Acme Industrie  client, ambassador  PART     operator
    PART     Le Partenaire   client, operator
    SOLO     Œuvrard & fils  client
    stderr
    As it was after change set 1 (2026-11-24 09:30 UTC).

    $ abo company list --at 7 --partner PART
    Company  Name            Universes           Partner  Partner universe
    ACME     Acme Industrie  client, ambassador  PART     operator
    NEW      Nouvelle        client              PART     operator
    stderr
    As it was after change set 7 (2026-11-24 09:30 UTC).

    $ abo company list --at 4 --partner PART -q
    Company  Name            Universes           Partner  Partner universe
    ACME     Acme Industrie  client, ambassador  PART     operator

    $ abo contact list -c ACME --role admin --at 2
    Company  Contact       Name        Role   Access  Universes           Reference
    ACME     jean@acme.fr  Jean Petit  admin  yes     client, ambassador  R1
    stderr
    As it was after change set 2 (2026-11-24 09:30 UTC).

    $ abo contact show jean@acme.fr --at 3 --lang fr
    Jean Petit  jean@acme.fr
    Société : ACME  Acme Industrie
    Rôle : Utilisateur
    Accès : Oui
    Univers : Univers client, Univers ambassadeur
    Référence : R1

    ACME  Acme Industrie — Univers client
                               E-Bout.  Livr.  Param.  Sécur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
      Jean Petit  jean@acme.fr  ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·  (·) (·)

    ACME  Acme Industrie — Univers ambassadeur
                               E-Bout.  Livr.  Param.  Sécur.  Ticket  Messag  Mobile
      Contact                   I   E   I   E   I   E   I   E   I   E   I   E   I   E
      Jean Petit  jean@acme.fr  ✗   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·

    ✗ désabonné   · non abonné   ( ) sans effet possible   I interface, E e-mail
    stderr
    État après la modification n° 3 (2026-11-24 09:30 UTC).

    $ abo contact show jean@acme.fr

    stderr
    Error: There is no contact “jean@acme.fr”.
    To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.
    exit 2

    $ abo find solo --at 5
    What     Company  Name            Address  Universe  Category
    company  SOLO     Œuvrard & fils
    stderr
    As it was after change set 5 (2026-11-24 09:30 UTC).

    $ abo mailbox list -c ACME --at 1 --format ndjson -q
    {"company":"ACME","universe":"client","category":"deliveries","email":"log@acme.fr","inert":false,"dormant":false}
    {"company":"ACME","universe":"client","category":"ticketing","email":"Support@acme.fr","inert":false,"dormant":false}
    {"company":"ACME","universe":"client","category":"mobile","email":"m@acme.fr","inert":true,"dormant":false}

    $ abo subscription list --contact ACME/lea@acme.fr --at 1 --category ticketing --format csv
    company,contact,name,role,access,universe,category,channel,notified,stored,reason,inert
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,ticketing,interface,no,default,no-portal-access,no
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,ticketing,email,yes,on,explicit-on,no
    stderr
    As it was after change set 1 (2026-11-24 09:30 UTC).
    "
  `);
});

test('an export of the past has its revision, and imports as the state of that time', async ({ abo }) => {
  await withHistory(abo);
  const exported = await abo.answer('contact export -c ACME --at 2 -q');
  expect(abo.plain(exported)).toMatchInlineSnapshot(`
    "company,contact,name,role,access,universes,ref,abo_revision
    ACME,jean@acme.fr,Jean Petit,admin,yes,client|ambassador,R1,2@<id>
    ACME,lea@acme.fr,Léa Œuvrard,user,no,client,,2@<id>
    ACME,support@acme.fr,Support,user,yes,client,,2@<id>
    "
  `);
  abo.write('then.csv', exported);
  abo.write('edited.csv', exported.replace('Jean Petit,admin', 'Jean Lepetit,admin'));
  const imported = await abo.each(['contact import then.csv -n -q', 'contact import edited.csv -n -q']);
  // The files contain the identity of this database.
  expect(imported.replaceAll(/(?<=sha256 )[\da-f]+/gu, '')).toMatchInlineSnapshot(`
    "
    $ abo contact import then.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: then.csv  sha256 …
    No changes (12 unchanged).
    Kept: 1, changed since the export.

    $ abo contact import edited.csv -n -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: edited.csv  sha256 …
    ACME  Acme Industrie
      ~ contact  jean.petit@acme.fr  name  Jean Petit → Jean Lepetit
    Plan: 0 to add, 1 to change, 0 to remove; 11 unchanged.
    Kept: 1, changed since the export.
    Deliveries: 0 gained, 0 lost.
    "
  `);
});

test('revision 0, and a time before the first change set, are the empty directory', async ({ abo }) => {
  await withHistory(abo);
  expect(
    await abo.each([
      'company list --at 0',
      'subscription export --at 1999-12-31T23:59:59+01:00',
      'company list --at 1999-12-31 --lang fr',
      'simulate ticketing -c ACME --at 0',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list --at 0

    stderr
    As it was before the first change set: nothing was stored yet.
    Nothing to show.

    $ abo subscription export --at 2026-11-24T09:30:00+01:00
    company,contact,name,role,access,universe,eshop.interface,eshop.email,deliveries.interface,deliveries.email,service-settings.interface,service-settings.email,service-security.interface,service-security.email,ticketing.interface,ticketing.email,messaging.interface,messaging.email,mobile.interface,mobile.email,abo_revision
    stderr
    As it was before the first change set: nothing was stored yet.
    Nothing to show.

    $ abo company list --at 1999-12-31 --lang fr

    stderr
    État avant la première modification : rien n'était encore enregistré.
    Rien à montrer.

    $ abo simulate ticketing -c ACME --at 0

    stderr
    As it was before the first change set: nothing was stored yet.
    Error: There is no company “ACME”.
    To search by code or name, use abo find TEXT.
    exit 2
    "
  `);
});

test('--at with a wrong time, or for a command without a past', async ({ abo }) => {
  await withHistory(abo);
  expect(
    await abo.each([
      'company list --at 8',
      'company list --at 8 --lang fr',
      'company list --at yesterday',
      'company list --at 2026-02-30',
      'company list --at=-1 --lang fr',
      'contact set access=no --all --at 3',
      'onboard more --at 3 --lang fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list --at 8

    stderr
    Error: There is no change set 8.
    The last one is 7. For a list, run abo history.
    exit 2

    $ abo company list --at 8 --lang fr

    stderr
    Erreur : il n'y a pas de modification n° 8.
    La dernière est la n° 7. Pour la liste, lancez abo history.
    exit 2

    $ abo company list --at yesterday

    stderr
    Error: “yesterday” is not a valid value for --at.
    Use a change set number (12), a day (2026-11-24, meaning its end) or a time (2026-11-24T09:30:00Z).
    exit 2

    $ abo company list --at 2026-02-30

    stderr
    Error: “2026-02-30” is not a valid value for --at.
    Use a change set number (12), a day (2026-11-24, meaning its end) or a time (2026-11-24T09:30:00Z).
    exit 2

    $ abo company list --at=-1 --lang fr

    stderr
    Erreur : « -1 » n'est pas une valeur valide pour --at.
    Indiquez un numéro de modification (12), un jour (2026-11-24, c'est-à-dire sa fin) ou une date et une heure (2026-11-24T09:30:00Z).
    exit 2

    $ abo contact set access=no --all --at 3

    stderr
    Error: abo contact set works on the current state and has no option --at.
    To look at the past, use list, show, export, find, simulate, why or audit.
    exit 2

    $ abo onboard more --at 3 --lang fr

    stderr
    Erreur : abo onboard porte sur l'état actuel et n'a pas d'option --at.
    Pour consulter le passé, utilisez list, show, export, find, simulate, why ou audit.
    exit 2
    "
  `);
});

test('a day with two answers shows both', async ({ abo }) => {
  await withHistory(abo);
  const today = new Date().toISOString().slice(0, 10);
  const plain = (text: string): string => abo.plain(text).replaceAll(today, '2026-11-24');
  expect(plain(await abo(`simulate ticketing.ticket-created -c ACME -u client --at ${today}`))).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing.ticket-created -c ACME -u client --at 2026-11-24
    ticketing.ticket-created  a ticket is created

    ACME  Acme Industrie — Client universe
      Notified: 1 delivery
        E-mail             Support@acme.fr     generic mailbox
                                               support@acme.fr  chose to be notified
      Not notified:
        Interface, E-mail  jean.petit@acme.fr  has not subscribed
        Interface          lea@acme.fr         has no access to the portal
        E-mail             lea@acme.fr         opted out
        Interface          support@acme.fr     has not subscribed

    The answer changed during 2026-11-24. Above is the answer at the end of that day.
    Before that, until change set 4 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Notified: 1 delivery
        E-mail             Support@acme.fr  generic mailbox
                                            support@acme.fr  chose to be notified
      Not notified:
        Interface, E-mail  jean@acme.fr     has not subscribed
        Interface          lea@acme.fr      has no access to the portal
        E-mail             lea@acme.fr      opted out
        Interface          support@acme.fr  has not subscribed

    Before that, until change set 3 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Notified: 3 deliveries
        Interface  jean@acme.fr     on by default, as an administrator
        E-mail     jean@acme.fr     on by default, as an administrator
        E-mail     Support@acme.fr  generic mailbox
                                    support@acme.fr  chose to be notified
      Not notified:
        Interface  lea@acme.fr      has no access to the portal
        E-mail     lea@acme.fr      opted out
        Interface  support@acme.fr  has not subscribed

    Before that, until change set 2 (2026-11-24 09:30 UTC):

    ACME  Acme Industrie — Client universe
      Notified: 4 deliveries
        Interface  jean@acme.fr     on by default, as an administrator
        E-mail     jean@acme.fr     on by default, as an administrator
        E-mail     lea@acme.fr      chose to be notified
        E-mail     Support@acme.fr  generic mailbox
                                    support@acme.fr  chose to be notified
      Not notified:
        Interface  lea@acme.fr      has no access to the portal
        Interface  support@acme.fr  has not subscribed

    Before that, until change set 1 (2026-11-24 09:30 UTC):
    The company did not exist.

    This is what the configuration says. abo can't see whether a message was sent.
    stderr
    As it was after change set 7 (2026-11-24 09:30 UTC).
    On 2026-11-24 there were change sets 1 to 7: this is after the last one. For the state before them, use --at 0.
    "
  `);
  // Change set 7, of the partner, does not affect this answer.
  interface Answer {
    readonly results: readonly { readonly deliveries: readonly { readonly recipient: string }[] }[];
  }
  const recipients = ({ results }: Answer): readonly string[] =>
    results.flatMap(({ deliveries }) => deliveries.map(({ recipient }) => recipient));
  const asJson = await abo.json<
    Answer & {
      readonly at: unknown;
      readonly earlier: readonly (Answer & {
        readonly change_set: number;
        readonly ended_by: { readonly change_set: number };
        readonly refused: string | null;
      })[];
    }
  >(`simulate ticketing -c ACME -u client --at ${today}`);
  expect(asJson.at).toEqual({ change_set: 7, day: today, changed_within_day: true });
  expect(recipients(asJson)).toEqual(['Support@acme.fr']);
  expect(
    asJson.earlier.map(({ change_set: number, ended_by: ended, refused, ...answer }) => [
      number,
      ended.change_set,
      refused,
      recipients(answer),
    ]),
  ).toEqual([
    [3, 4, null, ['Support@acme.fr']],
    [2, 3, null, ['jean@acme.fr', 'jean@acme.fr', 'Support@acme.fr']],
    [1, 2, null, ['jean@acme.fr', 'jean@acme.fr', 'lea@acme.fr', 'Support@acme.fr']],
    [0, 1, 'unknown-company', []],
  ]);
  // A partner of a company is part of its answer.
  expect(plain(await abo(`simulate mobile.rio-consulted -c ACME --at ${today} --lang fr -q`))).toMatchInlineSnapshot(`
    "
    $ abo simulate mobile.rio-consulted -c ACME --at 2026-11-24 --lang fr -q
    mobile.rio-consulted  quelqu'un consulte un RIO
    ACME  Acme Industrie
    Cet événement va au partenaire qui gère cette société.

    PART  Le Partenaire — Univers opérateur
      Notifiés : 1 notification
        E-mail             rio@part.fr  boîte générique
      Non notifiés :
        Interface, E-mail  lea@acme.fr  n'est pas abonné

    La réponse a changé au cours du 2026-11-24. Ci-dessus, la réponse à la fin de ce jour.
    Auparavant, jusqu'à la modification n° 7 (2026-11-24 09:30 UTC) :
    ACME  Acme Industrie
    Cet événement va au partenaire qui gère cette société.

    PART  Le Partenaire — Univers opérateur
      Notifiés : 3 notifications
        Interface          paul@part.fr  abonné d'office, car administrateur
        E-mail             paul@part.fr  abonné d'office, car administrateur
        E-mail             rio@part.fr   boîte générique
      Non notifiés :
        Interface, E-mail  lea@acme.fr   n'est pas abonné

    Auparavant, jusqu'à la modification n° 1 (2026-11-24 09:30 UTC) :
    Cette société n'existait pas.

    Selon la configuration. abo ne voit pas si un message a été envoyé.
    "
  `);
  expect(plain(await abo(`simulate ticketing -c 00075 --at 1999-12-31`))).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing -c 00075 --at 1999-12-31

    stderr
    As it was before the first change set: nothing was stored yet.
    Error: There is no company “00075”.
    To search by code or name, use abo find TEXT.
    exit 2
    "
  `);
});

/** Commands that show everything together. */
const ANSWERS = [
  'company list --format ndjson',
  'contact list --format ndjson',
  'mailbox list --format ndjson',
  'subscription list --format ndjson',
  'company export',
  'contact export --role admin',
  'mailbox export --layout long',
  'subscription export --values stored',
  'subscription export --excel --lang fr',
  'subscription list --notified no --reason not-subscribed --category mobile --format csv',
  'contact list --contact "*a*"',
  'audit --fail-on never --format json',
];

test('in a random history, --at N answers as when N was the latest', async ({ abo }) => {
  await abo.init();
  const byNumber = new Map<number, readonly string[]>();
  const asking = (number: number, at = ''): readonly string[] =>
    [...ANSWERS, `simulate --events events${number}.csv --format ndjson`].map((command) => `${command} -q${at}`);
  const answers = async (commands: readonly string[]): Promise<readonly string[]> => {
    const ran = await abo.runEach(commands);
    expect(ran.filter(({ stderr, exitCode }) => stderr !== '' || exitCode !== 0)).toEqual([]);
    return ran.map(({ stdout }) => stdout);
  };
  const note = async (): Promise<void> => {
    const [history = '', companies = ''] = await answers([
      'history --limit 1 --format json',
      'company list --format json',
    ]);
    const [last] = (JSON.parse(history) as { items: { number: number }[] }).items;
    const { items } = JSON.parse(companies) as { items: { code: string }[] };
    const number = last?.number ?? 0;
    const events = items.flatMap(({ code }) => ORACLE_EVENTS.map(([event]) => [event, code]));
    abo.write(`events${number}.csv`, csv(['event', 'company'], events.length > 0 ? events : [['mobile', '-']]));
    if (number > 0) byNumber.set(number, await answers(asking(number)));
  };
  await note();
  const changes = ['contact set role=user --all', 'address replace @acme.fr @acme.example'];
  for (const [i, change] of changes.entries()) {
    const { files } = randomWorld(7 + i, 6, 20);
    for (const [name, content] of Object.entries(files)) abo.write(`world${i}/${name}`, content);
    // Each world is imported over the one before. Where it does not fit, only the other change is made.
    await abo.run(`onboard world${i} --yes -q --allow-duplicate`);
    await note();
    await abo.run(`${change} --yes -q`);
    await note();
  }
  expect(byNumber.size).toBeGreaterThan(2);
  const again = await answers([...byNumber.keys()].flatMap((number) => asking(number, ` --at ${number}`)));
  for (const [i, [number, then]] of [...byNumber].entries()) {
    expect(again.slice(i * then.length, (i + 1) * then.length), `--at ${number}`).toEqual(then);
  }
});
