/** `--help` of everything, in both languages. Source: docs/contract/cli.md, "Commands". */
import { expect } from 'vitest';
import { helpTexts } from '../../src/messages/en/help.js';
import { test } from './abo.js';

/** Every noun, and every verb after its noun. */
const COMMANDS = Object.keys(helpTexts.commands).filter((name) => name !== 'abo');

test('the help of the program', async ({ abo }) => {
  expect(await abo('--help')).toMatchInlineSnapshot(`
    "
    $ abo --help
    Usage: abo <command> [options]

    Who is notified of what: view, change in bulk, simulate and undo.

    Commands:
      company            Manage companies
      contact            Manage the contacts of companies
      mailbox            Manage the generic mailboxes of companies
      subscription       Manage the subscriptions of contacts (alias: sub)
      onboard            Import a customer's files as one change set
      find               Find companies, contacts and mailboxes by code, name or
                         address
      address            Show, replace or erase an e-mail address everywhere
      simulate           Show who would be notified of an event, and why; nothing is
                         sent
      verify             Check a file of expectations: who should, or should not, be
                         notified
      audit              Find problems in the whole configuration, for people and
                         for CI
      why                Explain why a contact is or is not notified, and what would
                         change it
      apply              Apply a plan saved with --plan-out
      plan               Show plans saved with --plan-out
      can                Check what a contact is allowed to do, and by which rule
      history            List the change sets, newest first
      undo               Undo a change set, in whole or in part
      explain            Explain a code, and what to do about it
      db                 Manage the database
      config             Show the current settings, and where each comes from
      profile            Show the profiles in your config.yaml
      demo               Take a tour on a temporary database with example data

    Global options:
      --db <file|url>    the database: a file or a URL
      --profile <name>   a profile in config.yaml
      --as <email>       act as this contact: see and change only what they are
                         allowed to
      --staff <name>     your name in the journal (default: the user of this
                         machine)
      --lang <fr|en>     the language of messages
      --format <format>  table, json, ndjson or csv; some commands have more
      --no-color         no colour
      --no-input         never prompt
      -y, --yes          apply without asking for confirmation
      -q, --quiet        no notices and no progress
      -v, --verbose      details of failures
      --version          show the version
      -h, --help         show this help

    Getting started:
      $ abo demo                        take a tour, on a temporary database
      $ abo db init                     create the database
      $ abo onboard customer/           import a customer's files
      $ abo simulate ticketing -c ACME  see who would be notified, and why

    For more, run abo COMMAND --help. Exit codes: 0 done, 2 wrong usage, 3 the
    answer is no, 4 input rejected, 5 refused, 6 conflict, 7 database, 8 part of the
    input rejected, 9 declined.
    "
  `);
});

test('the help of a command, in both languages', async ({ abo }) => {
  expect(await abo('help company set')).toMatchInlineSnapshot(`
    "
    $ abo help company set
    Usage: abo company set <name=value...> [options]

    Change fields of companies

    Options:
      -c, --company <code>        only this company code (repeatable,
                                  comma-separated, or @FILE)
      --exclude-company <code>    leave out these companies
      --partner <code>            only clients of this partner
      -u, --universe <universe>   only this universe: client, ambassador or operator
      --all                       everything, instead of a filter
      --plan-out <file>           save the plan to this file, for abo apply (with
                                  -n: only save it)
      -n, --dry-run               show the plan without changing anything
      --detailed-exitcode         with --dry-run: exit with 3 when there are changes
      --impact                    show who starts and who stops being notified, by
                                  company and cell
      -m, --message <text>        the reason for the change, for the journal
      --max-losses <n|n%>         refuse if more recipients than this would receive
                                  less (default: over 10 and over 30%)
      --max-silenced <n>          refuse if more categories than this would no
                                  longer notify anyone
      --confirm <profile>         the name of the protected profile
      -o, --output <format=file>  also write this format to a file; repeatable
      --max-chars <n>             with markdown: leave out whole groups beyond this
                                  many characters

    Global options:
      --db <file|url>             the database: a file or a URL
      --profile <name>            a profile in config.yaml
      --as <email>                act as this contact: see and change only what they
                                  are allowed to
      --staff <name>              your name in the journal (default: the user of
                                  this machine)
      --lang <fr|en>              the language of messages
      --format <format>           table, json, ndjson or csv; some commands have
                                  more
      --no-color                  no colour
      --no-input                  never prompt
      -y, --yes                   apply without asking for confirmation
      -q, --quiet                 no notices and no progress
      -v, --verbose               details of failures
      --version                   show the version
      -h, --help                  show this help

    Examples:
      $ abo company set name="Acme SAS" --company ACME
      $ abo company set partner=- --partner PARTNER1
    "
  `);
  expect(await abo('--lang fr company set --help')).toMatchInlineSnapshot(`
    "
    $ abo --lang fr company set --help
    Usage : abo company set <name=value...> [options]

    Modifier des champs de sociétés

    Options :
      -c, --company <code>        seulement ce code de société (répétable, séparé
                                  par des virgules, ou @FICHIER)
      --exclude-company <code>    exclure ces sociétés
      --partner <code>            seulement les clients de ce partenaire
      -u, --universe <universe>   seulement cet univers : client, ambassador ou
                                  operator
      --all                       tout, au lieu d'un filtre
      --plan-out <file>           enregistrer le plan dans ce fichier, pour abo
                                  apply (avec -n : sans l'appliquer)
      -n, --dry-run               afficher le plan sans rien modifier
      --detailed-exitcode         avec --dry-run : code de sortie 3 s'il y a des
                                  changements
      --impact                    afficher qui commence et qui cesse d'être notifié,
                                  par société et par case
      -m, --message <text>        la raison du changement, pour le journal
      --max-losses <n|n%>         refuser si plus de destinataires que cela
                                  recevraient moins (par défaut : plus de 10 et plus
                                  de 30 %)
      --max-silenced <n>          refuser si plus de catégories que cela ne
                                  notifieraient plus personne
      --confirm <profile>         le nom du profil protégé
      -o, --output <format=file>  écrire aussi ce format dans un fichier ; répétable
      --max-chars <n>             avec markdown : omettre des groupes entiers
                                  au-delà de ce nombre de caractères

    Options générales :
      --db <file|url>             la base : un fichier ou une URL
      --profile <name>            un profil de config.yaml
      --as <email>                agir en tant que ce contact : voir et modifier
                                  seulement ce qu'il peut
      --staff <name>              votre nom dans le journal (par défaut :
                                  l'utilisateur de cette machine)
      --lang <fr|en>              la langue des messages
      --format <format>           table, json, ndjson ou csv ; certaines commandes
                                  en ont d'autres
      --no-color                  sans couleur
      --no-input                  ne jamais demander de saisie
      -y, --yes                   appliquer sans demander confirmation
      -q, --quiet                 sans avis ni progression
      -v, --verbose               le détail des échecs
      --version                   afficher la version
      -h, --help                  afficher l'aide

    Exemples :
      $ abo company set name="Acme SAS" --company ACME
      $ abo company set partner=- --partner PARTNER1
    "
  `);
});

test('a noun alone, or help on a noun, lists its verbs', async ({ abo }) => {
  expect(await abo('mailbox')).toMatchInlineSnapshot(`
    "
    $ abo mailbox
    Usage: abo mailbox [verb] [options]

    Manage the generic mailboxes of companies

    Commands:
      list                       List generic mailboxes
      set <category=address...>  Set generic mailboxes
      clear <category...>        Clear generic mailboxes
      import <file>              Set mailboxes from a CSV file
      export                     Export mailboxes as CSV

    Global options:
      --db <file|url>            the database: a file or a URL
      --profile <name>           a profile in config.yaml
      --as <email>               act as this contact: see and change only what they
                                 are allowed to
      --staff <name>             your name in the journal (default: the user of this
                                 machine)
      --lang <fr|en>             the language of messages
      --format <format>          table, json, ndjson or csv; some commands have more
      --no-color                 no colour
      --no-input                 never prompt
      -y, --yes                  apply without asking for confirmation
      -q, --quiet                no notices and no progress
      -v, --verbose              details of failures
      --version                  show the version
      -h, --help                 show this help
    "
  `);
  expect(await abo.answer('help mailbox')).toBe(await abo.answer('mailbox'));
  expect(await abo.answer('mailbox -h')).toBe(await abo.answer('mailbox'));
  expect(await abo.answer('help sub')).toBe(await abo.answer('subscription --help'));
  expect(await abo.answer('help')).toBe(await abo.answer('--help'));
});

test('every noun and verb has complete help in both languages, within 80 columns', async ({ abo }) => {
  const helps = async (lang: string): Promise<readonly string[]> => {
    const ran = await abo.runEach(COMMANDS.map((command) => `${command} --help --lang ${lang}`));
    return ran.map(({ stdout }) => stdout);
  };
  const [english, french] = await Promise.all([helps('en'), helps('fr')]);
  for (const [i, command] of COMMANDS.entries()) {
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

test('piped help has no colour, and nothing is on stderr', async ({ abo }) => {
  const { stdout, stderr, exitCode } = await abo.run('history --help');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).not.toContain('\u001b');
});

test('--version is answered at any place on the command line', async ({ abo }) => {
  const version = await abo.answer('--version');
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/u);
  expect(await abo.answer('-q --version')).toBe(version);
  expect(await abo.answer('company list --version')).toBe(version);
});

test('abo alone shows the database, whether it exists, and what to try next', async ({ abo }) => {
  expect(await abo('')).toMatchInlineSnapshot(`
    "
    $ abo 
    abo: who is notified of what, in the portal

    Database: <folder>/data/abo/abo.db  (the default)  It does not exist yet.

    Try next:
      abo demo            take a tour, on a temporary database
      abo db init         create the database
      abo onboard FOLDER  import a customer's files

    For the list of commands, run abo --help.
    "
  `);
  await abo.init();
  expect(await abo('')).toMatchInlineSnapshot(`
    "
    $ abo 
    abo: who is notified of what, in the portal

    Database: <folder>/data/abo/abo.db  (the default)

    Try next:
      abo find TEXT                         find a company, a contact or an address
      abo subscription list --company CODE  see who is subscribed to what
      abo simulate EVENT --company CODE     see who would be notified, and why

    For the list of commands, run abo --help.
    "
  `);
  expect(await abo('--lang fr --db other.db')).toMatchInlineSnapshot(`
    "
    $ abo --lang fr --db other.db
    abo : qui est notifié de quoi, dans le portail

    Base : other.db  (--db ou --profile)  Elle n'existe pas encore.

    À essayer :
      abo demo             faire la visite guidée, sur une base temporaire
      abo db init          créer la base
      abo onboard DOSSIER  importer les fichiers d'un client

    Pour la liste des commandes, lancez abo --help.
    "
  `);
});
