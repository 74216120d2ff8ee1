/** `abo explain`: what a code means, and what to do. Source: docs/contract/cli.md, "explain". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';

test('one code, whatever gives it, in both languages; no database is needed', async ({ abo }) => {
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
    no-portal-access  reason; problem of an input, exit code 4
    The contact has no access to the portal, so nothing can be shown to them there. E-mail is not concerned.
    Give access with abo contact set access=yes, or choose e-mail. A choice for the interface is kept, and works again with access; making one without access is refused.

    $ abo explain [bad-email] --lang fr
    bad-email  problème d'une entrée, code de sortie 4
    Un texte n'est pas une adresse e-mail.
    Corrigez-le : une adresse ressemble à jean@acme.fr.

    $ abo explain database-busy
    database-busy  error, exit code 6
    Somebody else was writing for too long. Nothing was written.
    Run it again in a moment.

    $ abo explain no-admin
    no-admin  audit rule, severity error
    The company has contacts but no administrator: nobody there may change what they receive.
    abo contact set role=admin for one of them.

    $ abo explain out-of-scope --format json
    {
      "schema": "abo.explanation/1",
      "code": "out-of-scope",
      "kinds": [
        "reason",
        "refusal"
      ],
      "means": "The company is neither one's own nor one that one's own company manages in a universe that one holds, or it does not exist.",
      "todo": "Ask somebody of that company, of its partner, or support staff.",
      "exit_code": null,
      "severity": null
    }

    $ abo explain unknown-company
    unknown-company  problem of an input, exit code 4; error, exit code 2
    There is no company with this code, or none that you may see. Codes are compared exactly.
    abo find TEXT looks for one by code or name. In a file, a company may come in the same input.
    "
  `);
});

test('a problem of a file says the exit code that it leads to, a reason and a rule have none', async ({ abo }) => {
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

test('an unknown one: the nearest, or where all are', async ({ abo }) => {
  expect(await abo.each(['explain bad-mail', 'explain xyzzy', 'explain --format xml'])).toMatchInlineSnapshot(`
    "
    $ abo explain bad-mail

    stderr
    Error: “bad-mail” is not a code that abo gives.
    Did you mean “bad-email”?
    exit 2

    $ abo explain xyzzy

    stderr
    Error: “xyzzy” is not a code that abo gives.
    abo explain lists them all.
    exit 2

    $ abo explain --format xml

    stderr
    Error: “xml” is not a value for --format.
    It takes table, json, ndjson, csv, markdown, junit, github, gitlab.
    exit 2
    "
  `);
});

test('all of them, under what gives them', async ({ abo }) => {
  const text = await abo.answer('explain');
  expect(text.match(/^\S.*$/gmu)).toMatchInlineSnapshot(`
    [
      "Reasons: why somebody is or is not notified",
      "Refusals: who may do what",
      "Rules: what an audit finds",
      "Problems: what is wrong with an input",
      "Errors: why a command was not done",
    ]
  `);
  expect(text).toMatch(/^ {2}not-subscribed +The contact is a user, and chose nothing/mu);
  const { items } = await abo.json<{ readonly items: readonly { readonly code: string }[] }>('explain');
  expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
  for (const { code } of items) expect(text).toContain(`  ${code} `);
  const csv = await abo.answer('explain --format csv');
  expect(csv.trimEnd().split('\n')).toHaveLength(items.length + 1);
});

test('on a terminal no line is too wide', async ({ abo }) => {
  for (const language of ['en', 'fr']) {
    const { screen } = await onTerminal(abo, ['explain', '--lang', language], { columns: 80 });
    expect(screen.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }
});
