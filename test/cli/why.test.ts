/** `abo why`: why a person is or isn't notified, and what would change it. Source: docs/contract/cli.md, "why". */
import { expect } from 'vitest';
import { fileTest, test } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

interface Document {
  readonly results: readonly {
    readonly universe: string;
    readonly channels: readonly {
      readonly channel: string;
      readonly notified: boolean;
      readonly turn: { readonly commands: readonly string[] } | null;
    }[];
  }[];
}

test('each channel: the rule, who caused it, what would change it, who may, and the other recipients', async ({
  abo,
}) => {
  await abo.holds(ACME);
  expect(
    await abo.each(['why jean@acme.fr ticketing.ticket-created -u client', 'why ACME/lea@acme.fr ticketing --lang fr']),
  ).toMatchInlineSnapshot(`
    "
    $ abo why jean@acme.fr ticketing.ticket-created -u client
    Jean Petit  jean@acme.fr
    ticketing.ticket-created  a ticket is created

    ACME  Acme Industrie — Client universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
        To stop   abo subscription set ticketing.interface=off --company ACME --contact jean@acme.fr --universe client
      E-mail     ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, made no choice
        To stop   abo subscription set ticketing.email=off --company ACME --contact jean@acme.fr --universe client
      Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as administrator
      Who may   support staff, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/lea@acme.fr ticketing --lang fr
    Léa Œuvrard  lea@acme.fr
    Ticketing

    ACME  Acme Industrie — Univers client
      Interface  ✗ non notifié : n'a pas accès au portail [no-portal-access]
        Règles    a cet univers
        Activer   abo contact set access=yes --company ACME --contact lea@acme.fr && abo subscription set ticketing.interface=on --company ACME --contact lea@acme.fr --universe client
        Depuis    2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, sans accès
        Qui peut  le support seulement
      E-mail     ✓ notifié : a choisi de recevoir [explicit-on]
        Règles    a cet univers
        Arrêter   abo subscription set ticketing.email=off --company ACME --contact lea@acme.fr --universe client
        Depuis    2026-11-24 09:30 UTC, modification n° 1, marie, onboard : contact ajouté, choix on
        Qui peut  le support, jean@acme.fr, PART/paul@part.fr
      Autres    personne d'autre ne commence ni ne cesse d'être notifié

    Univers ambassadeur : non détenu, donc non notifié [not-in-universe]

    Selon la configuration. abo ne voit pas si un message a été envoyé.
    "
  `);
});

test('the timeline: a role, an access, a choice', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'sub set deliveries.email=on --contact support@acme.fr -y -q --staff paul -m "asked by phone"',
      'contact set role=admin --company ACME --contact support@acme.fr -y -q --staff marie',
      'sub set deliveries.email=off --contact support@acme.fr -y -q --staff luc',
      'sub set deliveries.email=default --contact support@acme.fr -y -q --staff luc',
      'sub set deliveries.email=off --contact support@acme.fr -y -q --staff anne',
    ]),
  ).not.toContain('exit');
  expect(await abo('why support@acme.fr deliveries')).toMatchInlineSnapshot(`
    "
    $ abo why support@acme.fr deliveries
    Support  support@acme.fr
    Deliveries

    ACME  Acme Industrie — Client universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
        To stop   abo subscription set deliveries.interface=off --company ACME --contact support@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 3, marie, contact set: role user → admin
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user; then not notified
      E-mail     ✗ not notified: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        To start  abo subscription set deliveries.email=on --company ACME --contact support@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 6, anne, subscription set: choice default → off
        Earlier   2026-11-24 09:30 UTC, change set 5, luc, subscription set: choice off → default; then notified
                  2026-11-24 09:30 UTC, change set 4, luc, subscription set: choice on → off; then not notified
                  2026-11-24 09:30 UTC, change set 2, paul, subscription set (“asked by phone”): choice default → on; then notified
                  … and 1 more
      Who may   support staff, support@acme.fr, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    Ambassador universe: not held, so not notified [not-in-universe]

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('a mailbox with the same address reaches the contact, whatever they chose', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('sub set ticketing.email=off --contact support@acme.fr -y -q');
  expect(await abo('why support@acme.fr ticketing')).toMatchInlineSnapshot(`
    "
    $ abo why support@acme.fr ticketing
    Support  support@acme.fr
    Ticketing

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, has access to the portal, made no choice, is not an administrator
        To start  abo subscription set ticketing.interface=on --company ACME --contact support@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user
      E-mail     ✓ reached only through the generic mailbox: opted out [explicit-off]
        Rules     holds the universe, did not opt in
        To start  abo subscription set ticketing.email=on --company ACME --contact support@acme.fr --universe client
        Mailbox   Support@acme.fr is the generic mailbox, so this address is notified in any case (2026-11-24 09:30 UTC, change set 1, marie, onboard)
        To clear  abo mailbox clear ticketing --company ACME --universe client
        Since     2026-11-24 09:30 UTC, change set 2, <user>, subscription set: choice on → off
        Earlier   2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, choice on; then notified
      Who may   support staff, support@acme.fr, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    Ambassador universe: not held, so not notified [not-in-universe]

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an event that goes to the partner: the client is not in the audience, and inert cells are named', async ({
  abo,
}) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'why support@acme.fr mobile.rio-consulted',
      'why paul@part.fr mobile.rio-consulted --company ACME',
      'why jean@acme.fr mobile.rio-consulted --company 00075',
      'why jean@acme.fr mobile.rio-consulted --lang fr',
      'contact add -c SOLO --contact zoe@solo.fr name=Zoé universes=client -y -q',
      'why zoe@solo.fr mobile.rio-consulted',
      'why paul@part.fr ticketing --company ACME',
      'why paul@part.fr mobile --universe client',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why support@acme.fr mobile.rio-consulted
    Support  support@acme.fr — ACME  Acme Industrie
    mobile.rio-consulted  someone consults a RIO

    Not in the audience: this event goes to the contacts of PART  Le Partenaire (Operator universe), and this contact belongs to ACME.
    To see who is notified:
      abo simulate mobile.rio-consulted --company ACME
    In the audience for events at its clients: 00075. For one of them:
      abo why ACME/support@acme.fr mobile.rio-consulted --company 00075
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why paul@part.fr mobile.rio-consulted --company ACME
    Paul Partenaire  paul@part.fr
    mobile.rio-consulted  someone consults a RIO
    For an event at ACME  Acme Industrie

    PART  Le Partenaire — Operator universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
        To stop   abo subscription set mobile.interface=off --company PART --contact paul@part.fr --universe operator
      E-mail     ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, made no choice
        To stop   abo subscription set mobile.email=off --company PART --contact paul@part.fr --universe operator
      Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as administrator
      Who may   support staff, paul@part.fr
      Others    the same for events at PART

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why jean@acme.fr mobile.rio-consulted --company 00075
    Jean Petit  jean@acme.fr
    mobile.rio-consulted  someone consults a RIO
    For an event at 00075  =SUM(A1)

    ACME  Acme Industrie — Ambassador universe
      Interface  ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, has access to the portal, made no choice
        To stop   abo subscription set mobile.interface=off --company ACME --contact jean@acme.fr --universe ambassador
      E-mail     ✓ notified: on by default, as an administrator [admin-default]
        Rules     holds the universe, made no choice
        To stop   abo subscription set mobile.email=off --company ACME --contact jean@acme.fr --universe ambassador
      Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as administrator
      Who may   support staff, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why jean@acme.fr mobile.rio-consulted --lang fr
    Jean Petit  jean@acme.fr — ACME  Acme Industrie
    mobile.rio-consulted  quelqu'un consulte un RIO

    Non concerné : cet événement va aux contacts de PART  Le Partenaire (Univers opérateur), et celui-ci appartient à ACME.
    Pour voir qui est notifié :
      abo simulate mobile.rio-consulted --company ACME
    Concerné par les événements de ses clients : 00075. Pour l'un d'eux :
      abo why ACME/jean@acme.fr mobile.rio-consulted --company 00075
    Mobile dans Univers client : sans effet possible, quel que soit le choix, car aucun événement de cette catégorie n'y va.

    Selon la configuration. abo ne voit pas si un message a été envoyé.

    $ abo contact add -c SOLO --contact zoe@solo.fr name=Zoé universes=client -y -q
    Database: <folder>/data/abo/abo.db (sqlite)
    SOLO  Œuvrard & fils
      + contact  zoe@solo.fr  name=Zoé role=user access=yes universes=client
    Plan: 1 to add, 0 to change, 0 to remove; 0 unchanged.
    Deliveries: 0 gained, 0 lost.
    SOLO has no admin left.
    Applied as change set 2. Undo with: abo undo 2

    $ abo why zoe@solo.fr mobile.rio-consulted
    Zoé  zoe@solo.fr — SOLO  Œuvrard & fils
    mobile.rio-consulted  someone consults a RIO

    This event reaches no one: no partner manages this company, and it holds no partner universe.
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why paul@part.fr ticketing --company ACME
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Ticketing
    For an event at ACME  Acme Industrie

    Not in the audience: this event goes to the contacts of ACME  Acme Industrie (Client universe, Ambassador universe), and this contact belongs to PART.
    To see who is notified:
      abo simulate ticketing --company ACME

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why paul@part.fr mobile --universe client
    Paul Partenaire  paul@part.fr — PART  Le Partenaire
    Mobile

    Not in the audience: this event does not go to PART  Le Partenaire in that universe.
    To see who is notified:
      abo simulate mobile --company PART
    In the audience for events at its clients: ACME. For one of them:
      abo why PART/paul@part.fr mobile --company ACME
    Mobile in Client universe can never deliver, whatever the choice: no event of this category goes there.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('a universe that is not held is one line, or the whole answer with --universe', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo.each(['why ACME/lea@acme.fr eshop', 'why ACME/lea@acme.fr eshop -u ambassador']))
    .toMatchInlineSnapshot(`
    "
    $ abo why ACME/lea@acme.fr eshop
    Léa Œuvrard  lea@acme.fr
    E-shop

    ACME  Acme Industrie — Client universe
      Interface  ✗ not notified: has no access to the portal [no-portal-access]
        Rules     holds the universe
        To start  abo contact set access=yes --company ACME --contact lea@acme.fr && abo subscription set eshop.interface=on --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without access
        Who may   support staff only
      E-mail     ✗ not notified: has not subscribed [not-subscribed]
        Rules     holds the universe, made no choice, is not an administrator
        To start  abo subscription set eshop.email=on --company ACME --contact lea@acme.fr --universe client
        Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, as user
        Who may   support staff, jean@acme.fr, PART/paul@part.fr
      Others    no one else starts or stops being notified

    Ambassador universe: not held, so not notified [not-in-universe]

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo why ACME/lea@acme.fr eshop -u ambassador
    Léa Œuvrard  lea@acme.fr
    E-shop

    ACME  Acme Industrie — Ambassador universe
      Interface  ✗ not notified: does not hold this universe [not-in-universe]
        To start  abo contact set access=yes universes=client,ambassador --company ACME --contact lea@acme.fr && abo subscription set eshop.interface=on --company ACME --contact lea@acme.fr --universe ambassador
      E-mail     ✗ not notified: does not hold this universe [not-in-universe]
        To start  abo contact set universes=client,ambassador --company ACME --contact lea@acme.fr && abo subscription set eshop.email=on --company ACME --contact lea@acme.fr --universe ambassador
      Since     2026-11-24 09:30 UTC, change set 1, marie, onboard: contact added, without this universe
      Who may   support staff only
      Others    no one else starts or stops being notified

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an address in several companies: the one in the audience, else a list to choose from', async ({ abo }) => {
  await abo.holds(ACME);
  const [ambiguous, narrowed, partner] = await abo.runEach([
    'why lea@acme.fr ticketing',
    'why lea@acme.fr ticketing --company ACME',
    'why lea@acme.fr mobile --company ACME',
  ]);
  expect(ambiguous?.exitCode).toBe(2);
  expect(ambiguous?.stderr).toContain('ACME/lea@acme.fr, PART/lea@acme.fr');
  expect(narrowed?.stdout).toContain('Léa Œuvrard');
  expect(partner?.stdout).toContain('Léa ailleurs');
});

test('wrong names', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'why jean@acme.fr',
      'why jaen@acme.fr ticketing',
      'why jean@acme.fr ticketting',
      'why jean@acme.fr ticketing --company ACMEE',
      'why jean@acme.fr ticketing --universe operator',
      'why jean@acme.fr ticketing --format csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo why jean@acme.fr

    stderr
    Error: abo why needs EVENT.
    See abo why --help.
    exit 2

    $ abo why jaen@acme.fr ticketing

    stderr
    Error: There is no contact “jaen@acme.fr”.
    Did you mean “jean@acme.fr”?
    exit 2

    $ abo why jean@acme.fr ticketting

    stderr
    Error: “ticketting” is neither an event nor a category.
    Did you mean “ticketing”?
    exit 2

    $ abo why jean@acme.fr ticketing --company ACMEE

    stderr
    Error: There is no company “ACMEE”.
    Did you mean “ACME”?
    exit 2

    $ abo why jean@acme.fr ticketing --universe operator

    stderr
    Error: ACME does not hold the universe “operator”.
    It holds client, ambassador.
    exit 2

    $ abo why jean@acme.fr ticketing --format csv

    stderr
    Error: “csv” is not a valid value for --format.
    Valid values: table, json.
    exit 2
    "
  `);
});

test('JSON', async ({ abo }) => {
  await abo.holds(ACME);
  expect(await abo('why PART/lea@acme.fr mobile --company ACME --format json')).toMatchInlineSnapshot(`
    "
    $ abo why PART/lea@acme.fr mobile --company ACME --format json
    {
      "schema": "abo.why/1",
      "event": null,
      "category": "mobile",
      "company": "ACME",
      "contact": {
        "company": "PART",
        "contact": "lea@acme.fr",
        "name": "Léa ailleurs",
        "role": "user",
        "access": true,
        "universes": [
          "operator"
        ],
        "ref": null
      },
      "audience": "partner",
      "asked": {
        "company": "PART",
        "universes": [
          "operator"
        ]
      },
      "reason": null,
      "asked_until": [],
      "inert": [],
      "results": [
        {
          "company": "PART",
          "universe": "operator",
          "channels": [
            {
              "channel": "interface",
              "notified": false,
              "reason": "not-subscribed",
              "rules": [
                "not-in-universe",
                "no-portal-access",
                "explicit-on",
                "explicit-off",
                "admin-default",
                "not-subscribed"
              ],
              "stored": "default",
              "since": {
                "number": 1,
                "at": "2026-11-24T09:30:00Z",
                "actor": "marie",
                "command": "onboard",
                "message": null
              },
              "timeline": [
                {
                  "change_set": {
                    "number": 1,
                    "at": "2026-11-24T09:30:00Z",
                    "actor": "marie",
                    "command": "onboard",
                    "message": null
                  },
                  "before": null,
                  "after": {
                    "notified": false,
                    "reason": "not-subscribed",
                    "stored": "default"
                  },
                  "changes": [
                    {
                      "what": "contact",
                      "before": false,
                      "after": true
                    },
                    {
                      "what": "role",
                      "before": null,
                      "after": "user"
                    }
                  ]
                }
              ],
              "mailbox": null,
              "turn": {
                "commands": [
                  "abo subscription set mobile.interface=on --company PART --contact lea@acme.fr --universe operator"
                ],
                "may": [
                  {
                    "company": "PART",
                    "contact": "lea@acme.fr",
                    "name": "Léa ailleurs",
                    "role": "user"
                  },
                  {
                    "company": "PART",
                    "contact": "paul@part.fr",
                    "name": "Paul Partenaire",
                    "role": "admin"
                  }
                ],
                "side_effects": [
                  {
                    "concerned": "PART",
                    "company": "PART",
                    "universe": "operator",
                    "category": "mobile",
                    "channel": "interface",
                    "recipient": "lea@acme.fr",
                    "change": "gained"
                  }
                ]
              }
            },
            {
              "channel": "email",
              "notified": false,
              "reason": "not-subscribed",
              "rules": [
                "not-in-universe",
                "no-portal-access",
                "explicit-on",
                "explicit-off",
                "admin-default",
                "not-subscribed"
              ],
              "stored": "default",
              "since": {
                "number": 1,
                "at": "2026-11-24T09:30:00Z",
                "actor": "marie",
                "command": "onboard",
                "message": null
              },
              "timeline": [
                {
                  "change_set": {
                    "number": 1,
                    "at": "2026-11-24T09:30:00Z",
                    "actor": "marie",
                    "command": "onboard",
                    "message": null
                  },
                  "before": null,
                  "after": {
                    "notified": false,
                    "reason": "not-subscribed",
                    "stored": "default"
                  },
                  "changes": [
                    {
                      "what": "contact",
                      "before": false,
                      "after": true
                    },
                    {
                      "what": "role",
                      "before": null,
                      "after": "user"
                    }
                  ]
                }
              ],
              "mailbox": null,
              "turn": {
                "commands": [
                  "abo subscription set mobile.email=on --company PART --contact lea@acme.fr --universe operator"
                ],
                "may": [
                  {
                    "company": "PART",
                    "contact": "lea@acme.fr",
                    "name": "Léa ailleurs",
                    "role": "user"
                  },
                  {
                    "company": "PART",
                    "contact": "paul@part.fr",
                    "name": "Paul Partenaire",
                    "role": "admin"
                  }
                ],
                "side_effects": [
                  {
                    "concerned": "PART",
                    "company": "PART",
                    "universe": "operator",
                    "category": "mobile",
                    "channel": "email",
                    "recipient": "lea@acme.fr",
                    "change": "gained"
                  }
                ]
              }
            }
          ]
        }
      ]
    }
    "
  `);
});

test('on a terminal of 80 columns a common answer fits one screen, and its command can be copied', async ({ abo }) => {
  await abo.holds(ACME);
  const { screen } = await onTerminal(abo, ['why', 'jean@acme.fr', 'ticketing.ticket-created', '-u', 'client'], {
    columns: 80,
  });
  const lines = screen.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(22);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  const copied = /To stop {3}(abo .*?)\n {2}E-mail/su.exec(screen)?.[1] ?? '';
  expect((await abo.shell(`${copied} --yes --quiet`)).stdout).toContain('ticketing.interface');
});

test('a long timeline is cut to the height of the terminal', async ({ abo }) => {
  await abo.holds(ACME);
  for (const value of ['off', 'on', 'off', 'on', 'off', 'on']) {
    await abo.answer(`sub set ticketing=${value} -c ACME --contact jean@acme.fr -u client -y -q --max-losses 100%`);
  }
  const shown = async (rows: number): Promise<readonly string[]> => {
    const { screen } = await onTerminal(abo, ['why', 'jean@acme.fr', 'ticketing', '-u', 'client'], {
      columns: 80,
      rows,
    });
    return screen.trimEnd().split('\n');
  };
  const [high, low] = [await shown(40), await shown(24)];
  expect(high.filter((line) => line.includes('then'))).toHaveLength(3);
  expect(low.length).toBeLessThan(24);
  expect(low.some((line) => /… and \d more/u.test(line))).toBe(true);
  expect(low[0]).toContain('jean@acme.fr');
});

test('the suggested commands, run by a shell, reverse the answer, whatever the names', async ({ abo }) => {
  const code = `Le "Go$ff" & fil's !`;
  const quoted = `"${code.replaceAll('"', '""')}"`;
  await abo.holds({
    'companies.csv': `company,name,universes\n${quoted},Le Goff,client|operator\n`,
    'contacts.csv': `company,contact,name,role,access,universes
${quoted},o'neil+x@été.fr,O,user,no,client
${quoted},$HOME!\`a\`@acme.fr,A,admin,yes,client
${quoted},a*b@acme.fr,S,user,no,client
${quoted},axb@acme.fr,X,user,no,client
${quoted},"""a,b""@acme.fr",C,user,yes,client|operator
`,
  });
  const cases = [
    [`o'neil+x@été.fr`, 'client', 'interface'],
    ['$HOME!`a`@acme.fr', 'client', 'email'],
    // A flag can't name an address with a wildcard or a comma: the command reads it from a file.
    ['a*b@acme.fr', 'operator', 'interface'],
    ['"a,b"@acme.fr', 'operator', 'email'],
  ] as const;
  for (const [email, universe, channel] of cases) {
    const ask = async (): Promise<Document['results'][number]['channels'][number] | undefined> => {
      const answer = await abo.answer(['why', email, 'ticketing', '-u', universe, '--format', 'json']);
      return (JSON.parse(answer) as Document).results[0]?.channels.find((each) => each.channel === channel);
    };
    const before = await ask();
    const commands = before?.turn?.commands ?? [];
    expect(commands).not.toEqual([]);
    for (const command of commands) {
      const ran = await abo.shell(command.endsWith('--yes') ? command : `${command} --yes`);
      expect(ran).toMatchObject({ exitCode: 0 });
    }
    expect([email, (await ask())?.notified]).toEqual([email, before?.notified === false]);
  }
  // The wildcard would match this contact as well.
  const reached = await abo.answer(['sub', 'list', '--contact', 'axb@acme.fr', '--stored', 'on', '--format', 'csv']);
  expect(reached.trimEnd().split('\n')).toHaveLength(1);
});

fileTest('the suggested commands name the database of the question', async ({ abo }) => {
  await abo.holds(ACME);
  const document = await abo.json<Document>('why support@acme.fr eshop --db data/abo/abo.db');
  expect(document.results[0]?.channels[1]?.turn?.commands).toEqual([
    'abo subscription set eshop.email=on --company ACME --contact support@acme.fr --universe client --db data/abo/abo.db',
  ]);
});

test('a contact renamed, renamed back and removed is reported with the removal', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('contact rename jean@acme.fr j.petit@acme.fr --yes');
  await abo.answer('contact rename j.petit@acme.fr jean@acme.fr --yes');
  await abo.answer('contact remove jean@acme.fr --yes --max-losses 100%');
  expect(await abo('why jean@acme.fr ticketing')).toMatchInlineSnapshot(`
    "
    $ abo why jean@acme.fr ticketing

    stderr
    Error: There is no contact “jean@acme.fr”.
    It was removed in change set 4. To see the state before that, use --at 3.
    exit 2
    "
  `);
});
