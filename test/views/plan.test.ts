/** A plan as a person and a program see it. */
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { cellBit } from '../../src/domain/cells.js';
import { snapshotOf, type CompanyState } from '../../src/domain/model.js';
import type { Plan } from '../../src/domain/plan/plan.js';
import { Planner } from '../../src/domain/plan/planner.js';
import type { Request } from '../../src/domain/plan/request.js';
import { CATEGORIES } from '../../src/domain/vocabulary.js';
import { messagesIn, type Language } from '../../src/messages/index.js';
import { writePlanJson } from '../../src/views/plan-json.js';
import { writeLines } from '../../src/views/page.js';
import { appliedLines, planLines, type PlanContext } from '../../src/views/plan.js';
import { layoutOf } from '../../src/views/style.js';
import { widthOf } from '../../src/views/width.js';
import { MemoryOutput } from '../support/memory-output.js';
import { acme, choices, chose, company, contact, state } from './building.js';

const CONTEXT: PlanContext = {
  undoCommand: (changeSet) => `abo undo ${changeSet}`,
  database: { identity: 'kqzt', name: 'db.example.net/abo', engine: 'postgres', profile: 'prod' },
  input: { name: 'acme.csv', sha256: 'ab12cd34'.repeat(8) },
  undoes: null,
  companyName: (code) => (code === 'ACME' ? 'Acme Industrie' : null),
};

function planned(states: readonly CompanyState[], requests: readonly Request[]): Plan {
  const planner = new Planner(snapshotOf(states), { isAddress: () => true });
  for (const request of requests) planner.add(request);
  const plan = planner.plan();
  expect(planner.problems).toEqual([]);
  return plan;
}

async function text(
  plan: Plan,
  {
    page = new MemoryOutput(),
    lang = 'en',
    context = CONTEXT,
  }: { page?: MemoryOutput; lang?: Language; context?: PlanContext } = {},
): Promise<string> {
  await writeLines(planLines(plan, context, layoutOf(page, messagesIn[lang])), page);
  return page.text;
}

/** The plan of the contract's example. */
const example = (): Plan =>
  planned(
    [
      state(
        company('ACME'),
        [
          chose(contact('admin@acme.fr', { role: 'admin' })),
          chose(contact('jean@acme.fr'), { client: { 'ticketing.email': 'off', 'messaging.interface': 'off' } }),
        ],
        { client: { ticketing: 'old@acme.fr' } },
      ),
    ],
    [
      {
        kind: 'mailbox',
        origin: null,
        company: 'ACME',
        universe: 'client',
        values: { ticketing: 'new@acme.fr', messaging: 'contact@acme.fr' },
      },
      {
        kind: 'subscription',
        origin: null,
        company: 'ACME',
        contact: 'jean@acme.fr',
        universe: 'client',
        on: cellBit('ticketing', 'email'),
        off: cellBit('eshop', 'email'),
        default: 0,
      },
    ],
  );

/** One of everything, and everything that must be warned of. */
const everything = (): Plan =>
  planned(
    [acme()],
    [
      { kind: 'company', origin: null, mode: 'set', company: 'ACME', name: 'Acme & Cie' },
      { kind: 'company', origin: null, mode: 'upsert', company: 'NORD', name: 'Nord "1"', universes: ['client'] },
      { kind: 'contact', origin: null, mode: 'set', company: 'ACME', contact: 'jean.petit@acme.fr', role: 'user' },
      {
        kind: 'contact',
        origin: null,
        mode: 'upsert',
        company: 'ACME',
        contact: 'new@acme.fr',
        name: 'New\u001b[2JComer',
        universes: ['client'],
      },
      {
        kind: 'mailbox',
        origin: null,
        company: 'ACME',
        universe: 'client',
        values: { ticketing: null, mobile: 'm@acme.fr' },
      },
      {
        kind: 'subscription',
        origin: null,
        company: 'ACME',
        contact: 'lea.le-goff@acme.fr',
        universe: 'client',
        on: cellBit('service-security', 'interface'),
        off: cellBit('ticketing', 'email'),
        default: cellBit('mobile', 'email'),
      },
      {
        kind: 'subscription',
        origin: null,
        company: 'ACME',
        contact: 'new@acme.fr',
        universe: 'client',
        on: cellBit('ticketing', 'email'),
        off: 0,
        default: 0,
      },
    ],
  );

test('the example of the contract, piped', async () => {
  expect(await text(example())).toMatchInlineSnapshot(`
    "Database: prod (postgres db.example.net/abo)      Input: acme.csv  sha256 ab12cd34ab12…
    ACME  Acme Industrie
      ~ mailbox       client  ticketing        old@acme.fr → new@acme.fr
      + mailbox       client  messaging        contact@acme.fr
      ~ subscription  client  ticketing.email  jean@acme.fr  off → on
    Plan: 1 to add, 2 to change, 0 to remove; 1 unchanged.
    Deliveries: 3 gained, 1 lost.
    "
  `);
});

test('one of everything, in French, on a terminal of 80 columns', async () => {
  const page = new MemoryOutput({ columns: 80 });
  const shown = await text(everything(), { page, lang: 'fr' });
  expect(shown).toMatchInlineSnapshot(`
    "Base : prod (postgres db.example.net/abo)
    Entrée : acme.csv  sha256 ab12cd34ab12…
    ACME  Acme Industrie
      ~ société     name                Acme Industrie → Acme & Cie
      ~ contact     jean.petit@acme.fr  role  admin → user
      + contact     new@acme.fr
                    name=New␛[2JComer role=user access=yes universes=client
      - boîte       client  ticketing                   support@acme.fr
      + boîte       client  mobile                      m@acme.fr  (inerte)
      + abonnement  client  service-security.interface  lea.le-goff@acme.fr
                                                        default (off) → on
      - abonnement  client  mobile.email                lea.le-goff@acme.fr
                                                        on → default (off)  (inerte)
      + abonnement  client  ticketing.email             new@acme.fr          on
    NORD
      + société  name="Nord \\"1\\"" universes=client
    Plan : 5 ajouts, 2 changements, 2 suppressions ; 1 inchangé.
    Notifications : 2 gagnées, 25 perdues.
    Pertes : 2 destinataires recevront moins, sur 4.
      ACME  jean.petit@acme.fr
      ACME  boîtes génériques  client
    Réduit au silence : 9 catégories où plus personne ne sera notifié.
      ACME  client  eshop, service-settings
      ACME  ambassador  eshop, deliveries, service-settings, service-security,
        ticketing, messaging, mobile
    Inerte : 2 changements sans effet possible, car aucun événement de cette
    catégorie ne va dans cet univers :
      client  mobile
    ACME n'a plus d'administrateur.
    "
  `);
  expect(Math.max(...shown.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
});

test('one of everything, in English, piped', async () => {
  expect(await text(everything())).toMatchInlineSnapshot(`
    "Database: prod (postgres db.example.net/abo)      Input: acme.csv  sha256 ab12cd34ab12…
    ACME  Acme Industrie
      ~ company       name                Acme Industrie → Acme & Cie
      ~ contact       jean.petit@acme.fr  role  admin → user
      + contact       new@acme.fr         name=New␛[2JComer role=user access=yes universes=client
      - mailbox       client  ticketing                   support@acme.fr
      + mailbox       client  mobile                      m@acme.fr  (inert)
      + subscription  client  service-security.interface  lea.le-goff@acme.fr  default (off) → on
      - subscription  client  mobile.email                lea.le-goff@acme.fr  on → default (off)  (inert)
      + subscription  client  ticketing.email             new@acme.fr          on
    NORD
      + company  name="Nord \\"1\\"" universes=client
    Plan: 5 to add, 2 to change, 2 to remove; 1 unchanged.
    Deliveries: 2 gained, 25 lost.
    Losses: 2 of 4 recipients will receive less.
      ACME  jean.petit@acme.fr
      ACME  generic mailboxes  client
    Silenced: 9 categories will no longer notify anyone.
      ACME  client  eshop, service-settings
      ACME  ambassador  eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile
    Inert: 2 changes can never deliver, because no event of this category goes to this universe:
      client  mobile
    ACME has no admin left.
    "
  `);
});

test('colour marks what the signs say already', async () => {
  const colored = await text(example(), { page: new MemoryOutput({ color: true }) });
  expect(stripVTControlCharacters(colored)).toBe(await text(example()));
  expect(colored).toContain('\u001b[32m  + mailbox');
  expect(colored).toContain('\u001b[33m  ~ mailbox');
});

test('nothing to do', async () => {
  const plan = planned(
    [acme()],
    [{ kind: 'company', origin: null, mode: 'set', company: 'ACME', name: 'Acme Industrie' }],
  );
  const context: PlanContext = { ...CONTEXT, input: null, database: { ...CONTEXT.database, profile: undefined } };
  expect(await text(plan, { context })).toMatchInlineSnapshot(`
    "Database: db.example.net/abo (postgres)
    No changes (1 unchanged).
    "
  `);
});

test('a choice stored without effect, or that changes nothing that is received, shows both states', async () => {
  const dormant = contact('d@acme.fr', { access: false });
  const admin = contact('a@acme.fr', { role: 'admin' });
  const edit = (who: typeof admin, before: Parameters<typeof choices>[0], after: Parameters<typeof choices>[0]) =>
    ({
      kind: 'subscription',
      company: 'ACME',
      id: who.id,
      universe: 'client',
      contactBefore: who,
      contactAfter: who,
      before: choices(before),
      after: choices(after),
    }) as const;
  const plan: Plan = {
    ...example(),
    edits: [
      edit(dormant, { 'eshop.interface': 'on' }, { 'eshop.interface': 'off' }),
      edit(admin, {}, { 'eshop.email': 'on' }),
      edit(admin, { 'ticketing.email': 'off' }, {}),
    ],
  };
  const lines = (await text(plan)).split('\n').slice(2, 5);
  expect(lines).toEqual([
    '  ~ subscription  client  eshop.interface  d@acme.fr  on (no effect) → off',
    '  + subscription  client  eshop.email      a@acme.fr  default (on) → on',
    '  - subscription  client  ticketing.email  a@acme.fr  off → default (on)',
  ]);
});

test('20 changes a company and 200 in all are shown, then how many more', async () => {
  const many = Array.from({ length: 15 }, (_, i) => state(company(`C${String(i).padStart(2, '0')}`), []));
  const plan = planned(
    many,
    many.flatMap(({ company: { code } }) =>
      (['client'] as const).flatMap((universe): Request[] => [
        {
          kind: 'mailbox',
          origin: null,
          company: code,
          universe,
          values: Object.fromEntries(CATEGORIES.map((category) => [category, 'a@a.fr'])),
        },
        ...Array.from({ length: 14 }, (_, i): Request => {
          const contactOf = `${String(i)}@a.fr`;
          return {
            kind: 'contact',
            origin: null,
            mode: 'upsert',
            company: code,
            contact: contactOf,
            name: 'N',
            universes: ['client'],
          };
        }),
      ]),
    ),
  );
  const lines = (await text(plan)).split('\n');
  expect(lines.filter((line) => /^ {2}[+~-] /u.test(line))).toHaveLength(200);
  expect(lines.filter((line) => line === '  … and 1 more change in this company')).toHaveLength(10);
  expect(lines).toContain('… and 105 more changes in 5 other companies');
  expect(lines).not.toContain('C10');
});

test('losses beyond 20 are counted', async () => {
  const losses = Array.from(
    { length: 23 },
    (_, i) => ({ kind: 'contact', company: 'ACME', contact: `c${i}@acme.fr` }) as const,
  );
  const shown = await text({ ...example(), losses, recipients: 40, deliveries: null });
  expect(shown).toContain('Losses: 23 of 40 recipients will receive less.\n');
  expect(shown).toContain('  ACME  c19@acme.fr\n  … and 3 more\n');
  expect(shown).toContain(
    'Deliveries: not counted, because there are too many changes. To count them, add --impact.\n',
  );
});

test('kept, conflicts and skipped are reported when there are any', async () => {
  const plan = example();
  const shown = await text({ ...plan, summary: { ...plan.summary, kept: 2, conflicts: 1, skipped: 1234 } });
  expect(shown).toContain('Kept: 2, changed since the export.\nConflicts: 1.\nSkipped: 1,234,');
});

test('after applying: the number, and the way back', () => {
  const plan = example();
  const lines = [
    { plan, context: CONTEXT, changeSet: 12 },
    { plan, context: { ...CONTEXT, undoCommand: null }, changeSet: 13 },
    { plan, context: CONTEXT, changeSet: null },
  ].flatMap((document) => [...appliedLines(document, messagesIn.fr)]);
  expect(lines).toEqual([
    "Appliqué : modification n° 12. Pour l'annuler : abo undo 12",
    'Appliqué : modification n° 13.',
  ]);
});

test('as JSON, and once applied', async () => {
  const page = new MemoryOutput();
  await writePlanJson(example(), CONTEXT, undefined, page);
  expect(page.text).toMatchInlineSnapshot(`
    "{
      "schema": "abo.plan/1",
      "database": {"identity":"kqzt","name":"db.example.net/abo"},
      "input": {"name":"acme.csv","sha256":"ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34"},
      "undoes": null,
      "has_changes": true,
      "changes": [
        {"action":"change","kind":"mailbox","company":"ACME","contact":null,"universe":"client","category":"ticketing","channel":null,"field":null,"before":"old@acme.fr","after":"new@acme.fr","effective_before":null,"effective_after":null},
        {"action":"add","kind":"mailbox","company":"ACME","contact":null,"universe":"client","category":"messaging","channel":null,"field":null,"before":null,"after":"contact@acme.fr","effective_before":null,"effective_after":null},
        {"action":"change","kind":"subscription","company":"ACME","contact":"jean@acme.fr","universe":"client","category":"ticketing","channel":"email","field":null,"before":"off","after":"on","effective_before":false,"effective_after":true}
      ],
      "summary": {"add":1,"change":2,"remove":0,"unchanged":1,"kept":0,"conflicts":0,"skipped":0},
      "deliveries": {"gained":3,"lost":1},
      "losses": 0,
      "recipients": 2,
      "losing": [],
      "silenced": [],
      "inert": [],
      "without_admin": [],
      "audit_errors": [],
      "impact": null
    }
    "
  `);
  const applied = new MemoryOutput();
  await writePlanJson(example(), CONTEXT, 12, applied);
  expect(JSON.parse(applied.text)).toEqual({
    ...(JSON.parse(page.text) as object),
    schema: 'abo.change/1',
    change_set: 12,
  });
});
