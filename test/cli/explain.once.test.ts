/** `abo explain`: what a code means, and what to do. Source: docs/contract/cli.md, "explain". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';

test('explain one code, in both languages, without a database', async ({ abo }) => {
  expect(
    await abo.each([
      'explain no-portal-access',
      'explain [bad-email] --lang fr',
      'explain database-busy',
      'explain no-admin',
      'explain out-of-scope --format json',
      'explain unknown-company',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo explain no-portal-access
    no-portal-access  reason; problem in an input, exit code 4
    The contact has no access to the portal, so nothing can be shown to them there. E-mail is not affected.
    Give access with abo contact set access=yes, or choose e-mail. An existing choice for the interface is kept and takes effect again with access. A new one is refused without access.

    $ abo explain [bad-email] --lang fr
    bad-email  problème de fichier ou de saisie, code de sortie 4
    Un texte n'est pas une adresse e-mail.
    Corrigez-le : une adresse ressemble à jean@acme.fr.

    $ abo explain database-busy
    database-busy  error, exit code 6
    The database NAME is busy: another user is writing to it. Nothing was changed.
    Run it again in a moment.

    $ abo explain no-admin
    no-admin  audit rule, severity error
    The company has contacts but no administrator, so none of them can change what the others receive.
    Make one of them an administrator with abo contact set role=admin.

    $ abo explain out-of-scope --format json
    {
      "schema": "abo.explanation/1",
      "code": "out-of-scope",
      "kinds": [
        "reason",
        "refusal"
      ],
      "means": "The company does not exist, or the contact may not see it: it is neither their own company nor one that their company manages in a universe that they hold.",
      "todo": "Ask a contact of that company or of its partner, or support staff.",
      "exit_code": null,
      "severity": null
    }

    $ abo explain unknown-company
    unknown-company  problem in an input, exit code 4; error, exit code 2
    There is no company with this code, or none that you are allowed to see. Upper and lower case matter.
    To search by code or name, use abo find TEXT. In a file, the company may be added by the same input.
    "
  `);
});

test('a problem in a file has an exit code; a reason or a rule has none', async ({ abo }) => {
  const exitCodes = new Map<string, unknown>();
  type Item = Readonly<{ code: string; kinds: readonly string[]; exit_code: number | null }>;
  const { items } = await abo.json<{ readonly items: readonly Item[] }>('explain');
  for (const { kinds, exit_code: ends } of items) {
    if (kinds.includes('error')) expect(ends).toBeTypeOf('number');
    else exitCodes.set(kinds.join(' '), ends);
  }
  expect(Object.fromEntries(exitCodes)).toMatchInlineSnapshot(`
    {
      "problem": 4,
      "reason": null,
      "reason problem": 4,
      "reason refusal": null,
      "rule": null,
    }
  `);
});

test('an unknown code: suggests the nearest one, else says how to list them all', async ({ abo }) => {
  expect(await abo.each(['explain bad-mail', 'explain xyzzy', 'explain --format xml'])).toMatchInlineSnapshot(`
    "
    $ abo explain bad-mail

    stderr
    Error: “bad-mail” is not a code that abo uses.
    Did you mean “bad-email”?
    exit 2

    $ abo explain xyzzy

    stderr
    Error: “xyzzy” is not a code that abo uses.
    For the list of codes, run abo explain.
    exit 2

    $ abo explain --format xml

    stderr
    Error: “xml” is not a valid value for --format.
    Valid values: table, json, ndjson, csv, markdown, junit, github, gitlab.
    exit 2
    "
  `);
});

test('without a code, lists all codes by kind', async ({ abo }) => {
  const text = await abo.answer('explain');
  expect(text.match(/^\S.*$/gmu)).toMatchInlineSnapshot(`
    [
      "Reasons: why a contact or mailbox is or is not notified",
      "Refusals: who is allowed to do what",
      "Rules: what an audit finds",
      "Problems: what is wrong with an input",
      "Errors: why a command failed",
    ]
  `);
  expect(text).toMatch(/^ {2}not-subscribed +The contact is a user who made no choice/mu);
  const { items } = await abo.json<{ readonly items: readonly { readonly code: string }[] }>('explain');
  expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
  for (const { code } of items) expect(text).toContain(`  ${code} `);
  const csv = await abo.answer('explain --format csv');
  expect(csv.trimEnd().split('\n')).toHaveLength(items.length + 1);
});

test('no line is wider than an 80-column terminal', async ({ abo }) => {
  for (const language of ['en', 'fr']) {
    const { screen } = await onTerminal(abo, ['explain', '--lang', language], { columns: 80 });
    expect(screen.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }
});
