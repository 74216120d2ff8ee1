/** Wrong rows: all or nothing, or skipped; and the file of rejects. Source: docs/contract/csv.md, "Errors in a file". */
import { existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { fileTest, test } from './abo.js';
import { ACME } from './world.js';

const COMPANIES = `company,name,universes,partner,partner_universe
NEW,New one,client|ambasador,,
GOOD,Good one,client|operator,,
CLIENT,Its client,client,NEW,ambassador
OTHER,Another client,client,GOOD,
`;

test('by default one wrong row rejects all; with skip the others are one change set, without the rows that depend on it', async ({
  abo,
}) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  abo.write('companies.csv', COMPANIES);
  expect(await abo('company import companies.csv -y')).toMatchInlineSnapshot(`
    "
    $ abo company import companies.csv -y

    stderr
    companies.csv: companies, utf-8, comma
    companies.csv:2 (record 1), column C “universes”: “ambasador” is not a universe; did you mean “ambassador”? [unknown-universe]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect(await abo('company import companies.csv --on-error skip -n --detailed-exitcode')).toMatchInlineSnapshot(`
    "
    $ abo company import companies.csv --on-error skip -n --detailed-exitcode
    Database: <folder>/data/abo/abo.db (sqlite)      Input: companies.csv  sha256 bae0efb69105…
    GOOD  Good one
      + company  name="Good one" universes=client|operator
    OTHER  Another client
      + company  name="Another client" universes=client partner=GOOD partner_universe=operator
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    stderr
    companies.csv: companies, utf-8, comma
    companies.csv:2 (record 1), column C “universes”: “ambasador” is not a universe; did you mean “ambassador”? [unknown-universe]
    companies.csv:4 (record 3), column D “partner”: the company “NEW” was itself rejected on line 2; correct that row too [unknown-company]
    Skipped: 2 rows with 2 errors. The plan covers the others.
    Dry run: nothing was changed.
    exit 8
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect(await abo('company import companies.csv --on-error skip -y --rejects rejects.csv')).toMatchInlineSnapshot(`
    "
    $ abo company import companies.csv --on-error skip -y --rejects rejects.csv
    Database: <folder>/data/abo/abo.db (sqlite)      Input: companies.csv  sha256 bae0efb69105…
    GOOD  Good one
      + company  name="Good one" universes=client|operator
    OTHER  Another client
      + company  name="Another client" universes=client partner=GOOD partner_universe=operator
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2
    stderr
    companies.csv: companies, utf-8, comma
    companies.csv:2 (record 1), column C “universes”: “ambasador” is not a universe; did you mean “ambassador”? [unknown-universe]
    companies.csv:4 (record 3), column D “partner”: the company “NEW” was itself rejected on line 2; correct that row too [unknown-company]
    Skipped: 2 rows with 2 errors. The plan covers the others.
    rejects.csv: 2 rejected rows. Correct the file, then import it.
    exit 8
    "
  `);
  expect(abo.read('rejects.csv')).toMatchInlineSnapshot(`
    "company,name,universes,partner,partner_universe,_abo_line,_abo_code,_abo_column,_abo_message
    NEW,New one,client|ambasador,,,2,unknown-universe,C,“ambasador” is not a universe; did you mean “ambassador”?
    CLIENT,Its client,client,NEW,ambassador,4,unknown-company,D,the company “NEW” was itself rejected on line 2; correct that row too
    "
  `);
  expect(await abo.answer('company list --format csv -c GOOD,OTHER')).toMatchInlineSnapshot(`
    "code,name,universes,partner,partner_universe
    GOOD,Good one,client|operator,,
    OTHER,Another client,client,GOOD,operator
    "
  `);

  // Once corrected, it can be imported.
  abo.write('rejects.csv', abo.read('rejects.csv').replace('ambasador', 'ambassador'));
  expect(await abo('company import rejects.csv -y -q')).toMatchInlineSnapshot(`
    "
    $ abo company import rejects.csv -y -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: rejects.csv  sha256 e268505ec018…
    CLIENT  Its client
      + company  name="Its client" universes=client partner=NEW partner_universe=ambassador
    NEW  New one
      + company  name="New one" universes=client|ambassador
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3
    "
  `);
});

test('skipped rows in French, and as JSON', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('companies.csv', COMPANIES);
  expect((await abo.run('company import companies.csv --on-error skip -n --lang fr --rejects r.csv')).stderr)
    .toMatchInlineSnapshot(`
      "companies.csv : sociétés, utf-8, virgule
      companies.csv:2 (enregistrement 1), colonne C « universes » : « ambasador » n'est pas un univers ; vouliez-vous dire « ambassador » ? [unknown-universe]
      companies.csv:4 (enregistrement 3), colonne D « partner » : la société « NEW » est elle-même rejetée ligne 2 ; corrigez aussi cette ligne [unknown-company]
      Lignes ignorées : 2, avec 2 erreurs. Le plan porte sur les autres.
      Essai à blanc : rien n'a été modifié.
      r.csv : 2 lignes rejetées. Corrigez ce fichier, puis importez-le.
      "
    `);
  const { stdout, stderr, exitCode } = await abo.run(
    'company import companies.csv --on-error skip -y -q --format json',
  );
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 8 });
  const document = JSON.parse(stdout) as { readonly errors: readonly object[] };
  expect(document).toMatchObject({
    schema: 'abo.change/1',
    change_set: 2,
    summary: { add: 2 },
    errors: [
      { file: 'companies.csv', line: 2, record: 1, column: 'C', header: 'universes', code: 'unknown-universe' },
      { file: 'companies.csv', line: 4, record: 3, column: 'D', header: 'partner', code: 'unknown-company' },
    ],
  });
});

test('with no row left the input is rejected; with no change left nothing is written', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('all.csv', 'company,contact,role\nACME,jean@acme.fr,boss\n');
  abo.write('some.csv', 'company,contact,role\nACME,jean@acme.fr,admin\nACME,lea@acme.fr,boss\n');
  expect(await abo.each(['contact import all.csv --on-error skip -y', 'contact import some.csv --on-error skip -y']))
    .toMatchInlineSnapshot(`
      "
      $ abo contact import all.csv --on-error skip -y

      stderr
      all.csv: contacts, utf-8, comma
      all.csv:2 (record 1), column C “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
      Rejected: 1 error, nothing was written.
      exit 4

      $ abo contact import some.csv --on-error skip -y
      Database: <folder>/data/abo/abo.db (sqlite)      Input: some.csv  sha256 545f94061060…
      No changes (1 unchanged).
      stderr
      some.csv: contacts, utf-8, comma
      some.csv:3 (record 2), column C “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
      Skipped: 1 row with 1 error. The plan covers the others.
      exit 8
      "
    `);
});

test('two rows that contradict each other are both skipped, with a third that agrees with one of them', async ({
  abo,
}) => {
  await abo.holds(ACME);
  abo.write(
    'boxes.csv',
    `company,contact,universe,category,channel,value
ACME,lea@acme.fr,client,eshop,email,on
ACME,lea@acme.fr,client,eshop,email,x
ACME,lea@acme.fr,client,mobile,email,on
ACME,lea@acme.fr,client,eshop,email,off
`,
  );
  abo.write(
    'contacts.csv',
    `company,contact,name
ACME,lea@acme.fr,Léa A
ACME,lea@acme.fr,Léa A
ACME,jean@acme.fr,Jean P
ACME,lea@acme.fr,Léa B
`,
  );
  abo.write(
    'mailboxes.csv',
    `company,universe,eshop,mobile
ACME,client,a@acme.fr,
ACME,client,a@acme.fr,m2@acme.fr
ACME,client,b@acme.fr,
PART,client,b@part.fr,
`,
  );
  expect(
    await abo.each([
      'sub import boxes.csv --on-error skip -y -q',
      'contact import contacts.csv --on-error skip -y -q',
      'mailbox import mailboxes.csv --on-error skip -y -q --rejects r.csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo sub import boxes.csv --on-error skip -y -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: boxes.csv  sha256 ff806752387e…
    ACME  Acme Industrie
      + subscription  client  mobile.email  lea@acme.fr  default (off) → on  (inert)
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Inert: 1 change can never deliver, because no event of this category goes to this universe:
      client  mobile
    Applied as change set 2. Undo with: abo undo 2
    stderr
    boxes.csv:2 (record 1), column F “value”: “on” here, but “off” on line 5; keep one of them [contradictory-rows]
    boxes.csv:3 (record 2), column F “value”: “on” here, but “off” on line 5; keep one of them [contradictory-rows]
    boxes.csv:5 (record 4), column F “value”: “off” here, but “on” on line 2; keep one of them [contradictory-rows]
    Skipped: 3 rows with 3 errors. The plan covers the others.
    exit 8

    $ abo contact import contacts.csv --on-error skip -y -q
    Database: <folder>/data/abo/abo.db (sqlite)      Input: contacts.csv  sha256 cc888ac3a55e…
    ACME  Acme Industrie
      ~ contact  jean@acme.fr  name  Jean Petit → Jean P
    Plan: 0 to add, 1 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 3. Undo with: abo undo 3
    stderr
    contacts.csv:2 (record 1), column C “name”: “Léa A” here, but “Léa B” on line 5; keep one of them [contradictory-rows]
    contacts.csv:3 (record 2), column C “name”: “Léa A” here, but “Léa B” on line 5; keep one of them [contradictory-rows]
    contacts.csv:5 (record 4), column C “name”: “Léa B” here, but “Léa A” on line 2; keep one of them [contradictory-rows]
    Skipped: 3 rows with 3 errors. The plan covers the others.
    exit 8

    $ abo mailbox import mailboxes.csv --on-error skip -y -q --rejects r.csv
    Database: <folder>/data/abo/abo.db (sqlite)      Input: mailboxes.csv  sha256 e917b9627349…
    PART  Le Partenaire
      + mailbox  client  eshop  b@part.fr
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 1 gained, 0 lost.
    Applied as change set 4. Undo with: abo undo 4
    stderr
    mailboxes.csv:2 (record 1), column C “eshop”: “a@acme.fr” here, but “b@acme.fr” on line 4; keep one of them [contradictory-rows]
    mailboxes.csv:3 (record 2), column C “eshop”: “a@acme.fr” here, but “b@acme.fr” on line 4; keep one of them [contradictory-rows]
    mailboxes.csv:4 (record 3), column C “eshop”: “b@acme.fr” here, but “a@acme.fr” on line 2; keep one of them [contradictory-rows]
    Skipped: 3 rows with 3 errors. The plan covers the others.
    exit 8
    "
  `);
  expect(abo.read('r.csv')).toMatchInlineSnapshot(`
    "company,universe,eshop,mobile,_abo_line,_abo_code,_abo_column,_abo_message
    ACME,client,a@acme.fr,,2,contradictory-rows,C,"“a@acme.fr” here, but “b@acme.fr” on line 4; keep one of them"
    ACME,client,a@acme.fr,m2@acme.fr,3,contradictory-rows,C,"“a@acme.fr” here, but “b@acme.fr” on line 4; keep one of them"
    ACME,client,b@acme.fr,,4,contradictory-rows,C,"“b@acme.fr” here, but “a@acme.fr” on line 2; keep one of them"
    "
  `);
});

test('a problem of the file itself can’t be skipped, and writes no rejects', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  abo.write('column.csv', 'company,name,colour\nACME,New name,red\n');
  abo.write('quote.csv', 'company,name\nACME,New name\nPART,"Un"closed\nSOLO,Solo\n');
  abo.write('encoding.csv', Buffer.from('company,name\nACME,Soci\xe9t\xe9\n', 'latin1'));
  expect(
    await abo.each([
      'company import column.csv --on-error skip -y --rejects r.csv',
      'company import quote.csv --on-error skip -y --rejects r.csv',
      'company import encoding.csv --encoding utf-8 --on-error skip -y --rejects r.csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo company import column.csv --on-error skip -y --rejects r.csv

    stderr
    column.csv: companies, utf-8, comma
    r.csv was not written: correct the input file itself first.
    column.csv:1, column C “colour”: “colour” is not a column of this kind of file [unknown-column]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import quote.csv --on-error skip -y --rejects r.csv

    stderr
    quote.csv: companies, utf-8, comma
    r.csv was not written: correct the input file itself first.
    quote.csv:3, column B “name”: a quote is in the wrong place, so reading stopped; quote the whole cell, and double each quote inside it [bad-quote]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo company import encoding.csv --encoding utf-8 --on-error skip -y --rejects r.csv

    stderr
    r.csv was not written: correct the input file itself first.
    encoding.csv:2: the file is not valid utf-8 here; name its encoding with --encoding, or save it as “CSV UTF-8” [bad-encoding]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  expect(existsSync(abo.path('r.csv'))).toBe(false);
  expect(readdirSync(abo.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(await abo.dump()).toBe(before);
});

test('rejects have the form of the input: lines above, two header rows, delimiter, encoding, line ends', async ({
  abo,
}) => {
  await abo.holds(ACME);
  const text = [
    'sep=;',
    'Abonnements de novembre',
    'Société;Contact;Univers;E-Boutique;;Livraisons;',
    ';;;Interface;E-mail;Interface;E-mail',
    'ACME;jean@acme.fr;Univers client;x;x;x;x',
    'ACME;"lea@acme.fr";Univers client; peut-être;x;;',
    '="00075";o\'neil+x@été.fr;Univers opérateur;;x;;',
    '',
  ].join('\r\n');
  abo.write('boxes.csv', Buffer.from(text, 'latin1'));
  const ran = await abo.run('sub import boxes.csv --skip-rows 1 --on-error skip -y -q --lang fr --rejects rejects.csv');
  expect(ran.exitCode).toBe(8);
  const bytes = readFileSync(abo.path('rejects.csv'));
  expect(bytes.includes(0xe9)).toBe(true);
  expect(new TextDecoder('windows-1252').decode(bytes).split('\r\n')).toMatchInlineSnapshot(`
    [
      "sep=;",
      "Abonnements de novembre",
      "Société;Contact;Univers;E-Boutique;;Livraisons;;_abo_line;_abo_code;_abo_column;_abo_message",
      ";;;Interface;E-mail;Interface;E-mail;;;;",
      "ACME;lea@acme.fr;Univers client; peut-être;x;;;6;bad-value;D;"« peut-être » n'est pas une valeur valide ici ; valeurs possibles : 1, 0, default"",
      ""=""00075""";o'neil+x@été.fr;Univers opérateur;;x;;;7;universe-not-held;C;"l'univers operator n'est pas détenu ; détenus : client"",
      "",
    ]
  `);

  writeFileSync(
    abo.path('rejects.csv'),
    Buffer.from(bytes.toString('latin1').replace(' peut-\xeatre', '').replace('op\xe9rateur', 'client'), 'latin1'),
  );
  expect(await abo('sub import rejects.csv --skip-rows 1 -y')).toMatchInlineSnapshot(`
    "
    $ abo sub import rejects.csv --skip-rows 1 -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: rejects.csv  sha256 18f00bce742b…
    00075  =SUM(A1)
      + subscription  client  eshop.email  o'neil+x@été.fr  default (off) → on
    ACME  Acme Industrie
      + subscription  client  eshop.email  lea@acme.fr  default (off) → on
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 2 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2
    stderr
    rejects.csv: subscriptions (wide), windows-1252, semicolon
    "
  `);
});

test('standard input has rejects as well; rejects of rejects have one set of added columns', async ({ abo }) => {
  await abo.holds(ACME);
  const stdin = 'company,contact,role\nACME,jean@acme.fr,boss\nACME,lea@acme.fr,chef\nACME,support@acme.fr,user\n';
  expect(await abo('contact import - --on-error skip -y --rejects r1.csv', { stdin })).toMatchInlineSnapshot(`
    "
    $ abo contact import - --on-error skip -y --rejects r1.csv
    Database: <folder>/data/abo/abo.db (sqlite)      Input: -  sha256 61ae12df4879…
    No changes (1 unchanged).
    stderr
    standard input: contacts, utf-8, comma
    standard input:2 (record 1), column C “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
    standard input:3 (record 2), column C “role”: “chef” is not a valid value here; valid values: admin, user [bad-value]
    Skipped: 2 rows with 2 errors. The plan covers the others.
    r1.csv: 2 rejected rows. Correct the file, then import it.
    exit 8
    "
  `);
  abo.write('fixed.csv', abo.read('r1.csv').replace('boss', 'admin'));
  expect((await abo.run('contact import fixed.csv --on-error skip -y --rejects r2.csv')).exitCode).toBe(8);
  expect(abo.read('r2.csv')).toMatchInlineSnapshot(`
    "company,contact,role,_abo_line,_abo_code,_abo_column,_abo_message
    ACME,lea@acme.fr,chef,3,bad-value,C,"“chef” is not a valid value here; valid values: admin, user"
    "
  `);
});

test('a row with too many cells keeps them all, so that adding quotes corrects it', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('companies.csv', 'company;name;universes\nNEW;Dupont; SARL;client\nLAST;Last\n');
  await abo.run('company import companies.csv -y --rejects r.csv');
  expect(abo.read('r.csv')).toMatchInlineSnapshot(`
    "company;name;universes;_abo_line;_abo_code;_abo_column;_abo_message
    NEW;Dupont; SARL;client;2;ragged-row;D;"“client” is beyond the last column; put a cell that contains the delimiter in quotes"
    LAST;Last;;3;missing-value;C;a new entry needs universes
    "
  `);
  expect((await abo.run('company import r.csv -n')).stderr).toMatchInlineSnapshot(`
    "r.csv: companies, utf-8, semicolon
    r.csv:2 (record 1), column D “_abo_line”: “client” is beyond the last column; put a cell that contains the delimiter in quotes [ragged-row]
    r.csv:3 (record 2), column C “universes”: a new entry needs universes [missing-value]
    Rejected: 2 errors, nothing was written.
    "
  `);
  abo.write(
    'r.csv',
    abo.read('r.csv').replace('Dupont; SARL', '"Dupont; SARL"').replace('LAST;Last;', 'LAST;Last;client'),
  );
  expect(await abo('company import r.csv -y')).toMatchInlineSnapshot(`
    "
    $ abo company import r.csv -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: r.csv  sha256 448fe414189d…
    LAST  Last
      + company  name=Last universes=client
    NEW  Dupont; SARL
      + company  name="Dupont; SARL" universes=client
    Plan: 2 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    Applied as change set 2. Undo with: abo undo 2
    stderr
    r.csv: companies, utf-8, semicolon
    "
  `);
});

fileTest('a file of rejects is written whole, for its owner only, and never over the input', async ({ abo }) => {
  await abo.holds(ACME);
  const before = await abo.dump();
  const file = 'company,contact,role\nACME,jean@acme.fr,boss\n';
  abo.write('in.csv', file);
  abo.write('old.csv', 'yesterday\n');
  abo.write('folder/inside.txt', '');
  linkSync(abo.path('in.csv'), abo.path('hard.csv'));
  symlinkSync(abo.path('old.csv'), abo.path('link.csv'));
  expect(
    await abo.each([
      'contact import in.csv -y --rejects in.csv',
      'contact import in.csv -y --rejects ./hard.csv',
      `contact import in.csv -y --rejects ${abo.database}`,
      'contact import in.csv -y --rejects folder',
      'contact import in.csv -y --rejects nowhere/r.csv --lang fr',
      'contact import in.csv -y --rejects new.csv',
      'contact import in.csv -y --rejects link.csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo contact import in.csv -y --rejects in.csv

    stderr
    Error: --rejects: “in.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo contact import in.csv -y --rejects ./hard.csv

    stderr
    Error: --rejects: “./hard.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo contact import in.csv -y --rejects <folder>/data/abo/abo.db

    stderr
    Error: --rejects: “<folder>/data/abo/abo.db” is the database and would be overwritten.
    Choose another file.
    exit 2

    $ abo contact import in.csv -y --rejects folder

    stderr
    Error: “folder” can't be replaced: it is not a regular file.
    Choose another file.
    exit 2

    $ abo contact import in.csv -y --rejects nowhere/r.csv --lang fr

    stderr
    Erreur : impossible d'écrire « nowhere/r.csv » : il n'y a pas de dossier « nowhere ».
    Créez le dossier, ou choisissez-en un autre.
    exit 2

    $ abo contact import in.csv -y --rejects new.csv

    stderr
    in.csv: contacts, utf-8, comma
    new.csv: 1 rejected row. Correct the file, then import it.
    in.csv:2 (record 1), column C “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
    Rejected: 1 error, nothing was written.
    exit 4

    $ abo contact import in.csv -y --rejects link.csv

    stderr
    in.csv: contacts, utf-8, comma
    link.csv: 1 rejected row. Correct the file, then import it.
    in.csv:2 (record 1), column C “role”: “boss” is not a valid value here; valid values: admin, user [bad-value]
    Rejected: 1 error, nothing was written.
    exit 4
    "
  `);
  expect(await abo.dump()).toBe(before);
  expect(abo.read('in.csv')).toBe(file);
  expect(statSync(abo.path('new.csv')).mode & 0o777).toBe(0o600);
  expect(abo.read('old.csv')).toBe(abo.read('new.csv'));
  // Nothing is rejected: the earlier file is replaced by an empty one, which imports with no changes.
  abo.write('good.csv', 'company,contact,role\nACME,jean@acme.fr,admin\n');
  expect(await abo.each(['contact import good.csv -y --rejects old.csv', 'contact import old.csv -y']))
    .toMatchInlineSnapshot(`
    "
    $ abo contact import good.csv -y --rejects old.csv
    Database: <folder>/data/abo/abo.db (sqlite)      Input: good.csv  sha256 ff7c4fe9dbe9…
    No changes (1 unchanged).
    stderr
    good.csv: contacts, utf-8, comma
    old.csv: no row was rejected.

    $ abo contact import old.csv -y
    Database: <folder>/data/abo/abo.db (sqlite)      Input: old.csv  sha256 680957ac1d1c…
    No changes.
    stderr
    old.csv: contacts, utf-8, comma
    "
  `);
  expect(readdirSync(abo.folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('an import that is not applied writes no rejects', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('in.csv', 'company,contact,name\nACME,jean@acme.fr,Jean\nACME,nobody,X\n');
  // Without a terminal there is no one to confirm it.
  const ran = await abo.run('contact import in.csv --on-error skip --rejects r.csv');
  expect(ran.exitCode).toBe(2);
  expect(existsSync(abo.path('r.csv'))).toBe(false);
  expect(readdirSync(abo.folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('onboard has no --on-error skip, since its files depend on each other', async ({ abo }) => {
  await abo.init();
  expect(await abo.each(['onboard x.csv --on-error skip', 'onboard x.csv --rejects r.csv'])).toMatchInlineSnapshot(`
    "
    $ abo onboard x.csv --on-error skip

    stderr
    Error: abo onboard has no option --on-error.
    See abo onboard --help.
    exit 2

    $ abo onboard x.csv --rejects r.csv

    stderr
    Error: abo onboard has no option --rejects.
    See abo onboard --help.
    exit 2
    "
  `);
});
