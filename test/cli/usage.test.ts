/** Wrong usage: what failed, on what, why, and what to do next; exit 2, nothing done. Source: cli.md, "Exit codes". */
import { expect } from 'vitest';
import { test } from './abo.js';

const WRONG = [
  'compny list',
  'company lst',
  'company help set',
  'help nope',
  '--nope',
  'company list --compay ACME',
  'mailbox set ticketing=a@b.fr --nope -c ACME',
  'company list ACME',
  'company show',
  'sub set',
  'company list -c',
  'company list --format xml',
  'sub list --format yaml',
  'db status --format csv',
  'company export --format json',
  'company list --lang de',
  'sub list --stored x',
  'contact list --role Admin',
  'history --limit 0',
];

test('each wrong usage has one clear error, in English and in French', async ({ abo }) => {
  const said = async (lang: string): Promise<string> => {
    const ran = await abo.runEach(WRONG, { env: { ABO_LANG: lang } });
    const texts = ran.map(({ stdout, stderr, exitCode }, i) => {
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      return `$ abo ${WRONG[i] ?? ''}\n${stderr}`;
    });
    return `\n${texts.join('\n')}`;
  };
  const [en, fr] = await Promise.all([said('en'), said('fr')]);
  expect(en).toMatchInlineSnapshot(`
    "
    $ abo compny list
    Error: “compny” is not a command.
    Did you mean “abo company”?

    $ abo company lst
    Error: “company lst” is not a command.
    Did you mean “abo company list”?

    $ abo company help set
    Error: “company help” is not a command.
    See abo company --help.

    $ abo help nope
    Error: “nope” is not a command.
    See abo --help.

    $ abo --nope
    Error: abo has no option --nope.
    See abo --help.

    $ abo company list --compay ACME
    Error: abo company list has no option --compay.
    Did you mean “--company”?

    $ abo mailbox set ticketing=a@b.fr --nope -c ACME
    Error: abo mailbox set has no option --nope.
    See abo mailbox set --help.

    $ abo company list ACME
    Error: abo company list does not take “ACME”.
    See abo company list --help.

    $ abo company show
    Error: abo company show needs CODE.
    See abo company show --help.

    $ abo sub set
    Error: abo subscription set needs CELL=VALUE.
    See abo subscription set --help.

    $ abo company list -c
    Error: --company needs a value.
    See abo company list --help.

    $ abo company list --format xml
    Error: “xml” is not a value for --format.
    It takes table, json, ndjson, csv.

    $ abo sub list --format yaml
    Error: “yaml” is not a value for --format.
    It takes table, json, ndjson, csv.

    $ abo db status --format csv
    Error: “csv” is not a value for --format.
    It takes table, json.

    $ abo company export --format json
    {"schema":"abo.error/1","code":"bad-value","message":"“json” is not a value for --format.","hint":"It takes csv."}

    $ abo company list --lang de
    Error: “de” is not a value for --lang.
    It takes fr, en.

    $ abo sub list --stored x
    Error: “x” is not a value for --stored.
    It takes on, off, default.

    $ abo contact list --role Admin
    Error: “Admin” is not a value for --role.
    Did you mean “admin”?

    $ abo history --limit 0
    Error: “0” is not a value for --limit.
    It takes a whole number from 1.
    "
  `);
  expect(fr).toMatchInlineSnapshot(`
    "
    $ abo compny list
    Erreur : « compny » n'est pas une commande.
    Vouliez-vous dire « abo company » ?

    $ abo company lst
    Erreur : « company lst » n'est pas une commande.
    Vouliez-vous dire « abo company list » ?

    $ abo company help set
    Erreur : « company help » n'est pas une commande.
    Voir abo company --help.

    $ abo help nope
    Erreur : « nope » n'est pas une commande.
    Voir abo --help.

    $ abo --nope
    Erreur : abo n'a pas d'option --nope.
    Voir abo --help.

    $ abo company list --compay ACME
    Erreur : abo company list n'a pas d'option --compay.
    Vouliez-vous dire « --company » ?

    $ abo mailbox set ticketing=a@b.fr --nope -c ACME
    Erreur : abo mailbox set n'a pas d'option --nope.
    Voir abo mailbox set --help.

    $ abo company list ACME
    Erreur : abo company list ne prend pas « ACME ».
    Voir abo company list --help.

    $ abo company show
    Erreur : Il manque CODE à abo company show.
    Voir abo company show --help.

    $ abo sub set
    Erreur : Il manque CELL=VALUE à abo subscription set.
    Voir abo subscription set --help.

    $ abo company list -c
    Erreur : Il manque une valeur à --company.
    Voir abo company list --help.

    $ abo company list --format xml
    Erreur : « xml » n'est pas une valeur pour --format.
    Valeurs possibles : table, json, ndjson, csv.

    $ abo sub list --format yaml
    Erreur : « yaml » n'est pas une valeur pour --format.
    Valeurs possibles : table, json, ndjson, csv.

    $ abo db status --format csv
    Erreur : « csv » n'est pas une valeur pour --format.
    Valeurs possibles : table, json.

    $ abo company export --format json
    {"schema":"abo.error/1","code":"bad-value","message":"« json » n'est pas une valeur pour --format.","hint":"Valeurs possibles : csv."}

    $ abo company list --lang de
    Erreur : « de » n'est pas une valeur pour --lang.
    Valeurs possibles : fr, en.

    $ abo sub list --stored x
    Erreur : « x » n'est pas une valeur pour --stored.
    Valeurs possibles : on, off, default.

    $ abo contact list --role Admin
    Erreur : « Admin » n'est pas une valeur pour --role.
    Vouliez-vous dire « admin » ?

    $ abo history --limit 0
    Erreur : « 0 » n'est pas une valeur pour --limit.
    Il faut un nombre entier à partir de 1.
    "
  `);
});

test('as JSON, an error is a document on stderr', async ({ abo }) => {
  expect(await abo('company lst --format json')).toMatchInlineSnapshot(`
    "
    $ abo company lst --format json

    stderr
    {"schema":"abo.error/1","code":"unknown-command","message":"“company lst” is not a command.","hint":"Did you mean “abo company list”?"}
    exit 2
    "
  `);
  expect(await abo('company list --format=json --db nowhere.db --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo company list --format=json --db nowhere.db --lang fr

    stderr
    {"schema":"abo.error/1","code":"database-missing","message":"Il n'y a pas de base de données à l'emplacement nowhere.db.","hint":"Créez-la avec abo db init, ou désignez-en une autre avec --db."}
    exit 7
    "
  `);
});

test('a stack trace only with -v', async ({ abo }) => {
  expect((await abo.run('company list --db nowhere.db')).stderr).not.toContain('    at ');
  expect((await abo.run('company list --db nowhere.db -v')).stderr).toContain('    at ');
});
