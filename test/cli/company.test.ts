/** `abo company …`. Source: docs/contract/cli.md, "Commands". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('companies are listed in every format', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'company list',
      'company list --lang fr',
      'company list --partner PART --format json',
      'company list -c ACME,SOLO --format ndjson',
      'company list --exclude-company ACME,PART --format csv',
      'company list -u operator',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company list
    Company  Name            Universes           Partner  Partner universe
    00075    =SUM(A1)        client              ACME     ambassador
    ACME     Acme Industrie  client, ambassador  PART     operator
    PART     Le Partenaire   client, operator
    SOLO     Œuvrard & fils  client

    $ abo company list --lang fr
    Société  Nom             Univers              Partenaire  Univers du partenaire
    00075    =SUM(A1)        client               ACME        ambassadeur
    ACME     Acme Industrie  client, ambassadeur  PART        opérateur
    PART     Le Partenaire   client, opérateur
    SOLO     Œuvrard & fils  client

    $ abo company list --partner PART --format json
    {
      "schema": "abo.companies/1",
      "items": [
        {"code":"ACME","name":"Acme Industrie","universes":["client","ambassador"],"partner":"PART","partner_universe":"operator"}
      ]
    }

    $ abo company list -c ACME,SOLO --format ndjson
    {"code":"ACME","name":"Acme Industrie","universes":["client","ambassador"],"partner":"PART","partner_universe":"operator"}
    {"code":"SOLO","name":"Œuvrard & fils","universes":["client"],"partner":null,"partner_universe":null}

    $ abo company list --exclude-company ACME,PART --format csv
    code,name,universes,partner,partner_universe
    00075,=SUM(A1),client,ACME,ambassador
    SOLO,Œuvrard & fils,client,,

    $ abo company list -u operator
    Company  Name           Universes         Partner  Partner universe
    PART     Le Partenaire  client, operator
    "
  `);
});

test('a company is shown with its partner, contacts, mailboxes and clients', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo.each(['company show ACME', 'company show 00075 --lang fr', 'company show acme']))
    .toMatchInlineSnapshot(`
      "
      $ abo company show ACME
      ACME  Acme Industrie
      Universes: Client universe, Ambassador universe
      Partner: PART  Le Partenaire (Operator universe)

      3 contacts
      Contact          Name         Role   Access  Universes           Reference
      jean@acme.fr     Jean Petit   admin  yes     client, ambassador  R1
      lea@acme.fr      Léa Œuvrard  user   no      client
      support@acme.fr  Support      user   yes     client

      Generic mailboxes
      Universe  Category    E-mail           Note
      client    Deliveries  log@acme.fr
      client    Ticketing   Support@acme.fr
      client    Mobile      m@acme.fr        can never deliver

      1 client
      Company  Name      Universes  Partner  Partner universe
      00075    =SUM(A1)  client     ACME     ambassador

      $ abo company show 00075 --lang fr
      00075  =SUM(A1)
      Univers : Univers client
      Partenaire : ACME  Acme Industrie (Univers ambassadeur)

      1 contact
      Contact          Nom           Rôle     Accès  Univers  Référence
      o'neil+x@été.fr  Anne "Nanou"  utilis.  oui    client   00012

      $ abo company show acme

      stderr
      Error: There is no company “acme”.
      Did you mean “ACME”?
      exit 2
      "
    `);
});

test('a company is added, changed and removed', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'company add NORD name="Nord & Cie" universes=client,ambassador partner=PART -y',
      'company set name="Nord SA" partner=- -c NORD --yes',
      'company set name="Nord SA" -c NORD --yes',
      'company remove NORD --yes',
      'company remove NORD --yes',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company add NORD name="Nord & Cie" universes=client,ambassador partner=PART -y
    Database: <folder>/data/abo/abo.db (sqlite)
    NORD  Nord & Cie
      + company  name="Nord & Cie" universes=client|ambassador partner=PART partner_universe=operator
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 3 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2

    $ abo company set name="Nord SA" partner=- -c NORD --yes
    Database: <folder>/data/abo/abo.db (sqlite)
    NORD  Nord SA
      ~ company  name              Nord & Cie → Nord SA
      ~ company  partner           PART → -
      ~ company  partner_universe  operator → -
    Plan: 0 to add, 3 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 3 lost.
    Silenced: 1 category will no longer notify anyone.
      NORD  operator  mobile
    Applied as change set 3. Undo with: abo undo 3

    $ abo company set name="Nord SA" -c NORD --yes
    Database: <folder>/data/abo/abo.db (sqlite)
    No changes (1 unchanged).

    $ abo company remove NORD --yes
    Database: <folder>/data/abo/abo.db (sqlite)
    NORD  Nord SA
      - company  name="Nord SA" universes=client|ambassador
    Plan: 0 to add, 0 to change, 1 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 4. Undo with: abo undo 4

    $ abo company remove NORD --yes

    stderr
    Error: There is no company “NORD”.
    To search by code or name, use abo find TEXT.
    exit 2
    "
  `);
});

test('invalid changes are refused, and nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  expect(
    await abo.each([
      'company add ACME name=Acme universes=client -y',
      'company add acme name=Acme universes=client -y',
      'company add 75 name=Acme universes=client -y',
      'company add NEW name=New -y',
      'company add NEW name=New universes=customer -y',
      'company add NEW name=New universes=client partner=SOLO -y',
      'company add NEW name=New universes=client partner=NOBODY -y',
      'company set partner=PARTT -c SOLO -y',
      'company set partner=ACME -c PART -y',
      'company set universes=client -c ACME -y',
      'company set nom=X -c ACME -y',
      'company set name= -c ACME -y',
      'company set name=X name=Y -c ACME -y',
      'company set name=X -y',
      'company remove ACME -y',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company add ACME name=Acme universes=client -y

    stderr
    Error: The company “ACME” already exists.
    To change it: abo company set NAME=VALUE --company ACME
    exit 4

    $ abo company add acme name=Acme universes=client -y

    stderr
    acme: “acme” is new, and almost the same as ACME; spreadsheets drop leading zeros; if it is another company, add --allow-duplicate [probable-duplicate]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company add 75 name=Acme universes=client -y

    stderr
    75: “75” is new, and almost the same as 00075; spreadsheets drop leading zeros; if it is another company, add --allow-duplicate [probable-duplicate]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company add NEW name=New -y

    stderr
    NEW: a new entry needs universes [missing-value]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company add NEW name=New universes=customer -y

    stderr
    Error: “customer” is not a valid value for universes.
    Valid values: client, ambassador, operator.
    exit 2

    $ abo company add NEW name=New universes=client partner=SOLO -y

    stderr
    NEW: SOLO holds no partner universe; a partner holds ambassador or operator [not-a-partner]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company add NEW name=New universes=client partner=NOBODY -y

    stderr
    Error: There is no company “NOBODY”.
    To search by code or name, use abo find TEXT.
    exit 2

    $ abo company set partner=PARTT -c SOLO -y

    stderr
    Error: There is no company “PARTT”.
    Did you mean “PART”?
    exit 2

    $ abo company set partner=ACME -c PART -y

    stderr
    PART: a company would manage itself: ACME → PART → ACME [partner-circle]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company set universes=client -c ACME -y

    stderr
    ACME: it manages 00075 in a universe that would be removed; give those another partner first [not-a-partner]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company set nom=X -c ACME -y

    stderr
    Error: “nom” can't be set here.
    Did you mean “name”?
    exit 2

    $ abo company set name= -c ACME -y

    stderr
    Error: name can't be empty.
    To keep its value, leave it out.
    exit 2

    $ abo company set name=X name=Y -c ACME -y

    stderr
    Error: “name” is set twice, to different values.
    Keep one of them.
    exit 2

    $ abo company set name=X -y

    stderr
    Error: abo company set would change everything: it needs a filter.
    Add --company, --partner or another filter. To change everything, add --all.
    exit 2

    $ abo company remove ACME -y

    stderr
    Error: ACME can't be removed: it is the partner of 00075.
    First give them another partner, or none: abo company set partner=- --partner ACME
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
});

test('--allow-duplicate accepts a code or name like one that exists', async ({ abo }) => {
  await abo.holds(ACME);
  expect((await abo.run('company add 75 name=Autre universes=client -y --allow-duplicate')).exitCode).toBe(0);
  expect((await abo.run('company show 75')).exitCode).toBe(0);
});

test('companies are imported and exported', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('company export')).toMatchInlineSnapshot(`
    "
    $ abo company export
    company,name,universes,partner,partner_universe,abo_revision
    00075,=SUM(A1),client,ACME,ambassador,1@<id>
    ACME,Acme Industrie,client|ambassador,PART,operator,1@<id>
    PART,Le Partenaire,client|operator,,,1@<id>
    SOLO,Œuvrard & fils,client,,,1@<id>
    "
  `);
  abo.write(
    'clients.csv',
    'Société;Nom;Univers;Partenaire\nACME;Acme SAS;client|ambassador;\nNEUF;Neuf;Univers client;part\n',
  );
  expect(await abo('company import clients.csv')).toMatchInlineSnapshot(`
    "
    $ abo company import clients.csv

    stderr
    clients.csv: companies, utf-8, semicolon
    clients.csv:3 (record 2), column D “Partenaire”: there is no company “part”; did you mean “PART”? [unknown-company]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  abo.write(
    'clients.csv',
    'Société;Nom;Univers;Partenaire\nACME;Acme SAS;client|ambassador;\nNEUF;Neuf;Univers client;PART\n',
  );
  expect(await abo('company import clients.csv -y')).toMatchInlineSnapshot(`
    "
    $ abo company import clients.csv -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: clients.csv  sha256 71e6bc16a24c…
    ACME  Acme SAS
      ~ company  name  Acme Industrie → Acme SAS
    NEUF  Neuf
      + company  name=Neuf universes=client partner=PART partner_universe=operator
    Plan: 1 to add, 1 to change, 0 to remove; 1 unchanged.
    Deliveries: 3 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2
    stderr
    clients.csv: companies, utf-8, semicolon
    "
  `);
  expect(await abo('company import - --dry-run --detailed-exitcode', { stdin: 'company,name\nNEUF,Dix\n' }))
    .toMatchInlineSnapshot(`
    "
    $ abo company import - --dry-run --detailed-exitcode
    Database: <folder>/data/abo/abo.db (sqlite)      Input: -  sha256 890bdc88a919…
    NEUF  Dix
      ~ company  name  Neuf → Dix
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    stderr
    standard input: companies, utf-8, comma
    Dry run: nothing was changed.
    exit 3
    "
  `);
  expect(await abo('company import - -n --update-only', { stdin: 'company,name,universes\nZ,Z,client\n' }))
    .toMatchInlineSnapshot(`
    "
    $ abo company import - -n --update-only

    stderr
    standard input: companies, utf-8, comma
    standard input:2 (record 1), column A “company”: there is no company “Z” [unknown-company]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
});
