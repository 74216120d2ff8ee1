/** `--help` of everything, in both languages. Source: docs/contract/cli.md, "Commands". */
import { expect } from 'vitest';
import { test } from './abo.js';

const VERBS: Readonly<Record<string, readonly string[]>> = {
  company: ['list', 'show', 'add', 'set', 'remove', 'import', 'export'],
  contact: ['list', 'show', 'add', 'set', 'rename', 'remove', 'import', 'export'],
  mailbox: ['list', 'set', 'clear', 'import', 'export'],
  subscription: ['list', 'set', 'copy', 'import', 'export'],
  onboard: [],
  find: [],
  address: ['show', 'replace'],
  simulate: [],
  why: [],
  apply: [],
  plan: ['show'],
  can: ['view', 'edit'],
  history: ['show'],
  explain: [],
  db: ['init', 'status', 'migrate'],
  demo: [],
};

test('the help of the program', async ({ abo }) => {
  expect(await abo('--help')).toMatchInlineSnapshot(`
    "
    $ abo --help
    Usage: abo <command> [options]

    Who is notified of what: look, change in bulk, simulate, take back.

    Commands:
      company            The directory of companies
      contact            The contacts of companies
      mailbox            Generic mailboxes of companies
      subscription       The subscriptions of contacts (also: sub)
      onboard            Import a customer's files as one change set
      find               Find companies, contacts and mailboxes by code, name or
                         address
      address            One e-mail address, wherever it stands
      simulate           Who would be notified of an event, and why; nothing is sent
      verify             Check a file of expectations: who is, or is not, to be
                         notified
      audit              Findings on the whole configuration, for people and for CI
      why                Why somebody is or is not notified, and what would change
                         it
      apply              Carry out a plan that was saved with --plan-out
      plan               Plans that were saved with --plan-out
      can                May a contact do that, and by which rule?
      history            The change sets, newest first
      undo               Take a change set back, whole or in part
      explain            What a code means, and what to do
      db                 The database
      config             The settings in force, and where each came from
      profile            The profiles of your config.yaml
      demo               A tour on a throw-away database with example data

    Global options:
      --db <file|url>    the database: a file, or a URL
      --profile <name>   a profile of config.yaml
      --as <email>       act as this contact: see and change only what they may
      --staff <name>     who the journal names (default: the user of this machine)
      --lang <fr|en>     language of the words
      --format <format>  table, json, ndjson or csv; some commands know more
      --no-color         no colour
      --no-input         never ask
      -y, --yes          go ahead without asking
      -q, --quiet        no notices, no progress
      -v, --verbose      details of failures
      --version          the version
      -h, --help         this help

    Start with:
      $ abo demo                        a tour, on a throw-away database
      $ abo db init                     make the database
      $ abo onboard customer/           import a customer's files
      $ abo simulate ticketing -c ACME  who would be notified, and why

    abo COMMAND --help says more. Exit codes: 0 done, 2 wrong usage, 3 the answer is
    no, 4 input rejected, 5 refused, 6 conflict, 7 database, 8 part of the input
    rejected, 9 declined.
    "
  `);
});

test('abo help company set, in both languages', async ({ abo }) => {
  expect(await abo('help company set')).toMatchInlineSnapshot(`
    "
    $ abo help company set
    Usage: abo company set <name=value...> [options]

    Change fields of companies

    Options:
      -c, --company <code>        companies with this code (repeatable,
                                  comma-joined, or @file)
      --exclude-company <code>    not these companies
      --partner <code>            the clients of this partner
      -u, --universe <universe>   client, ambassador or operator
      --all                       everything: instead of a filter
      --plan-out <file>           save the plan in this file, for abo apply (with
                                  -n, only save it)
      -n, --dry-run               show the plan, change nothing
      --detailed-exitcode         with --dry-run: exit 3 when there are changes
      --impact                    say who starts and who stops being notified, by
                                  company and cell
      -m, --message <text>        why, for the journal
      --max-losses <n|n%>         refuse above so many recipients that lose
                                  something (default: above 10 and 30%)
      --max-silenced <n>          refuse above so many categories where nobody is
                                  notified any more
      --confirm <profile>         the name of a protected profile
      -o, --output <format=file>  write this format to a file as well; repeatable
      --max-chars <n>             with markdown: leave out whole groups beyond so
                                  many characters

    Global options:
      --db <file|url>             the database: a file, or a URL
      --profile <name>            a profile of config.yaml
      --as <email>                act as this contact: see and change only what they
                                  may
      --staff <name>              who the journal names (default: the user of this
                                  machine)
      --lang <fr|en>              language of the words
      --format <format>           table, json, ndjson or csv; some commands know
                                  more
      --no-color                  no colour
      --no-input                  never ask
      -y, --yes                   go ahead without asking
      -q, --quiet                 no notices, no progress
      -v, --verbose               details of failures
      --version                   the version
      -h, --help                  this help

    Examples:
      $ abo company set name="Acme SAS" --company ACME
      $ abo company set partner=- --partner OLDPARTNER
    "
  `);
  expect(await abo('--lang fr company set --help')).toMatchInlineSnapshot(`
    "
    $ abo --lang fr company set --help
    Usage : abo company set <name=value...> [options]

    Modifier des sociétés

    Options :
      -c, --company <code>        les sociétés de ces codes (répétable, ou joints
                                  par des virgules, ou @fichier)
      --exclude-company <code>    pas ces sociétés
      --partner <code>            les clients de ce partenaire
      -u, --universe <universe>   client, ambassador ou operator
      --all                       tout : au lieu d'un filtre
      --plan-out <file>           enregistrer le plan dans ce fichier, pour abo
                                  apply (avec -n, ne faire que cela)
      -n, --dry-run               montrer le plan, ne rien changer
      --detailed-exitcode         avec --dry-run : code de sortie 3 s'il y a des
                                  changements
      --impact                    dire qui commence et qui cesse d'être notifié, par
                                  société et par case
      -m, --message <text>        la raison, pour le journal
      --max-losses <n|n%>         refuser au-delà de tant de destinataires qui
                                  perdent quelque chose (par défaut : plus de 10 et
                                  de 30 %)
      --max-silenced <n>          refuser au-delà de tant de catégories où plus
                                  personne ne serait notifié
      --confirm <profile>         le nom d'un profil protégé
      -o, --output <format=file>  écrire aussi ce format dans un fichier ; répétable
      --max-chars <n>             avec markdown : laisser de côté des groupes
                                  entiers au-delà de tant de caractères

    Options générales :
      --db <file|url>             la base : un fichier, ou une URL
      --profile <name>            un profil de config.yaml
      --as <email>                agir comme ce contact : ne voir et ne modifier que
                                  ce qu'il peut
      --staff <name>              le nom porté au journal (par défaut :
                                  l'utilisateur de cette machine)
      --lang <fr|en>              la langue des textes
      --format <format>           table, json, ndjson ou csv ; certaines commandes
                                  en ont plus
      --no-color                  sans couleur
      --no-input                  ne jamais poser de question
      -y, --yes                   appliquer sans demander
      -q, --quiet                 ni avis, ni progression
      -v, --verbose               le détail des pannes
      --version                   la version
      -h, --help                  cette aide

    Exemples :
      $ abo company set name="Acme SAS" --company ACME
      $ abo company set partner=- --partner ANCIEN
    "
  `);
});

test('a noun alone, or help on a noun, names its verbs', async ({ abo }) => {
  expect(await abo('mailbox')).toMatchInlineSnapshot(`
    "
    $ abo mailbox
    Usage: abo mailbox [verb] [options]

    Generic mailboxes of companies

    Commands:
      list                       List generic mailboxes
      set <category=address...>  Set generic mailboxes
      clear <category...>        Take generic mailboxes away
      import <file>              Set mailboxes from a CSV file
      export                     Write mailboxes as CSV

    Global options:
      --db <file|url>            the database: a file, or a URL
      --profile <name>           a profile of config.yaml
      --as <email>               act as this contact: see and change only what they
                                 may
      --staff <name>             who the journal names (default: the user of this
                                 machine)
      --lang <fr|en>             language of the words
      --format <format>          table, json, ndjson or csv; some commands know more
      --no-color                 no colour
      --no-input                 never ask
      -y, --yes                  go ahead without asking
      -q, --quiet                no notices, no progress
      -v, --verbose              details of failures
      --version                  the version
      -h, --help                 this help
    "
  `);
  expect(await abo.answer('help mailbox')).toBe(await abo.answer('mailbox'));
  expect(await abo.answer('mailbox -h')).toBe(await abo.answer('mailbox'));
  expect(await abo.answer('help sub')).toBe(await abo.answer('subscription --help'));
  expect(await abo.answer('help')).toBe(await abo.answer('--help'));
});

test('every noun and every verb has a help in both languages, within 80 columns, and with nothing missing', async ({
  abo,
}) => {
  const commands = Object.entries(VERBS).flatMap(([noun, verbs]) => [noun, ...verbs.map((verb) => `${noun} ${verb}`)]);
  const helps = async (lang: string): Promise<readonly string[]> => {
    const ran = await abo.runEach(commands.map((command) => `${command} --help --lang ${lang}`));
    return ran.map(({ stdout }) => stdout);
  };
  const [english, french] = await Promise.all([helps('en'), helps('fr')]);
  for (const [i, command] of commands.entries()) {
    for (const [text, usage] of [
      [english[i] ?? '', 'Usage: '],
      [french[i] ?? '', 'Usage : '],
    ] as const) {
      expect(text).toMatch(`${usage}abo ${command}`);
      expect(text).not.toMatch(/undefined|\[object|NaN/u);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
      // Each flag and each command has a text of its own.
      for (const line of text.split('\n')) if (/^ {2}-/u.test(line)) expect(line).toMatch(/\S {2,}\S/u);
    }
    expect(french[i]).not.toMatch(/\b(the|Options:|Commands:|Examples:|Global)\b/u);
  }
});

test('help is plain where it is piped, and says nothing on stderr', async ({ abo }) => {
  const { stdout, stderr, exitCode } = await abo.run('history --help');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).not.toContain('\u001b');
});

test('the version, wherever it is asked for', async ({ abo }) => {
  const version = await abo.answer('--version');
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/u);
  expect(await abo.answer('-q --version')).toBe(version);
  expect(await abo.answer('company list --version')).toBe(version);
});

test('abo alone says which database, whether it is there, and what to try next', async ({ abo }) => {
  expect(await abo('')).toMatchInlineSnapshot(`
    "
    $ abo 
    abo: who is notified of what, in the portal

    Database: <folder>/data/abo/abo.db  (the default)  It does not exist yet.

    Try next:
      abo demo            a tour, on a throw-away database
      abo db init         make the database
      abo onboard FOLDER  import a customer's files

    abo --help lists everything.
    "
  `);
  await abo.init();
  expect(await abo('')).toMatchInlineSnapshot(`
    "
    $ abo 
    abo: who is notified of what, in the portal

    Database: <folder>/data/abo/abo.db  (the default)

    Try next:
      abo find TEXT                         look for a company, a contact, an address
      abo subscription list --company CODE  who is subscribed to what
      abo simulate EVENT --company CODE     who would be notified, and why

    abo --help lists everything.
    "
  `);
  expect(await abo('--lang fr --db other.db')).toMatchInlineSnapshot(`
    "
    $ abo --lang fr --db other.db
    abo : qui est notifié de quoi, dans le portail

    Base : other.db  (--db ou --profile)  Elle n'existe pas encore.

    À essayer :
      abo demo             une visite, sur une base jetable
      abo db init          créer la base
      abo onboard DOSSIER  importer les fichiers d'un client

    abo --help donne tout.
    "
  `);
});
