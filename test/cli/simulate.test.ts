/** `abo simulate`. Source: docs/contract/cli.md, "Commands" and "JSON". */
import { expect } from 'vitest';
import { test } from './abo.js';
import { ACME } from './world.js';

test('an event of a company: who is notified, who is not, and why', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'simulate ticketing.ticket-created -c ACME -u client',
      'simulate ticketing -c ACME --explain --lang fr',
      'simulate ticketing.ticket-created -c ACME -u client --format json',
      'simulate ticketing -c ACME --format csv',
      'simulate eshop -c SOLO',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing.ticket-created -c ACME -u client
    ticketing.ticket-created  a ticket is created

    ACME  Acme Industrie — Client universe
      Notified: 4 deliveries
        Interface  jean@acme.fr     on by default, as an administrator
        E-mail     jean@acme.fr     on by default, as an administrator
        E-mail     lea@acme.fr      chose to be notified
        E-mail     Support@acme.fr  generic mailbox
                                    support@acme.fr  chose to be notified
      Not notified:
        Interface  lea@acme.fr      has no access to the portal
        Interface  support@acme.fr  has not subscribed

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate ticketing -c ACME --explain --lang fr
    Ticketing

    ACME  Acme Industrie — Univers client
      Notifiés : 4 notifications
        Interface  jean@acme.fr     abonné d'office, car administrateur
        E-mail     jean@acme.fr     abonné d'office, car administrateur
        E-mail     lea@acme.fr      a choisi de recevoir
        E-mail     Support@acme.fr  boîte générique
                                    support@acme.fr  a choisi de recevoir
      Non notifiés :
        Interface  lea@acme.fr      n'a pas accès au portail
        Interface  support@acme.fr  n'est pas abonné

    ACME  Acme Industrie — Univers ambassadeur
      Notifiés : 2 notifications
        Interface          jean@acme.fr     abonné d'office, car administrateur
        E-mail             jean@acme.fr     abonné d'office, car administrateur
      Non notifiés :
        E-mail             boîte générique  aucune adresse n'est renseignée
        Interface, E-mail  lea@acme.fr      n'a pas cet univers
        Interface, E-mail  support@acme.fr  n'a pas cet univers

    Selon la configuration. abo ne voit pas si un message a été envoyé.

    $ abo simulate ticketing.ticket-created -c ACME -u client --format json
    {
      "schema": "abo.simulation/1",
      "event": "ticketing.ticket-created",
      "company": "ACME",
      "category": "ticketing",
      "audience": "company",
      "reason": null,
      "results": [
        {
          "company": "ACME",
          "universe": "client",
          "deliveries": [
            {
              "channel": "interface",
              "recipient": "jean@acme.fr",
              "because": [
                {
                  "kind": "contact",
                  "contact": "jean@acme.fr",
                  "reason": "admin-default"
                }
              ]
            },
            {
              "channel": "email",
              "recipient": "jean@acme.fr",
              "because": [
                {
                  "kind": "contact",
                  "contact": "jean@acme.fr",
                  "reason": "admin-default"
                }
              ]
            },
            {
              "channel": "email",
              "recipient": "lea@acme.fr",
              "because": [
                {
                  "kind": "contact",
                  "contact": "lea@acme.fr",
                  "reason": "explicit-on"
                }
              ]
            },
            {
              "channel": "email",
              "recipient": "Support@acme.fr",
              "because": [
                {
                  "kind": "mailbox",
                  "contact": null,
                  "reason": "mailbox"
                },
                {
                  "kind": "contact",
                  "contact": "support@acme.fr",
                  "reason": "explicit-on"
                }
              ]
            }
          ],
          "not_notified": [
            {
              "kind": "contact",
              "contact": "lea@acme.fr",
              "channel": "interface",
              "reason": "no-portal-access"
            },
            {
              "kind": "contact",
              "contact": "support@acme.fr",
              "channel": "interface",
              "reason": "not-subscribed"
            }
          ]
        }
      ]
    }

    $ abo simulate ticketing -c ACME --format csv
    event_no,id,event,company,universe,channel,recipient,reasons
    1,,ticketing,ACME,client,interface,jean@acme.fr,admin-default
    1,,ticketing,ACME,client,email,jean@acme.fr,admin-default
    1,,ticketing,ACME,client,email,lea@acme.fr,explicit-on
    1,,ticketing,ACME,client,email,Support@acme.fr,mailbox+explicit-on
    1,,ticketing,ACME,ambassador,interface,jean@acme.fr,admin-default
    1,,ticketing,ACME,ambassador,email,jean@acme.fr,admin-default

    $ abo simulate eshop -c SOLO
    E-shop

    SOLO  Œuvrard & fils — Client universe
      No one is notified.
      Not notified:
        E-mail  generic mailbox  no address is set

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an event of the partner', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'simulate mobile.rio-consulted -c ACME',
      'simulate mobile -c PART -u operator',
      'simulate mobile -c SOLO',
      'simulate mobile -c SOLO --format json --lang fr',
      'simulate mobile -c ACME -u client',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate mobile.rio-consulted -c ACME
    mobile.rio-consulted  someone consults a RIO
    ACME  Acme Industrie
    This event goes to the partner that manages this company.

    PART  Le Partenaire — Operator universe
      Notified: 3 deliveries
        Interface          paul@part.fr  on by default, as an administrator
        E-mail             paul@part.fr  on by default, as an administrator
        E-mail             rio@part.fr   generic mailbox
      Not notified:
        Interface, E-mail  lea@acme.fr   has not subscribed

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate mobile -c PART -u operator
    Mobile
    PART  Le Partenaire
    No partner manages this company, and it is itself a partner: this event goes to it, in each of its partner universes.

    PART  Le Partenaire — Operator universe
      Notified: 3 deliveries
        Interface          paul@part.fr  on by default, as an administrator
        E-mail             paul@part.fr  on by default, as an administrator
        E-mail             rio@part.fr   generic mailbox
      Not notified:
        Interface, E-mail  lea@acme.fr   has not subscribed

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate mobile -c SOLO
    Mobile
    SOLO  Œuvrard & fils
    This event reaches no one: no partner manages this company, and it holds no partner universe.

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate mobile -c SOLO --format json --lang fr
    {
      "schema": "abo.simulation/1",
      "event": null,
      "company": "SOLO",
      "category": "mobile",
      "audience": "partner",
      "reason": "no-partner",
      "results": []
    }

    $ abo simulate mobile -c ACME -u client
    Mobile
    ACME  Acme Industrie
    This event does not go to that universe.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an event of a partner that manages itself', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer('company set partner=- -c ACME -y');
  expect(await abo.each(['simulate mobile.rio-consulted -c ACME', 'simulate mobile -c ACME -u operator']))
    .toMatchInlineSnapshot(`
    "
    $ abo simulate mobile.rio-consulted -c ACME
    mobile.rio-consulted  someone consults a RIO
    ACME  Acme Industrie
    No partner manages this company, and it is itself a partner: this event goes to it, in each of its partner universes.

    ACME  Acme Industrie — Ambassador universe
      Notified: 2 deliveries
        Interface  jean@acme.fr     on by default, as an administrator
        E-mail     jean@acme.fr     on by default, as an administrator
      Not notified:
        E-mail     generic mailbox  no address is set
      Not shown: 2 contacts outside this universe (see --explain).

    This is what the configuration says. abo can't see whether a message was sent.

    $ abo simulate mobile -c ACME -u operator
    Mobile
    ACME  Acme Industrie
    This event does not go to that universe.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an event with wrong flags or names is an error', async ({ abo }) => {
  await abo.holds(ACME);
  expect(
    await abo.each([
      'simulate ticketing.created -c ACME',
      'simulate xyz -c ACME',
      'simulate ticketing',
      'simulate',
      'simulate ticketing -c ACM',
      'simulate ticketing -c ACME -u operator',
      'simulate ticketing --events events.csv',
      'simulate --events events.csv -c ACME',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate ticketing.created -c ACME

    stderr
    Error: “ticketing.created” is neither an event nor a category.
    Events: ticketing.ticket-created, ticketing.ticket-updated.
    exit 2

    $ abo simulate xyz -c ACME

    stderr
    Error: “xyz” is neither an event nor a category.
    Events: eshop.quote-approval-requested, deliveries.creation-order-delivered, deliveries.addition-order-delivered, service-settings.delivery-note-sent, service-settings.settings-changed, service-security.learning-mode-enabled, service-security.learning-mode-disabled, ticketing.ticket-created, ticketing.ticket-updated, messaging.conversation-created, messaging.conversation-updated, mobile.rio-consulted.
    exit 2

    $ abo simulate ticketing

    stderr
    Error: abo simulate needs --company.
    See abo simulate --help.
    exit 2

    $ abo simulate

    stderr
    Error: abo simulate needs EVENT.
    See abo simulate --help.
    exit 2

    $ abo simulate ticketing -c ACM

    stderr
    Error: There is no company “ACM”.
    Did you mean “ACME”?
    exit 2

    $ abo simulate ticketing -c ACME -u operator

    stderr
    Error: ACME does not hold the universe “operator”.
    It holds client, ambassador.
    exit 2

    $ abo simulate ticketing --events events.csv

    stderr
    Error: EVENT and --events can't be used together.
    Use only one of them.
    exit 2

    $ abo simulate --events events.csv -c ACME

    stderr
    Error: --events and --company can't be used together.
    Use only one of them.
    exit 2
    "
  `);
});

const EVENTS = `id,event,company,universe
a,ticketing.ticket-created,ACME,client
b,mobile.rio-consulted,SOLO,
c,mobile.rio-consulted,ACME,
d,eshop.quote-approval-requested,SOLO,client
`;

test('a file of events', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('events.csv', EVENTS);
  expect(await abo.each(['simulate --events events.csv', 'simulate --events events.csv --format csv']))
    .toMatchInlineSnapshot(`
    "
    $ abo simulate --events events.csv
    No.  Id  Event                           Company      Universe  I  E
      1  a   ticketing.ticket-created        ACME         client    1  3
      2  b   mobile.rio-consulted            SOLO                   0  0
      3  c   mobile.rio-consulted            ACME → PART  operator  1  2
      4  d   eshop.quote-approval-requested  SOLO         client    0  0
    stderr
    4 events, 7 deliveries; 2 events reach no one. This is what the configuration says: nothing was sent.

    $ abo simulate --events events.csv --format csv
    event_no,id,event,company,universe,channel,recipient,reasons
    1,a,ticketing.ticket-created,ACME,client,interface,jean@acme.fr,admin-default
    1,a,ticketing.ticket-created,ACME,client,email,jean@acme.fr,admin-default
    1,a,ticketing.ticket-created,ACME,client,email,lea@acme.fr,explicit-on
    1,a,ticketing.ticket-created,ACME,client,email,Support@acme.fr,mailbox+explicit-on
    3,c,mobile.rio-consulted,PART,operator,interface,paul@part.fr,admin-default
    3,c,mobile.rio-consulted,PART,operator,email,paul@part.fr,admin-default
    3,c,mobile.rio-consulted,PART,operator,email,rio@part.fr,mailbox
    stderr
    4 events, 7 deliveries; 2 events reach no one. This is what the configuration says: nothing was sent.
    "
  `);
  expect(await abo('simulate --events - --format ndjson -q', { stdin: EVENTS })).toMatchInlineSnapshot(`
    "
    $ abo simulate --events - --format ndjson -q
    {"event_no":1,"id":"a","event":"ticketing.ticket-created","company":"ACME","category":"ticketing","audience":"company","reason":null,"results":[{"company":"ACME","universe":"client","deliveries":[{"channel":"interface","recipient":"jean@acme.fr","because":[{"kind":"contact","contact":"jean@acme.fr","reason":"admin-default"}]},{"channel":"email","recipient":"jean@acme.fr","because":[{"kind":"contact","contact":"jean@acme.fr","reason":"admin-default"}]},{"channel":"email","recipient":"lea@acme.fr","because":[{"kind":"contact","contact":"lea@acme.fr","reason":"explicit-on"}]},{"channel":"email","recipient":"Support@acme.fr","because":[{"kind":"mailbox","contact":null,"reason":"mailbox"},{"kind":"contact","contact":"support@acme.fr","reason":"explicit-on"}]}],"not_notified":[{"kind":"contact","contact":"lea@acme.fr","channel":"interface","reason":"no-portal-access"},{"kind":"contact","contact":"support@acme.fr","channel":"interface","reason":"not-subscribed"}]}]}
    {"event_no":2,"id":"b","event":"mobile.rio-consulted","company":"SOLO","category":"mobile","audience":"partner","reason":"no-partner","results":[]}
    {"event_no":3,"id":"c","event":"mobile.rio-consulted","company":"ACME","category":"mobile","audience":"partner","reason":null,"results":[{"company":"PART","universe":"operator","deliveries":[{"channel":"interface","recipient":"paul@part.fr","because":[{"kind":"contact","contact":"paul@part.fr","reason":"admin-default"}]},{"channel":"email","recipient":"paul@part.fr","because":[{"kind":"contact","contact":"paul@part.fr","reason":"admin-default"}]},{"channel":"email","recipient":"rio@part.fr","because":[{"kind":"mailbox","contact":null,"reason":"mailbox"}]}],"not_notified":[{"kind":"contact","contact":"lea@acme.fr","channel":"interface","reason":"not-subscribed"},{"kind":"contact","contact":"lea@acme.fr","channel":"email","reason":"not-subscribed"}]}]}
    {"event_no":4,"id":"d","event":"eshop.quote-approval-requested","company":"SOLO","category":"eshop","audience":"company","reason":null,"results":[{"company":"SOLO","universe":"client","deliveries":[],"not_notified":[{"kind":"mailbox","contact":null,"channel":"email","reason":"no-mailbox"}]}]}
    "
  `);
  expect(await abo.each(['simulate --events events.csv --format json --lang fr'])).toMatchInlineSnapshot(`
    "
    $ abo simulate --events events.csv --format json --lang fr
    {
      "schema": "abo.simulations/1",
      "items": [
        {"event_no":1,"id":"a","event":"ticketing.ticket-created","company":"ACME","category":"ticketing","audience":"company","reason":null,"results":[{"company":"ACME","universe":"client","deliveries":[{"channel":"interface","recipient":"jean@acme.fr","because":[{"kind":"contact","contact":"jean@acme.fr","reason":"admin-default"}]},{"channel":"email","recipient":"jean@acme.fr","because":[{"kind":"contact","contact":"jean@acme.fr","reason":"admin-default"}]},{"channel":"email","recipient":"lea@acme.fr","because":[{"kind":"contact","contact":"lea@acme.fr","reason":"explicit-on"}]},{"channel":"email","recipient":"Support@acme.fr","because":[{"kind":"mailbox","contact":null,"reason":"mailbox"},{"kind":"contact","contact":"support@acme.fr","reason":"explicit-on"}]}],"not_notified":[{"kind":"contact","contact":"lea@acme.fr","channel":"interface","reason":"no-portal-access"},{"kind":"contact","contact":"support@acme.fr","channel":"interface","reason":"not-subscribed"}]}]},
        {"event_no":2,"id":"b","event":"mobile.rio-consulted","company":"SOLO","category":"mobile","audience":"partner","reason":"no-partner","results":[]},
        {"event_no":3,"id":"c","event":"mobile.rio-consulted","company":"ACME","category":"mobile","audience":"partner","reason":null,"results":[{"company":"PART","universe":"operator","deliveries":[{"channel":"interface","recipient":"paul@part.fr","because":[{"kind":"contact","contact":"paul@part.fr","reason":"admin-default"}]},{"channel":"email","recipient":"paul@part.fr","because":[{"kind":"contact","contact":"paul@part.fr","reason":"admin-default"}]},{"channel":"email","recipient":"rio@part.fr","because":[{"kind":"mailbox","contact":null,"reason":"mailbox"}]}],"not_notified":[{"kind":"contact","contact":"lea@acme.fr","channel":"interface","reason":"not-subscribed"},{"kind":"contact","contact":"lea@acme.fr","channel":"email","reason":"not-subscribed"}]}]},
        {"event_no":4,"id":"d","event":"eshop.quote-approval-requested","company":"SOLO","category":"eshop","audience":"company","reason":null,"results":[{"company":"SOLO","universe":"client","deliveries":[],"not_notified":[{"kind":"mailbox","contact":null,"channel":"email","reason":"no-mailbox"}]}]}
      ]
    }
    stderr
    4 événements, 7 notifications ; 2 événements n'atteignent personne. C'est ce que prévoit la configuration : rien n'a été envoyé.
    "
  `);
});

test('a wrong line stops the simulation, or is skipped', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write(
    'events.csv',
    `${EVENTS}e,mobile.rio,ACME,\nf,ticketing.ticket-created,ACM,\ng,ticketing.ticket-created,ACME,operator\n`,
  );
  expect(
    await abo.each([
      'simulate --events events.csv --format csv',
      'simulate --events events.csv --format csv --on-error skip',
      'simulate --events nowhere.csv',
    ]),
  ).toMatchInlineSnapshot(`
    "
    $ abo simulate --events events.csv --format csv

    stderr
    events.csv:6 (record 5), column B “event”: “mobile.rio” is not an event; did you mean “mobile.rio-consulted”? [unknown-event]
    events.csv:7 (record 6), column C “company”: there is no company “ACM”; did you mean “ACME”? [unknown-company]
    events.csv:8 (record 7), column D “universe”: the universe “operator” is not held; held: client, ambassador [universe-not-held]
    Rejected: 3 errors.
    exit 4

    $ abo simulate --events events.csv --format csv --on-error skip
    event_no,id,event,company,universe,channel,recipient,reasons
    1,a,ticketing.ticket-created,ACME,client,interface,jean@acme.fr,admin-default
    1,a,ticketing.ticket-created,ACME,client,email,jean@acme.fr,admin-default
    1,a,ticketing.ticket-created,ACME,client,email,lea@acme.fr,explicit-on
    1,a,ticketing.ticket-created,ACME,client,email,Support@acme.fr,mailbox+explicit-on
    3,c,mobile.rio-consulted,PART,operator,interface,paul@part.fr,admin-default
    3,c,mobile.rio-consulted,PART,operator,email,paul@part.fr,admin-default
    3,c,mobile.rio-consulted,PART,operator,email,rio@part.fr,mailbox
    stderr
    events.csv:6 (record 5), column B “event”: “mobile.rio” is not an event; did you mean “mobile.rio-consulted”? [unknown-event]
    events.csv:7 (record 6), column C “company”: there is no company “ACM”; did you mean “ACME”? [unknown-company]
    events.csv:8 (record 7), column D “universe”: the universe “operator” is not held; held: client, ambassador [universe-not-held]
    4 events, 7 deliveries; 2 events reach no one; 3 lines skipped. This is what the configuration says: nothing was sent.
    exit 8

    $ abo simulate --events nowhere.csv

    stderr
    Error: There is no file “nowhere.csv”.
    Check the name, and which folder you are in.
    exit 2
    "
  `);
});
