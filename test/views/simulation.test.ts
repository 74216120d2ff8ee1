/** Simulations for people and for programs: one event, and a file of them. */
import { expect, test } from 'vitest';
import { snapshotOf } from '../../src/domain/model.js';
import { resolve } from '../../src/domain/resolution.js';
import { findEvent, type EventCode } from '../../src/domain/vocabulary.js';
import { messagesIn } from '../../src/messages/index.js';
import { writeEvents } from '../../src/views/events.js';
import { writeDocument } from '../../src/views/json.js';
import { simulationDocument, type Simulation } from '../../src/views/simulation-data.js';
import { writeSimulation } from '../../src/views/simulation.js';
import { widthOf } from '../../src/views/width.js';
import { MemoryOutput } from '../support/memory-output.js';
import { acme, batches, chose, company, contact, state } from './building.js';

const { en, fr } = messagesIn;

const world = snapshotOf([
  acme(),
  state(
    company('NORD', { name: 'Nord', partner: 'ACME', partnerUniverse: 'ambassador' }),
    [chose(contact('Support@nord.fr', { company: 'NORD', role: 'admin' }))],
    { client: { ticketing: 'support@nord.fr' } },
  ),
  state(company('SEUL', { name: 'Seul' }), []),
]);

function simulate(event: EventCode, at: string): Simulation {
  const type = findEvent(event);
  if (type === undefined) throw new Error(`no event ${event}`);
  const { category, audience } = type;
  return {
    event,
    category,
    company: at,
    resolution: resolve(world, { category, audience, company: at, universe: null }),
  };
}

async function text(
  simulation: Simulation,
  { page = new MemoryOutput(), messages = en, explain = false } = {},
): Promise<string> {
  const companyName = (code: string): string | null => world.company(code)?.company.name ?? null;
  await writeSimulation({ ...simulation, companyName }, { explain }, page, messages);
  return page.text;
}

test('each universe of the company, in French, on a terminal of 80 columns', async () => {
  const page = new MemoryOutput({ columns: 80 });
  const shown = await text(simulate('ticketing.ticket-created', 'ACME'), { page, messages: fr });
  expect(shown).toMatchInlineSnapshot(`
    "ticketing.ticket-created  un ticket est créé

    ACME  Acme Industrie — Univers client
      Notifiés : 3 notifications
        Interface          jean.petit@acme.fr   abonné d'office, car administrateur
        E-mail             anne.nanou@acme.fr   a choisi de recevoir
        E-mail             support@acme.fr      boîte générique
      Non notifiés :
        Interface          anne.nanou@acme.fr   n'a pas accès au portail
        E-mail             jean.petit@acme.fr   s'est désabonné
        Interface, E-mail  lea.le-goff@acme.fr  n'est pas abonné
        Interface, E-mail  zoe@acme.fr          n'est pas abonné

    ACME  Acme Industrie — Univers ambassadeur
      Notifiés : 2 notifications
        Interface          jean.petit@acme.fr   abonné d'office, car administrateur
        E-mail             jean.petit@acme.fr   abonné d'office, car administrateur
      Non notifiés :
        E-mail             boîte générique      aucune adresse n'est renseignée
        Interface, E-mail  lea.le-goff@acme.fr  n'est pas abonné
      Non affichés : 2 contacts hors de cet univers (voir --explain).

    Selon la configuration. abo ne voit pas si un message a été envoyé.
    "
  `);
  expect(Math.max(...shown.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
});

test('--explain shows those outside the universe too', async () => {
  const shown = await text(simulate('ticketing.ticket-created', 'ACME'), { explain: true });
  expect(shown).toContain('anne.nanou@acme.fr   does not hold this universe');
  expect(shown).not.toContain('Not shown');
});

test('one address, one message: each recipient behind it is named', async () => {
  expect(await text(simulate('ticketing.ticket-created', 'NORD'))).toMatchInlineSnapshot(`
    "ticketing.ticket-created  a ticket is created

    NORD  Nord — Client universe
      Notified: 2 deliveries
        Interface  Support@nord.fr  on by default, as an administrator
        E-mail     support@nord.fr  generic mailbox
                                    Support@nord.fr  on by default, as an administrator

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('an event for the partner', async () => {
  expect(await text(simulate('mobile.rio-consulted', 'NORD'))).toMatchInlineSnapshot(`
    "mobile.rio-consulted  someone consults a RIO
    NORD  Nord
    This event goes to the partner that manages this company.

    ACME  Acme Industrie — Ambassador universe
      Notified: 2 deliveries
        Interface          jean.petit@acme.fr   on by default, as an administrator
        E-mail             jean.petit@acme.fr   on by default, as an administrator
      Not notified:
        E-mail             generic mailbox      no address is set
        Interface, E-mail  lea.le-goff@acme.fr  has not subscribed
      Not shown: 2 contacts outside this universe (see --explain).

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('without an audience there is no recipient', async () => {
  expect(await text(simulate('mobile.rio-consulted', 'SEUL'))).toMatchInlineSnapshot(`
    "mobile.rio-consulted  someone consults a RIO
    SEUL  Seul
    This event reaches no one: no partner manages this company, and it holds no partner universe.

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
  expect(await text(simulate('ticketing.ticket-created', 'SEUL'))).toMatchInlineSnapshot(`
    "ticketing.ticket-created  a ticket is created

    SEUL  Seul — Client universe
      No one is notified.
      Not notified:
        E-mail  generic mailbox  no address is set

    This is what the configuration says. abo can't see whether a message was sent.
    "
  `);
});

test('as a document', async () => {
  const page = new MemoryOutput();
  await writeDocument(simulationDocument(simulate('ticketing.ticket-created', 'NORD')), page);
  expect(page.text).toMatchInlineSnapshot(`
    "{
      "schema": "abo.simulation/1",
      "event": "ticketing.ticket-created",
      "company": "NORD",
      "category": "ticketing",
      "audience": "company",
      "reason": null,
      "results": [
        {
          "company": "NORD",
          "universe": "client",
          "deliveries": [
            {
              "channel": "interface",
              "recipient": "Support@nord.fr",
              "because": [
                {
                  "kind": "contact",
                  "contact": "Support@nord.fr",
                  "reason": "admin-default"
                }
              ]
            },
            {
              "channel": "email",
              "recipient": "support@nord.fr",
              "because": [
                {
                  "kind": "mailbox",
                  "contact": null,
                  "reason": "mailbox"
                },
                {
                  "kind": "contact",
                  "contact": "Support@nord.fr",
                  "reason": "admin-default"
                }
              ]
            }
          ],
          "not_notified": []
        }
      ]
    }
    "
  `);
});

const file = [
  { ...simulate('ticketing.ticket-created', 'NORD'), eventNo: 1, id: 'T-1' },
  { ...simulate('mobile.rio-consulted', 'NORD'), eventNo: 2, id: null },
  { ...simulate('mobile.rio-consulted', 'SEUL'), eventNo: 3, id: null },
];
const csvLines = async () => (cells: readonly string[]) => `${cells.join(',')}\n`;

test('a file of events as CSV: a row a delivery, and the totals', async () => {
  const page = new MemoryOutput();
  const summary = await writeEvents(batches(file), 'csv', page, en, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "event_no,id,event,company,universe,channel,recipient,reasons
    1,T-1,ticketing.ticket-created,NORD,client,interface,Support@nord.fr,admin-default
    1,T-1,ticketing.ticket-created,NORD,client,email,support@nord.fr,mailbox+admin-default
    2,,mobile.rio-consulted,ACME,ambassador,interface,jean.petit@acme.fr,admin-default
    2,,mobile.rio-consulted,ACME,ambassador,email,jean.petit@acme.fr,admin-default
    "
  `);
  expect(summary).toEqual({ events: 3, deliveries: 4, unreached: 1 });
});

test('a file of events as NDJSON: an object an event', async () => {
  const page = new MemoryOutput();
  await writeEvents(batches(file), 'ndjson', page, en, csvLines);
  const records = page.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.map(({ event_no, id, company: at, reason }) => ({ event_no, id, at, reason }))).toEqual([
    { event_no: 1, id: 'T-1', at: 'NORD', reason: null },
    { event_no: 2, id: null, at: 'NORD', reason: null },
    { event_no: 3, id: null, at: 'SEUL', reason: 'no-partner' },
  ]);
});

test('a file of events as a table', async () => {
  const page = new MemoryOutput({ columns: 80 });
  await writeEvents(batches(file), 'table', page, fr, csvLines);
  expect(page.text).toMatchInlineSnapshot(`
    "N°  Id   Événement                 Société      Univers      I  E
     1  T-1  ticketing.ticket-created  NORD         client       1  1
     2       mobile.rio-consulted      NORD → ACME  ambassadeur  1  1
     3       mobile.rio-consulted      SEUL                      0  0
    "
  `);
});
