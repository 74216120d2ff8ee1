/** `abo onboard DIR|FILE`. Source: docs/contract/cli.md, "onboard"; docs/contract/csv.md, "Errors in a file". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('onboarding a folder is one change set', async ({ abo }) => {
  await abo.init();
  for (const [name, content] of Object.entries(ACME)) abo.write(`acme/${name}`, content);
  expect(await abo('onboard acme -y --staff marie -m "new customer"')).toMatchInlineSnapshot(`
    "
    $ abo onboard acme -y --staff marie -m "new customer"
    Database: <folder>/data/abo/abo.db (sqlite)      Input: acme  sha256 0274f0ab4f35…
    00075  =SUM(A1)
      + company  name="=SUM(A1)" universes=client partner=ACME partner_universe=ambassador
      + contact  o'neil+x@été.fr  name="Anne \\"Nanou\\"" role=user access=yes universes=client ref=00012
    ACME  Acme Industrie
      + company       name="Acme Industrie" universes=client|ambassador partner=PART partner_universe=operator
      + contact       jean@acme.fr     name="Jean Petit" role=admin access=yes universes=client|ambassador ref=R1
      + contact       lea@acme.fr      name="Léa Œuvrard" role=user access=no universes=client
      + contact       support@acme.fr  name=Support role=user access=yes universes=client
      + mailbox       client      deliveries       log@acme.fr
      + mailbox       client      ticketing        Support@acme.fr
      + mailbox       client      mobile           m@acme.fr  (inert)
      + subscription  ambassador  eshop.interface  jean@acme.fr     off
      + subscription  client      ticketing.email  lea@acme.fr      on
      + subscription  client      ticketing.email  support@acme.fr  on
    PART  Le Partenaire
      + company  name="Le Partenaire" universes=client|operator
      + contact  lea@acme.fr   name="Léa ailleurs" role=user access=yes universes=operator
      + contact  paul@part.fr  name="Paul Partenaire" role=admin access=yes universes=client|operator
      + mailbox  operator  mobile  rio@part.fr
    SOLO  Œuvrard & fils
      + company  name="Œuvrard & fils" universes=client
    Plan: 17 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 58 gained, 0 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    00075 has no admin.
    Applied as change set 1. Undo with: abo undo 1
    stderr
    acme/companies.csv: companies, utf-8, comma
    acme/contacts.csv: contacts, utf-8, comma
    acme/mailboxes.csv: mailboxes (wide), utf-8, comma
    acme/subscriptions.csv: subscriptions (long), utf-8, comma
    "
  `);
  expect(await abo('onboard acme --dry-run --detailed-exitcode')).toMatchInlineSnapshot(`
    "
    $ abo onboard acme --dry-run --detailed-exitcode
    Database: <folder>/data/abo/abo.db (sqlite)      Input: acme  sha256 0274f0ab4f35…
    No changes (44 unchanged).
    stderr
    acme/companies.csv: companies, utf-8, comma
    acme/contacts.csv: contacts, utf-8, comma
    acme/mailboxes.csv: mailboxes (wide), utf-8, comma
    acme/subscriptions.csv: subscriptions (long), utf-8, comma
    Dry run: nothing was changed.
    "
  `);
  const { items } = await abo.json<{ items: unknown[] }>('history');
  expect(items).toHaveLength(1);
});

test('a contacts file with boxes as a French Excel saves it', async ({ abo }) => {
  await abo.init();
  await abo.answer('company add DUP name=Dupont universes=client,ambassador -y');
  const text = [
    'Liste des contacts;;;;;',
    'Société;Adresse mail;Nom;Rôle;Univers;Ticketing Interface;Ticketing E-mail;Mes services Paramétrage E-mail',
    'DUP;rené@dupont.fr;René Lefèvre;Administrateur;Univers client;x;x;',
    'DUP;œuvre@dupont.fr;Zoé Œuvrard;Utilisateur;"Univers client;Univers ambassadeur";;oui;x',
  ].join('\r\n');
  abo.write('contacts.csv', windows1252(text));
  expect(await abo('onboard contacts.csv --skip-rows 1 -y --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo onboard contacts.csv --skip-rows 1 -y --lang fr

    stderr
    contacts.csv : contacts, windows-1252, point-virgule
    contacts.csv:2 : il manque la colonne « universe » ; --universe donne la même valeur à chaque ligne [missing-column]
    Rejeté : 1 erreur, rien n'a été écrit.
    exit 4
    "
  `);
  expect(await abo('sub list -c DUP')).toMatchInlineSnapshot(`
    "
    $ abo sub list -c DUP

    stderr
    Nothing to show.
    "
  `);
});

function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('œ', '\u009c').replaceAll('Œ', '\u008c'), 'latin1');
}

test('every error of every file is reported, and nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  abo.write('new/companies.csv', 'company,name,universes,partner\nNEW,New,client,NOBODY\nNEW2,,client,\n');
  abo.write(
    'new/contacts.csv',
    'company,contact,name,role,universes\nNEW,a@b.fr,A,boss,client\nACM,c@d.fr,C,user,client\nACME,nope,N,user,client\n',
  );
  abo.write(
    'new/subscriptions.csv',
    'company,contact,universe,category,canal,value\nACME,jean@acme.fr,client,ticketing,e-mial,1\n',
  );
  expect(await abo.each(['onboard new -y', 'onboard new -y --format json -q'])).toMatchInlineSnapshot(`
    "
    $ abo onboard new -y

    stderr
    new/companies.csv: companies, utf-8, comma
    new/contacts.csv: contacts, utf-8, comma
    new/subscriptions.csv: subscriptions (long), utf-8, comma
    new/companies.csv:2 (record 1), column D “partner”: there is no company “NOBODY” [unknown-company]
    new/companies.csv:3 (record 2), column B “name”: a new entry needs a name [missing-value]
    new/contacts.csv:2 (record 1), column D “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
    new/contacts.csv:3 (record 2), column A “company”: there is no company “ACM”; did you mean “ACME”? [unknown-company]
    new/contacts.csv:4 (record 3), column B “contact”: “nope” is not an e-mail address [bad-email]
    new/subscriptions.csv:2 (record 1), column E “canal”: “e-mial” is not a channel; did you mean “email”? [unknown-channel]
    Rejected: 6 errors, nothing was written.
    exit 4

    $ abo onboard new -y --format json -q
    {
      "schema": "abo.rejected/1",
      "written": 0,
      "errors": [
        {
          "file": "new/companies.csv",
          "line": 2,
          "record": 1,
          "column": "D",
          "header": "partner",
          "value": "NOBODY",
          "code": "unknown-company",
          "message": "there is no company “NOBODY”",
          "hint": null
        },
        {
          "file": "new/companies.csv",
          "line": 3,
          "record": 2,
          "column": "B",
          "header": "name",
          "value": null,
          "code": "missing-value",
          "message": "a new entry needs a name",
          "hint": null
        },
        {
          "file": "new/contacts.csv",
          "line": 2,
          "record": 1,
          "column": "D",
          "header": "role",
          "value": "boss",
          "code": "bad-value",
          "message": "“boss” is not a valid value here",
          "hint": "valid values: admin, user"
        },
        {
          "file": "new/contacts.csv",
          "line": 3,
          "record": 2,
          "column": "A",
          "header": "company",
          "value": "ACM",
          "code": "unknown-company",
          "message": "there is no company “ACM”",
          "hint": "did you mean “ACME”?"
        },
        {
          "file": "new/contacts.csv",
          "line": 4,
          "record": 3,
          "column": "B",
          "header": "contact",
          "value": "nope",
          "code": "bad-email",
          "message": "“nope” is not an e-mail address",
          "hint": null
        },
        {
          "file": "new/subscriptions.csv",
          "line": 2,
          "record": 1,
          "column": "E",
          "header": "canal",
          "value": "e-mial",
          "code": "unknown-channel",
          "message": "“e-mial” is not a channel",
          "hint": "did you mean “email”?"
        }
      ]
    }
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('a folder without files to onboard is an error', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('empty/readme.txt', 'nothing');
  expect(await abo.each(['onboard empty', 'onboard nowhere', 'onboard'])).toMatchInlineSnapshot(`
    "
    $ abo onboard empty

    stderr
    Error: There is nothing to onboard in empty.
    The folder must contain at least one of companies.csv, contacts.csv, mailboxes.csv, subscriptions.csv.
    exit 2

    $ abo onboard nowhere

    stderr
    Error: There is no file “nowhere”.
    Check the name, and which folder you are in.
    exit 2

    $ abo onboard

    stderr
    Error: abo onboard needs PATH.
    See abo onboard --help.
    exit 2
    "
  `);
});
