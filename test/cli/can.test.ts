/** `abo can`: may they, and by which rule. Source: docs/contract/cli.md, "A decision". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { WORLD } from './acting.js';

test('yes or no, with the rule that decides', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(
    await abo.each([
      'can view --as ute@acme.fr -c ACME',
      'can view --as ute@acme.fr -c 00075 --contact goff@goff.fr',
      'can view --as ute@acme.fr -c 00312',
      'can edit --as ute@acme.fr -c ACME',
      'can edit --as ute@acme.fr -c ACME --contact ute@acme.fr',
      'can edit --as ute@acme.fr -c ACME --contact jean@acme.fr',
      'can edit --as jean@acme.fr -c 00075',
      'can edit --as jean@acme.fr -c NOWHERE',
      'can view --as old@acme.fr -c ACME',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo can view --as ute@acme.fr -c ACME
    Yes: ute@acme.fr has access to the portal, and ACME is their company.

    $ abo can view --as ute@acme.fr -c 00075 --contact goff@goff.fr
    Yes: ute@acme.fr has access to the portal, and 00075 is a client of their company, in a universe that they hold.

    $ abo can view --as ute@acme.fr -c 00312
    No: 00312 is neither the company of ute@acme.fr nor a client of it in a universe that they hold [out-of-scope].
    exit 3

    $ abo can edit --as ute@acme.fr -c ACME
    No: ute@acme.fr is not an administrator, and others can only change their own subscriptions [not-admin].
    exit 3

    $ abo can edit --as ute@acme.fr -c ACME --contact ute@acme.fr
    Yes: ute@acme.fr has access to the portal, and contacts with access can change their own subscriptions.

    $ abo can edit --as ute@acme.fr -c ACME --contact jean@acme.fr
    No: ute@acme.fr is not an administrator, and others can only change their own subscriptions [not-admin].
    exit 3

    $ abo can edit --as jean@acme.fr -c 00075
    Yes: jean@acme.fr is an administrator with access to the portal, and 00075 is a client of their company, in a universe that they hold.

    $ abo can edit --as jean@acme.fr -c NOWHERE
    No: NOWHERE is neither the company of jean@acme.fr nor a client of it in a universe that they hold [out-of-scope].
    exit 3

    $ abo can view --as old@acme.fr -c ACME
    No: old@acme.fr has no access to the portal [actor-no-access].
    exit 3
    "
  `);
  expect(
    await abo.each([
      'can view --as ute@acme.fr -c 00075 --lang fr',
      'can view --as ute@acme.fr -c 00312 --lang fr',
      'can edit --as ute@acme.fr -c ACME --lang fr',
      'can edit --as ute@acme.fr -c ACME --contact ute@acme.fr --lang fr',
      'can edit --as jean@acme.fr -c ACME --lang fr',
      'can edit --as old@acme.fr -c ACME --contact old@acme.fr --lang fr',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo can view --as ute@acme.fr -c 00075 --lang fr
    Oui : ute@acme.fr a accès au portail, et 00075 est une cliente de sa société, dans un univers de cette personne.

    $ abo can view --as ute@acme.fr -c 00312 --lang fr
    Non : 00312 n'est ni la société de ute@acme.fr, ni une cliente de celle-ci dans un univers de cette personne [out-of-scope].
    exit 3

    $ abo can edit --as ute@acme.fr -c ACME --lang fr
    Non : ute@acme.fr n'est pas administrateur, et les autres ne peuvent modifier que leurs propres abonnements [not-admin].
    exit 3

    $ abo can edit --as ute@acme.fr -c ACME --contact ute@acme.fr --lang fr
    Oui : ute@acme.fr a accès au portail, et un contact qui y a accès peut modifier ses propres abonnements.

    $ abo can edit --as jean@acme.fr -c ACME --lang fr
    Oui : jean@acme.fr est administrateur avec accès au portail, et ACME est sa société.

    $ abo can edit --as old@acme.fr -c ACME --contact old@acme.fr --lang fr
    Non : old@acme.fr n'a pas accès au portail [actor-no-access].
    exit 3
    "
  `);
});

test('can as JSON', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(
    await abo.each([
      'can edit --as jean@acme.fr -c ACME --format json',
      'can edit --as ute@acme.fr -c ACME --format json',
      'can view --as jean@acme.fr -c NOWHERE --contact x@y.fr --format json',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo can edit --as jean@acme.fr -c ACME --format json
    {
      "schema": "abo.decision/1",
      "allowed": true,
      "reason": null
    }

    $ abo can edit --as ute@acme.fr -c ACME --format json
    {
      "schema": "abo.decision/1",
      "allowed": false,
      "reason": "not-admin"
    }
    exit 3

    $ abo can view --as jean@acme.fr -c NOWHERE --contact x@y.fr --format json
    {
      "schema": "abo.decision/1",
      "allowed": false,
      "reason": "out-of-scope"
    }
    exit 3
    "
  `);
});

test('wrong usage of can', async ({ abo }) => {
  await abo.holds(WORLD);
  expect(
    await abo.each([
      'can view -c ACME',
      'can edit --as jean@acme.fr --lang fr',
      'can edit --as jean@acme.fr -c ACME --contact jen@acme.fr',
      'can view --as jean@acme.fr -c ACME --format csv',
      'can view --as lea@acme.fr -c ACME',
      'can write',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo can view -c ACME

    stderr
    Error: abo can view needs --as.
    See abo can view --help.
    exit 2

    $ abo can edit --as jean@acme.fr --lang fr

    stderr
    Erreur : il manque --company à abo can edit.
    Voir abo can edit --help.
    exit 2

    $ abo can edit --as jean@acme.fr -c ACME --contact jen@acme.fr

    stderr
    Error: There is no contact “jen@acme.fr” in ACME.
    Did you mean “jean@acme.fr”?
    exit 2

    $ abo can view --as jean@acme.fr -c ACME --format csv

    stderr
    Error: “csv” is not a valid value for --format.
    Valid values: table, json.
    exit 2

    $ abo can view --as lea@acme.fr -c ACME

    stderr
    Error: “lea@acme.fr” matches several contacts: ACME/lea@acme.fr, PART/lea@acme.fr.
    Name one as CODE/ADDRESS.
    exit 2

    $ abo can write

    stderr
    Error: “can write” is not a command.
    See abo can --help.
    exit 2
    "
  `);
});
