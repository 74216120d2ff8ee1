/** `abo undo N`. Source: docs/contract/cli.md, "Every command that changes something"; docs/contract/rules.md, "The journal". */
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';
import { ACME } from './world.js';

const LOOKS = [
  'company list --format json',
  'contact list --format json',
  'mailbox list --format json',
  'subscription list --format json',
  'company export',
  'contact export',
  'mailbox export',
  'mailbox export --layout long',
  'subscription export',
  'subscription export --values stored',
  'subscription export --layout long',
  'subscription export --layout long --values stored',
];

/** Returns the lists and exports after each of these commands, without the number of the last change set. */
async function seenAfter(abo: Abo, commands: readonly string[]): Promise<readonly (readonly string[])[]> {
  const ran = await abo.runEach(commands.flatMap((command) => [command, ...LOOKS]));
  return commands.map((command, i) => {
    const [changed, ...looks] = ran.slice(i * (LOOKS.length + 1), (i + 1) * (LOOKS.length + 1));
    expect([command, changed?.stderr.replace(/^new.csv: .*\n/u, ''), changed?.exitCode]).toEqual([command, '', 0]);
    return looks.map(({ stdout }) => stdout.replaceAll(/,\d+@[a-z]+$/gmu, ''));
  });
}

test('ten overlapping change sets, undone newest first, restore the first state', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'new.csv',
    'company,contact,name,universes,universe,ticketing.email\nACME,marc@acme.fr,Marc,client,client,1\nACME,lea.oeuvrard@acme.fr,Léa Neuve,,client,0\n',
  );
  const worlds = await seenAfter(abo, [
    'company list',
    'sub set ticketing=on mobile.email=off -c ACME -y',
    'mailbox set all=tout@acme.fr -c ACME -y',
    'contact rename ACME/lea@acme.fr lea.oeuvrard@acme.fr -y',
    'contact import new.csv -y',
    'contact remove support@acme.fr --successor lea.oeuvrard@acme.fr -y',
    'company set universes=operator -c PART -y',
    'sub copy jean@acme.fr marc@acme.fr --mode mirror -y',
    'company set partner=PART -c SOLO -y',
    'contact set role=admin access=yes --contact lea.oeuvrard@acme.fr -y',
    'contact rename marc@acme.fr support@acme.fr -y',
    'company remove 00075 -y',
    'address replace @acme.fr @acme.example -y',
  ]);
  const last = worlds.length;
  const undos = (from: number, to: number): string[] =>
    Array.from({ length: from - to }, (_, i) => `undo ${from - i} -y`);
  expect(await seenAfter(abo, undos(last, 1))).toEqual(worlds.slice(0, -1).reverse());
  expect(await abo('history --limit 2 --format ndjson')).toMatchInlineSnapshot(`
    "
    $ abo history --limit 2 --format ndjson
    {"number":25,"at":"2026-11-24T09:30:00Z","actor":"<user>","command":"undo","message":null,"input":null,"undoes":2,"undone_by":null,"changes":3}
    {"number":24,"at":"2026-11-24T09:30:00Z","actor":"<user>","command":"undo","message":null,"input":null,"undoes":3,"undone_by":null,"changes":14}
    "
  `);
  // Undos can be undone too.
  expect(await seenAfter(abo, undos(2 * last - 1, last))).toEqual(worlds.slice(1));
});

test('undo restores a removed contact with choices and history', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'contact remove ACME/lea@acme.fr -y --staff marie',
      'undo 2 -n --lang fr',
      'undo 2 -y -m "she stays" --staff paul',
      'history --contact ACME/lea@acme.fr',
      'history show 2',
      'undo 2 -y',
      'undo 3 -y',
      'undo 4 -y --format json',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact remove ACME/lea@acme.fr -y --staff marie
    Database: <folder>/data/abo/abo.db (sqlite)
    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on
    Plan: 0 to add, 0 to change, 2 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  lea@acme.fr
    Applied as change set 2. Undo with: abo undo 2

    $ abo undo 2 -n --lang fr
    Base : <folder>/data/abo/abo.db (sqlite)      Annule : la modification n° 2
    ACME  Acme Industrie
      + contact     lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      + abonnement  client  ticketing.email  lea@acme.fr  on
    Plan : 2 ajouts, 0 changement, 0 suppression ; 0 inchangé.
    Notifications : 1 gagnée, 0 perdue.
    stderr
    Essai à blanc : rien n'a été modifié.

    $ abo undo 2 -y -m "she stays" --staff paul
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
    ACME  Acme Industrie
      + contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      + subscription  client  ticketing.email  lea@acme.fr  on
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3

    $ abo history --contact ACME/lea@acme.fr
    No.  When (UTC)        Who    Command         Changes  Note
      3  2026-11-24 09:30  paul   undo                  2  undoes 2, she stays
      2  2026-11-24 09:30  marie  contact remove        2  undone by 3
      1  2026-11-24 09:30  marie  onboard              17  files

    $ abo history show 2
    Change set 2
    When (UTC)  2026-11-24 09:30:00
    Who         marie
    Command     contact remove
    Undo        undone by 3
    Changes     2

    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on

    $ abo undo 2 -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
    No changes (2 unchanged).

    $ abo undo 3 -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 3
    ACME  Acme Industrie
      - contact       lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
      - subscription  client  ticketing.email  lea@acme.fr  on
    Plan: 0 to add, 0 to change, 2 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  lea@acme.fr
    Applied as change set 4. Undo with: abo undo 4

    $ abo undo 4 -y --format json
    {
      "schema": "abo.change/1",
      "change_set": 5,
      "database": {"identity":"<id>","name":"<folder>/data/abo/abo.db"},
      "input": null,
      "undoes": 4,
      "has_changes": true,
      "changes": [
        {"action":"add","kind":"contact","company":"ACME","contact":"lea@acme.fr","universe":null,"category":null,"channel":null,"field":null,"before":null,"after":{"email":"lea@acme.fr","name":"Léa Œuvrard","role":"user","access":false,"universes":["client"],"ref":null},"effective_before":null,"effective_after":null},
        {"action":"add","kind":"subscription","company":"ACME","contact":"lea@acme.fr","universe":"client","category":"ticketing","channel":"email","field":null,"before":"default","after":"on","effective_before":null,"effective_after":true}
      ],
      "summary": {"add":2,"change":0,"remove":0,"unchanged":0,"kept":0,"conflicts":0,"skipped":0},
      "deliveries": {"gained":1,"lost":0},
      "losses": 0,
      "recipients": 3,
      "losing": [],
      "silenced": [],
      "inert": [],
      "without_admin": [],
      "audit_errors": [],
      "impact": null
    }
    "
  `);
});

test('a cell changed since is a conflict, reported with who and when', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'sub set ticketing=on -c ACME -u client -y --staff marie',
    'contact set name="Jean P." role=user --contact jean@acme.fr -y --staff marie',
    'sub set ticketing=off --contact support@acme.fr -y --staff paul',
    'contact rename jean@acme.fr jean.petit@acme.fr -y --staff paul',
    'contact set name=Jeannot --contact jean.petit@acme.fr -y --staff paul',
  ]);
  const before = await abo.dump();
  expect(await abo.each(['undo 1 -n', 'undo 2 -y', 'undo 3 -y --lang fr'])).toMatchInlineSnapshot(`
    "
    $ abo undo 1 -n

    stderr
    ACME contact jean.petit@acme.fr email: was jean@acme.fr, undo would restore none, now jean.petit@acme.fr (paul, 2026-11-24 09:30 UTC, change set 5)
    ACME contact jean.petit@acme.fr name: was Jean Petit, undo would restore none, now Jeannot (paul, 2026-11-24 09:30 UTC, change set 6)
    ACME contact jean.petit@acme.fr role: was admin, undo would restore none, now user (marie, 2026-11-24 09:30 UTC, change set 3)
    ACME contact support@acme.fr: undo would remove it, but ACME subscription support@acme.fr client ticketing.interface is now off (paul, 2026-11-24 09:30 UTC, change set 4)
    ACME subscription support@acme.fr client ticketing.email: was on, undo would restore default, now off (paul, 2026-11-24 09:30 UTC, change set 4)
    Error: 5 conflicts: nothing was written.
    To keep the current values and undo the rest, add --on-conflict current.
    exit 6

    $ abo undo 2 -y

    stderr
    ACME subscription support@acme.fr client ticketing.interface: was on, undo would restore default, now off (paul, 2026-11-24 09:30 UTC, change set 4)
    Error: One conflict: nothing was written.
    To keep the current values and undo the rest, add --on-conflict current.
    exit 6

    $ abo undo 3 -y --lang fr

    stderr
    ACME contact jean.petit@acme.fr name : valait Jean P., l'annulation rétablirait Jean Petit, vaut maintenant Jeannot (paul, 2026-11-24 09:30 UTC, modification n° 6)
    Erreur : un conflit : rien n'a été écrit.
    Pour garder les valeurs actuelles et annuler le reste, ajoutez --on-conflict current.
    exit 6
    "
  `);
  expect(abo.plain((await abo.run('undo 3 -y --format json')).stderr)).toMatchInlineSnapshot(`
    "{"schema":"abo.error/1","code":"conflicts","message":"One conflict: nothing was written.","hint":"To keep the current values and undo the rest, add --on-conflict current.","conflicts":[{"file":null,"line":null,"kind":"contact","company":"ACME","contact":"jean.petit@acme.fr","universe":null,"category":null,"channel":null,"field":"name","expected":"Jean P.","wanted":"Jean Petit","now":"Jeannot","cause":null,"changed_by":{"change_set":6,"at":"2026-11-24T09:30:00Z","actor":"paul"}}]}
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect(await abo.each(['undo 3 -y --on-conflict current', 'undo 1 -n --on-conflict current --lang fr']))
    .toMatchInlineSnapshot(`
      "
      $ abo undo 3 -y --on-conflict current
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 3
      ACME  Acme Industrie
        ~ contact  jean.petit@acme.fr  role  user → admin
      Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
      Kept: 1, changed since change set 3.
      Deliveries: 25 gained, 0 lost.
      Applied as change set 7. Undo with: abo undo 7
      stderr
      One conflict keeps its current value:
      ACME contact jean.petit@acme.fr name: was Jean P., undo would restore Jean Petit, now Jeannot (paul, 2026-11-24 09:30 UTC, change set 6)

      $ abo undo 1 -n --on-conflict current --lang fr
      Base : <folder>/data/abo/abo.db (sqlite)      Annule : la modification n° 1
      00075  =SUM(A1)
        - société  name="=SUM(A1)" universes=client partner=ACME partner_universe=ambassador
        - contact  o'neil+x@été.fr  name="Anne \\"Nanou\\"" role=user access=yes universes=client ref=00012
      ACME  Acme Industrie
        - contact     lea@acme.fr  name="Léa Œuvrard" role=user access=no universes=client
        - boîte       client      deliveries       log@acme.fr
        - boîte       client      ticketing        Support@acme.fr
        - boîte       client      mobile           m@acme.fr  (inerte)
        - abonnement  ambassador  eshop.interface  jean.petit@acme.fr  off → default (on)
        - abonnement  client      ticketing.email  lea@acme.fr         on
      PART  Le Partenaire
        - contact  lea@acme.fr   name="Léa ailleurs" role=user access=yes universes=operator
        - contact  paul@part.fr  name="Paul Partenaire" role=admin access=yes universes=client|operator
        - boîte    operator  mobile  rio@part.fr
      SOLO  Œuvrard & fils
        - société  name="Œuvrard & fils" universes=client
      Plan : 0 ajout, 0 changement, 12 suppressions ; 0 inchangé.
      Conservés : 5, modifiés depuis la modification n° 1.
      Notifications : 1 gagnée, 35 perdues.
      Pertes : 4 destinataires recevront moins, sur 5.
        ACME  lea@acme.fr
        ACME  boîtes génériques  client
        PART  boîtes génériques  operator
        PART  paul@part.fr
      Réduit au silence : 15 catégories où plus personne ne sera notifié.
        PART  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
        PART  operator  eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile
        00075  ambassador  mobile
        ACME  operator  mobile
      Inerte : 1 changement sans effet possible, car aucun événement de cette catégorie ne va dans cet univers :
        client  mobile
      stderr
      4 conflits gardent leur valeur actuelle :
      ACME contact jean.petit@acme.fr email : valait jean@acme.fr, l'annulation rétablirait rien, vaut maintenant jean.petit@acme.fr (paul, 2026-11-24 09:30 UTC, modification n° 5)
      ACME contact jean.petit@acme.fr name : valait Jean Petit, l'annulation rétablirait rien, vaut maintenant Jeannot (paul, 2026-11-24 09:30 UTC, modification n° 6)
      ACME contact support@acme.fr : l'annulation le supprimerait, mais ACME abonnement support@acme.fr client ticketing.interface est maintenant off (paul, 2026-11-24 09:30 UTC, modification n° 4)
      ACME abonnement support@acme.fr client ticketing.email : valait on, l'annulation rétablirait default, vaut maintenant off (paul, 2026-11-24 09:30 UTC, modification n° 4)
      Essai à blanc : rien n'a été modifié.
      "
    `);
});

test('a later addition that depends on an added company or contact is a conflict', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'company add NEW name=New universes=client,operator -y --staff marie',
    'company set universes=client,ambassador,operator -c ACME -y --staff marie',
    'contact add --company NEW --contact new@new.fr name=New universes=client -y --staff paul',
    'mailbox set ticketing=box@new.fr -c NEW -u client -y --staff paul',
    'company set partner=NEW -c SOLO -y --staff paul',
    'mailbox set ticketing=box@acme.fr -c ACME -u operator -y --staff paul',
    'contact set universes=client,operator --contact ACME/support@acme.fr -y --staff paul',
    'sub set ticketing=on --contact new@new.fr -y --staff lea',
  ]);
  expect(await abo.each(['undo 2 -y', 'undo 3 -y', 'undo 4 -y', 'undo 2 -y --on-conflict current']))
    .toMatchInlineSnapshot(`
      "
      $ abo undo 2 -y

      stderr
      NEW company: undo would remove it, but NEW contact new@new.fr is now present (paul, 2026-11-24 09:30 UTC, change set 4)
      NEW company: undo would remove it, but NEW mailbox client ticketing is now box@new.fr (paul, 2026-11-24 09:30 UTC, change set 5)
      NEW company: undo would remove it, but SOLO company partner is now NEW (paul, 2026-11-24 09:30 UTC, change set 6)
      Error: 3 conflicts: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 3 -y

      stderr
      ACME company universes: undo would restore client|ambassador, but ACME mailbox operator ticketing is now box@acme.fr (paul, 2026-11-24 09:30 UTC, change set 7)
      Error: One conflict: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 4 -y

      stderr
      NEW contact new@new.fr: undo would remove it, but NEW subscription new@new.fr client ticketing.interface is now on (lea, 2026-11-24 09:30 UTC, change set 9)
      NEW contact new@new.fr: undo would remove it, but NEW subscription new@new.fr client ticketing.email is now on (lea, 2026-11-24 09:30 UTC, change set 9)
      Error: 2 conflicts: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 2 -y --on-conflict current
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
      No changes.
      Kept: 1, changed since change set 2.
      stderr
      3 conflicts keep their current values:
      NEW company: undo would remove it, but NEW contact new@new.fr is now present (paul, 2026-11-24 09:30 UTC, change set 4)
      NEW company: undo would remove it, but NEW mailbox client ticketing is now box@new.fr (paul, 2026-11-24 09:30 UTC, change set 5)
      NEW company: undo would remove it, but SOLO company partner is now NEW (paul, 2026-11-24 09:30 UTC, change set 6)
      "
    `);
});

test('an address used since, and a company removed since, are conflicts', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'contact remove ACME/lea@acme.fr -y --staff marie',
    'contact rename support@acme.fr lea@acme.fr -y --staff paul',
    'contact rename "00075/o\'neil+x@été.fr" oneil@été.fr -y --staff marie',
    'company set partner=- -c 00075 -y --staff marie',
    'company remove 00075 -y --staff paul',
    'company set universes=client -c ACME -y --staff paul',
  ]);
  expect(await abo.each(['undo 2 -y', 'undo 4 -y', 'undo 5 -y', 'undo 6 -y --on-conflict current']))
    .toMatchInlineSnapshot(`
      "
      $ abo undo 2 -y

      stderr
      ACME contact lea@acme.fr email: undo would restore lea@acme.fr, but ACME contact lea@acme.fr email is now lea@acme.fr (paul, 2026-11-24 09:30 UTC, change set 3)
      Error: One conflict: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 4 -y

      stderr
      00075 contact oneil@été.fr email: undo would restore o'neil+x@été.fr, but 00075 contact oneil@été.fr is now removed (paul, 2026-11-24 09:30 UTC, change set 6)
      Error: One conflict: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 5 -y

      stderr
      00075 company partner: undo would restore ACME, but 00075 company is now removed (paul, 2026-11-24 09:30 UTC, change set 6)
      00075 company partner_universe: undo would restore ambassador, but 00075 company is now removed (paul, 2026-11-24 09:30 UTC, change set 6)
      Error: 2 conflicts: nothing was written.
      To keep the current values and undo the rest, add --on-conflict current.
      exit 6

      $ abo undo 6 -y --on-conflict current
      Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 6
      00075  =SUM(A1)
        + company  name="=SUM(A1)" universes=client
        + contact  oneil@été.fr  name="Anne \\"Nanou\\"" role=user access=yes universes=client ref=00012
      Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
      Deliveries: 0 gained, 0 lost.
      00075 has no admin.
      Applied as change set 8. Undo with: abo undo 8
      "
    `);
});

test('filters undo a part of a change set', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.runEach([
    'sub set ticketing=on eshop.email=on -c ACME,PART -u client,operator -y',
    'mailbox set all=all@x.fr -c ACME,SOLO -y',
    'contact set name=Paula -c ACME,PART -y',
    'company remove SOLO -y',
    'contact remove lea@acme.fr --everywhere -y',
  ]);
  expect(
    await abo.each([
      'undo 2 -c PART -n',
      'undo 2 --contact ACME/lea@acme.fr --category eshop -n',
      'undo 2 --role user --channel interface -n',
      'undo 3 -c ACME -u client --category ticketing,mobile -n',
      'undo 3 --channel interface -n',
      'undo 4 --exclude-contact "*@part.fr" --exclude-company PART -n',
      'undo 5 -c SOLO -y',
      'undo 6 --partner PART -y',
      'undo 6 --contact PART/lea@acme.fr -y',
      'undo 6 -y',
      'history --limit 4',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo undo 2 -c PART -n
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
    No changes (3 unchanged).
    stderr
    Dry run: nothing was changed.

    $ abo undo 2 --contact ACME/lea@acme.fr --category eshop -n
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
    No changes (1 unchanged).
    stderr
    Dry run: nothing was changed.

    $ abo undo 2 --role user --channel interface -n
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 2
    ACME  Acme Industrie
      - subscription  client  ticketing.interface  support@acme.fr  on → default (off)
    Plan: 0 to add, 0 to change, 1 to remove; 1 unchanged.
    Deliveries: 0 gained, 1 lost.
    Losses: 1 of 4 recipients will receive less.
      ACME  support@acme.fr
    stderr
    Dry run: nothing was changed.

    $ abo undo 3 -c ACME -u client --category ticketing,mobile -n
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 3
    ACME  Acme Industrie
      ~ mailbox  client  ticketing  all@x.fr → Support@acme.fr
      ~ mailbox  client  mobile     all@x.fr → m@acme.fr  (inert)
    Plan: 0 to add, 2 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 1 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    stderr
    Dry run: nothing was changed.

    $ abo undo 3 --channel interface -n
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 3
    No changes.
    stderr
    Dry run: nothing was changed.

    $ abo undo 4 --exclude-contact "*@part.fr" --exclude-company PART -n

    stderr
    ACME contact lea@acme.fr name: undo would restore Léa Œuvrard, but ACME contact lea@acme.fr is now removed (<user>, 2026-11-24 09:30 UTC, change set 6)
    Error: One conflict: nothing was written.
    To keep the current values and undo the rest, add --on-conflict current.
    exit 6

    $ abo undo 5 -c SOLO -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 5
    SOLO  Œuvrard & fils
      + company  name="Œuvrard & fils" universes=client
      + mailbox  client  eshop             all@x.fr
      + mailbox  client  deliveries        all@x.fr
      + mailbox  client  service-settings  all@x.fr
      + mailbox  client  service-security  all@x.fr
      + mailbox  client  ticketing         all@x.fr
      + mailbox  client  messaging         all@x.fr
      + mailbox  client  mobile            all@x.fr  (inert)
    Plan: 8 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 6 gained, 0 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 7. Undo with: abo undo 7

    $ abo undo 6 --partner PART -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 6
    ACME  Acme Industrie
      + contact       lea@acme.fr  name=Paula role=user access=no universes=client
      + subscription  client  eshop.email      lea@acme.fr  on
      + subscription  client  ticketing.email  lea@acme.fr  on
    Plan: 3 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 0 lost.
    Applied as change set 8. Undo with: abo undo 8

    $ abo undo 6 --contact PART/lea@acme.fr -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 6
    PART  Le Partenaire
      + contact       lea@acme.fr  name=Paula role=user access=yes universes=operator
      + subscription  operator  eshop.email          lea@acme.fr  on
      + subscription  operator  ticketing.interface  lea@acme.fr  on
      + subscription  operator  ticketing.email      lea@acme.fr  on
    Plan: 4 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 3 gained, 0 lost.
    Applied as change set 9. Undo with: abo undo 9

    $ abo undo 6 -y
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 6
    No changes (7 unchanged).

    $ abo history --limit 4
    No.  When (UTC)        Who   Command         Changes  Note
      9  2026-11-24 09:30  <user>  undo                  4  undoes 6
      8  2026-11-24 09:30  <user>  undo                  3  undoes 6
      7  2026-11-24 09:30  <user>  undo                  8  undoes 5
      6  2026-11-24 09:30  <user>  contact remove        7  undone by 9
    "
  `);
});

test('a change set that can’t be undone is wrong usage', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'undo 2 -y',
      'undo last -y',
      'undo -y',
      'undo 1',
      'undo 1 -c ACNE -y',
      'undo 1 --contact jaen@acme.fr -y',
      'undo 1 --contact lea@acme.fr -y',
      'undo 1 --on-conflict file -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo undo 2 -y

    stderr
    Error: There is no change set 2.
    The last one is 1. For a list, run abo history.
    exit 2

    $ abo undo last -y

    stderr
    Error: There is no change set last.
    The last one is 1. For a list, run abo history.
    exit 2

    $ abo undo -y

    stderr
    Error: abo undo needs N.
    See abo undo --help.
    exit 2

    $ abo undo 1
    Database: <folder>/data/abo/abo.db (sqlite)      Undoes: change set 1
    00075  =SUM(A1)
      - company  name="=SUM(A1)" universes=client partner=ACME partner_universe=ambassador
      - contact  o'neil+x@été.fr  name="Anne \\"Nanou\\"" role=user access=yes universes=client ref=00012
    ACME  Acme Industrie
      - company       name="Acme Industrie" universes=client|ambassador partner=PART partner_universe=operator
      - contact       jean@acme.fr     name="Jean Petit" role=admin access=yes universes=client|ambassador ref=R1
      - contact       lea@acme.fr      name="Léa Œuvrard" role=user access=no universes=client
      - contact       support@acme.fr  name=Support role=user access=yes universes=client
      - mailbox       client      deliveries       log@acme.fr
      - mailbox       client      ticketing        Support@acme.fr
      - mailbox       client      mobile           m@acme.fr  (inert)
      - subscription  ambassador  eshop.interface  jean@acme.fr     off
      - subscription  client      ticketing.email  lea@acme.fr      on
      - subscription  client      ticketing.email  support@acme.fr  on
    PART  Le Partenaire
      - company  name="Le Partenaire" universes=client|operator
      - contact  lea@acme.fr   name="Léa ailleurs" role=user access=yes universes=operator
      - contact  paul@part.fr  name="Paul Partenaire" role=admin access=yes universes=client|operator
      - mailbox  operator  mobile  rio@part.fr
    SOLO  Œuvrard & fils
      - company  name="Œuvrard & fils" universes=client
    Plan: 0 to add, 0 to change, 17 to remove; 0 unchanged.
    Deliveries: 0 gained, 58 lost.
    Losses: 6 of 6 recipients will receive less.
      ACME  jean@acme.fr
      ACME  lea@acme.fr
      ACME  generic mailboxes  client
      ACME  support@acme.fr
      PART  generic mailboxes  operator
      PART  paul@part.fr
    Silenced: 27 categories will no longer notify anyone.
      ACME  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
      ACME  ambassador  eshop, deliveries, service-settings, service-security, ticketing, messaging
      PART  client  eshop, deliveries, service-settings, service-security, ticketing, messaging
      PART  operator  eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile
      00075  ambassador  mobile
      ACME  operator  mobile
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    stderr
    Error: This needs a confirmation, but there is no terminal to ask on. Nothing was changed.
    Review the plan with abo undo … --dry-run, then run it with --yes.
    exit 2

    $ abo undo 1 -c ACNE -y

    stderr
    Error: There is no company “ACNE”.
    Did you mean “ACME”?
    exit 2

    $ abo undo 1 --contact jaen@acme.fr -y

    stderr
    Error: There is no contact “jaen@acme.fr”.
    Did you mean “jean@acme.fr”?
    exit 2

    $ abo undo 1 --contact lea@acme.fr -y

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS, or narrow it down with --company.
    exit 2

    $ abo undo 1 --on-conflict file -y

    stderr
    Error: “file” is not a valid value for --on-conflict.
    Valid values: current.
    exit 2
    "
  `);
});
