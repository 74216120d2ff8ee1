/** Wrong usage: what failed, on what, why, and what to do next; exit 2, nothing done. Source: docs/contract/cli.md, "Exit codes". */
import { expect } from 'vitest';
import { NOUNS } from '../../src/program.js';
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

/** What a person types who knows the portal but not the codes. */
const MEANT = [
  'company list --since 3',
  'contact set email=x@y.fr --contact jean@acme.fr',
  'contact add email=x@y.fr -c ACME --contact jean@acme.fr',
  'contact set nom=X --contact jean@acme.fr',
  'contact set access=oui --contact jean@acme.fr',
  'company set code=B -c ACME',
  'mailbox clear foo -c ACME',
  'mailbox set ticketing.fax=a@b.fr -c ACME',
  'mailbox set Livraisons=a@b.fr -c ACME',
  'sub set ticketing.fax=on -c ACME',
  'sub set ticketing=x -c ACME',
  'sub list -u "Univers ambassadeur"',
  'sub list --category deliv',
  'simulate Livraisons -c ACME',
  'simulate "Ticket créé" -c ACME',
  'simulate ticket -c ACME',
  'find " "',
];

test('a command without --at names the commands that have it', async ({ abo }) => {
  const nouns = await Promise.all(Object.values(NOUNS).map(({ load }) => load()));
  const looking = nouns.flatMap(({ name, commands }) =>
    commands.flatMap(({ verb, flags }) => (flags.includes('at') ? [verb ?? name] : [])),
  );
  for (const lang of ['en', 'fr']) {
    const { stderr } = await abo.run(`undo 3 --at 2 --lang ${lang}`);
    const [, hint = ''] = stderr.split('\n');
    for (const name of looking) expect(hint).toContain(name);
  }
});

test('each wrong usage has one error, in English and in French', async ({ abo }) => {
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
    Put quotes around a value that contains spaces. See abo company list --help.

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
    Error: “xml” is not a valid value for --format.
    Valid values: table, json, ndjson, csv, markdown, junit, github, gitlab.

    $ abo sub list --format yaml
    Error: “yaml” is not a valid value for --format.
    Valid values: table, json, ndjson, csv, markdown, junit, github, gitlab.

    $ abo db status --format csv
    Error: “csv” is not a valid value for --format.
    Valid values: table, json.

    $ abo company export --format json
    {"schema":"abo.error/1","code":"bad-value","message":"“json” is not a valid value for --format.","hint":"Valid values: csv."}

    $ abo company list --lang de
    Error: “de” is not a valid value for --lang.
    Valid values: fr, en.

    $ abo sub list --stored x
    Error: “x” is not a valid value for --stored.
    Did you mean “on”? Valid values: on, off, default.

    $ abo contact list --role Admin
    Error: “Admin” is not a valid value for --role.
    Did you mean “admin”? Valid values: admin, user.

    $ abo history --limit 0
    Error: “0” is not a valid value for --limit.
    Use a whole number of at least 1.
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
    Erreur : abo company list n'accepte pas « ACME ».
    Mettez entre guillemets une valeur qui contient des espaces. Voir abo company list --help.

    $ abo company show
    Erreur : il manque CODE à abo company show.
    Voir abo company show --help.

    $ abo sub set
    Erreur : il manque CELL=VALUE à abo subscription set.
    Voir abo subscription set --help.

    $ abo company list -c
    Erreur : il manque une valeur à --company.
    Voir abo company list --help.

    $ abo company list --format xml
    Erreur : « xml » n'est pas une valeur valide pour --format.
    Valeurs possibles : table, json, ndjson, csv, markdown, junit, github, gitlab.

    $ abo sub list --format yaml
    Erreur : « yaml » n'est pas une valeur valide pour --format.
    Valeurs possibles : table, json, ndjson, csv, markdown, junit, github, gitlab.

    $ abo db status --format csv
    Erreur : « csv » n'est pas une valeur valide pour --format.
    Valeurs possibles : table, json.

    $ abo company export --format json
    {"schema":"abo.error/1","code":"bad-value","message":"« json » n'est pas une valeur valide pour --format.","hint":"Valeurs possibles : csv."}

    $ abo company list --lang de
    Erreur : « de » n'est pas une valeur valide pour --lang.
    Valeurs possibles : fr, en.

    $ abo sub list --stored x
    Erreur : « x » n'est pas une valeur valide pour --stored.
    Vouliez-vous dire « on » ? Valeurs possibles : on, off, default.

    $ abo contact list --role Admin
    Erreur : « Admin » n'est pas une valeur valide pour --role.
    Vouliez-vous dire « admin » ? Valeurs possibles : admin, user.

    $ abo history --limit 0
    Erreur : « 0 » n'est pas une valeur valide pour --limit.
    Indiquez un nombre entier, au moins 1.
    "
  `);
});

test('a label of the portal typed instead of a code is answered with the code', async ({ abo }) => {
  const ran = await abo.runEach(MEANT);
  const said = ran.map(({ stderr, exitCode }, i) => `$ abo ${MEANT[i] ?? ''}\n${stderr}exit ${exitCode}\n`);
  expect(`\n${said.join('\n')}`).toMatchInlineSnapshot(`
    "
    $ abo company list --since 3
    Error: abo company list has no option --since.
    See abo company list --help.
    exit 2

    $ abo contact set email=x@y.fr --contact jean@acme.fr
    Error: “email” can't be set here.
    To change an address, use abo contact rename OLD NEW.
    exit 2

    $ abo contact add email=x@y.fr -c ACME --contact jean@acme.fr
    Error: “email” can't be set here.
    Give the address with --contact.
    exit 2

    $ abo contact set nom=X --contact jean@acme.fr
    Error: “nom” can't be set here.
    Did you mean “name”?
    exit 2

    $ abo contact set access=oui --contact jean@acme.fr
    Error: “oui” is not a valid value for access.
    Did you mean “yes”? Valid values: yes, no.
    exit 2

    $ abo company set code=B -c ACME
    Error: “code” can't be set here.
    It never changes. Add a new one and remove this one.
    exit 2

    $ abo mailbox clear foo -c ACME
    Error: “foo” is not a valid value for CATEGORY.
    Valid values: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile, all.
    exit 2

    $ abo mailbox set ticketing.fax=a@b.fr -c ACME
    Error: “ticketing.fax” can't be set here.
    These can be set: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile, all.
    exit 2

    $ abo mailbox set Livraisons=a@b.fr -c ACME
    Error: “Livraisons” can't be set here.
    Did you mean “deliveries”?
    exit 2

    $ abo sub set ticketing.fax=on -c ACME
    Error: “ticketing.fax” can't be set here.
    These can be set: all, eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile; add .interface or .email for one channel.
    exit 2

    $ abo sub set ticketing=x -c ACME
    Error: “x” is not a valid value for ticketing.
    Did you mean “on”? Valid values: on, off, default.
    exit 2

    $ abo sub list -u "Univers ambassadeur"
    Error: “Univers ambassadeur” is not a valid value for --universe.
    Did you mean “ambassador”? Valid values: client, ambassador, operator.
    exit 2

    $ abo sub list --category deliv
    Error: “deliv” is not a valid value for --category.
    Did you mean “deliveries”? Valid values: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.
    exit 2

    $ abo simulate Livraisons -c ACME
    Error: “Livraisons” is neither an event nor a category.
    Did you mean “deliveries”?
    exit 2

    $ abo simulate "Ticket créé" -c ACME
    Error: “Ticket créé” is neither an event nor a category.
    Did you mean “ticketing.ticket-created”?
    exit 2

    $ abo simulate ticket -c ACME
    Error: “ticket” is neither an event nor a category.
    Did you mean “ticketing”?
    exit 2

    $ abo find " "
    Error: abo find needs TEXT.
    See abo find --help.
    exit 2
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
    {"schema":"abo.error/1","code":"database-missing","message":"Il n'y a pas de base de données à l'emplacement nowhere.db.","hint":"Créez-la avec abo db init, ou indiquez-en une autre avec --db."}
    exit 7
    "
  `);
});

test('a stack trace only with -v', async ({ abo }) => {
  expect((await abo.run('company list --db nowhere.db')).stderr).not.toContain('    at ');
  expect((await abo.run('company list --db nowhere.db -v')).stderr).toContain('    at ');
});
