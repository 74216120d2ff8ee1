/** Every document obeys its published schema, and says nothing that the schema does not name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { plainLines } from '../../src/csv/line.js';
import { addressCardOf } from '../../src/domain/address-card.js';
import { AUDIT_RULES } from '../../src/domain/audit/finding.js';
import type { Acceptance } from '../../src/domain/audit/acceptance.js';
import { cellBit } from '../../src/domain/cells.js';
import { snapshotOf } from '../../src/domain/model.js';
import { Planner } from '../../src/domain/plan/planner.js';
import { mailboxRecords, subscriptionRecords } from '../../src/domain/records.js';
import { resolve } from '../../src/domain/resolution.js';
import { CATEGORIES, type Category } from '../../src/domain/vocabulary.js';
import { why, type Why } from '../../src/domain/why/why.js';
import { AboError } from '../../src/errors.js';
import { explanationsIn } from '../../src/messages/explanations.js';
import { messagesIn } from '../../src/messages/index.js';
import { auditDocument, auditRules, writeBaseline, type OfferedReport } from '../../src/views/audit.js';
import { companies, contacts, findings, mailboxes, subscriptions } from '../../src/views/directory-lists.js';
import { addressDocument, companyDocument, contactDocument } from '../../src/views/directory-pages.js';
import { decisionDocument } from '../../src/views/decision.js';
import { errorJson } from '../../src/views/errors.js';
import { writeEvents } from '../../src/views/events.js';
import { explainedRecords, explanationsList, explanationDocument } from '../../src/views/explanations.js';
import { changeSets, writeChangeSetJson } from '../../src/views/history.js';
import { writeDocument, writeStreamedDocument } from '../../src/views/json.js';
import { writeList, type ListView } from '../../src/views/list.js';
import type { Page } from '../../src/views/page.js';
import { writePlanJson, writeSavedPlan } from '../../src/views/plan-json.js';
import { errorsJson, writeRejected } from '../../src/views/problems.js';
import { simulationDocument } from '../../src/views/simulation-data.js';
import { verificationDocument } from '../../src/views/verification.js';
import { profiles, settings } from '../../src/views/settings.js';
import { copyDocument } from '../../src/views/copy.js';
import { statusDocument } from '../../src/views/status.js';
import { whyDocument, type WhyAnswer } from '../../src/views/why-data.js';
import { MemoryOutput } from '../support/memory-output.js';
import { acme, batches, company, state } from './building.js';

const { en } = messagesIn;
const acceptance: Acceptance = {
  ...{ rule: 'no-admin', reason: 'known', until: '2030-01-01' },
  ...{ companies: null, universe: null, category: null, channel: null, contact: null, address: null },
};
const FOLDER = join(import.meta.dirname, '../../schemas');
const world = [
  acme(),
  state(company('NORD', { partner: 'ACME', partnerUniverse: 'ambassador' }), [], { client: { mobile: 'm@nord.fr' } }),
  state(company('SEUL'), []),
];
const [first] = world;
const someone = first?.contacts[1];
if (first === undefined || someone === undefined) throw new Error('an empty world');

const list =
  <T>(view: ListView<T>, records: readonly T[]) =>
  async (page: Page): Promise<void> => {
    await writeList(view, batches(records), 'json', page, en, plainLines);
  };

function plan(impact = false) {
  const planner = new Planner(snapshotOf(world), { isAddress: () => true });
  const at = { origin: null, company: 'ACME' } as const;
  planner.add({ kind: 'company', ...at, company: 'NEW', mode: 'upsert', name: 'New', universes: ['client'] });
  planner.add({ kind: 'company', ...at, mode: 'set', universes: ['client'], name: 'Acme' });
  planner.add({ kind: 'company', ...at, company: 'NORD', mode: 'set', partner: null });
  planner.add({ kind: 'contact', ...at, mode: 'upsert', contact: 'n@acme.fr', name: 'N', universes: ['client'] });
  planner.add({ kind: 'contact', ...at, mode: 'set', contact: 'jean.petit@acme.fr', role: 'user' });
  planner.add({ kind: 'mailbox', ...at, universe: 'client', values: { ticketing: null, eshop: 'e@acme.fr' } });
  planner.add({
    kind: 'subscription',
    ...at,
    contact: 'n@acme.fr',
    universe: 'client',
    on: cellBit('ticketing', 'email'),
    off: 0,
    default: 0,
  });
  const made = planner.plan({ impact });
  expect(planner.problems).toEqual([]);
  expect(made.silenced).not.toEqual([]);
  return made;
}

const context = { database: { identity: 'kqzt', name: 'abo.db', engine: 'sqlite' }, input: null, undoes: null };
const ORIGIN = { at: new Date(0), actor: 'marie', command: 'company set', message: 'why' };
const input = { name: 'a.csv', sha256: 'ab12cd34'.repeat(8) };
const rejected: Parameters<typeof writeRejected>[0] = {
  problems: [{ code: 'unknown-company', origin: null, column: 'company', value: 'X', detail: {} }],
  sources: [],
};
const changeSet = {
  number: 1,
  at: new Date(0),
  actor: 'marie',
  command: 'onboard',
  message: null,
  input,
  undoes: null,
  undoneBy: 2,
  changes: 3,
};
const simulations = CATEGORIES.flatMap((category) =>
  ['ACME', 'NORD', 'SEUL'].map((code) => ({
    event: null,
    category,
    company: code,
    resolution: resolve(snapshotOf(world), {
      category,
      audience: category === 'mobile' ? 'partner' : 'company',
      company: code,
      universe: null,
    }),
  })),
);

const nothingOffered = { companyName: 'Acme', actorMay: false, command: null };
const auditReport: OfferedReport = {
  findings: [
    { rule: 'no-admin', severity: 'error', company: 'ACME', fingerprint: 'ab', ...nothingOffered },
    {
      ...{ rule: 'ineffective-subscription', severity: 'warning', company: 'ACME', universe: 'client' },
      ...{ category: 'mobile', channel: 'email', contact: 'a@acme.fr', address: 'a@acme.fr', detail: ['inert'] },
      ...{ command: ['abo', 'subscription', 'set'], fingerprint: 'cd', companyName: null, actorMay: false },
    },
  ],
  recorded: [{ fingerprint: 'ab', rule: 'no-admin', company: null }],
  kept: 0,
  counts: { error: 1, warning: 1, info: 0 },
  rules: new Map([['no-admin', 'error']]),
  ...{ companies: 1, accepted: 0, known: 1 },
  stale: [{ fingerprint: 'ef', rule: 'no-admin', company: 'X' }],
  expired: [{ ...acceptance, until: '2020-01-01' }],
  unused: [acceptance],
  imported: [{ name: 'in.csv', sha256: 'ab'.repeat(32) }],
};

/** Why this contact is or isn't notified, with a journal in which a role was changed, and the mailbox set. */
const endedBy = { number: 3, at: new Date(0) };

function whyAnswer(category: Category, find: WhyAnswer['changeSet']): WhyAnswer {
  return {
    event: null,
    category,
    why: whyOf('jean.petit@acme.fr', category),
    changeSet: find,
    commandOf: ({ kind }) => ['abo', kind],
  };
}

function whyOf(email: string, category: Category): Why {
  const contact = first?.contacts.find((each) => each.contact.email === email)?.contact;
  if (contact === undefined) throw new Error(`no contact ${email}`);
  const shared = world.map((each) =>
    each === first ? { ...each, mailboxes: { ...each.mailboxes, client: { ticketing: email } } } : each,
  );
  return why(snapshotOf(shared), { contact, category, company: 'ACME', universe: null }, [
    {
      changeSet: 2,
      edit: {
        kind: 'mailbox',
        company: 'ACME',
        universe: 'client',
        category: 'ticketing',
        before: null,
        after: email,
      },
    },
    {
      changeSet: 1,
      edit: { kind: 'contact', company: 'ACME', id: contact.id, before: { ...contact, role: 'user' }, after: contact },
    },
  ]);
}

const decided = { actor: 'a@b.fr', company: 'ACME', own: true, action: 'view', oneself: false } as const;

/** How each document is made; several ways where its shape varies. */
const DOCUMENTS: Readonly<Record<string, readonly ((page: Page) => Promise<void>)[]>> = {
  companies: [
    list(
      companies,
      world.map((each) => each.company),
    ),
  ],
  contacts: [
    list(
      contacts,
      first.contacts.map(({ contact }) => contact),
    ),
  ],
  mailboxes: [list(mailboxes, world.flatMap(mailboxRecords))],
  subscriptions: [list(subscriptions, first.contacts.flatMap(subscriptionRecords))],
  findings: [
    list(findings, [
      { kind: 'company', company: 'ACME', name: 'Acme', address: null, universe: null, category: null },
      { kind: 'mailbox', company: 'ACME', name: 'Acme', address: 'a@b.fr', universe: 'client', category: 'eshop' },
    ]),
  ],
  history: [
    list(changeSets, [changeSet, { ...changeSet, number: 2, input: null, undoes: 1, undoneBy: null }]),
    list(changeSets, [{ ...changeSet, actor: null, message: null, input: null }]),
  ],
  'change-set': [(page) => writeChangeSetJson(changeSet, batches(plan().edits), page)],
  plan: [
    (page) => writePlanJson(plan(), context, undefined, page),
    (page) => writePlanJson({ ...plan(), deliveries: null, edits: [] }, { ...context, input }, undefined, page),
    (page) => writePlanJson(plan(true), context, undefined, page),
    (page) => writePlanJson(plan(), { ...context, errors: errorsJson(rejected, en) }, undefined, page),
    (page) => writeSavedPlan(plan(), { ...context, undoCommand: null, companyName: () => 'Acme' }, ORIGIN, page),
  ],
  change: [
    (page) => writePlanJson(plan(), context, 12, page),
    (page) => writePlanJson({ ...plan(), edits: [] }, context, null, page),
    (page) => writePlanJson(plan(true), context, 12, page),
    (page) => writePlanJson(plan(), { ...context, errors: errorsJson(rejected, en) }, 12, page),
  ],
  simulation: [
    ...simulations.map((simulation) => (page: Page) => writeDocument(simulationDocument(simulation), page)),
    ...simulations.map((simulation) => (page: Page) => {
      const past = {
        moment: { number: 3, day: { name: '2026-11-24' } },
        earlier: [],
        refused: 'unknown-company',
      } as const;
      return writeDocument(simulationDocument(simulation, { past, imported: [] }), page);
    }),
  ],
  simulations: [
    async (page) => {
      const events = simulations.map((simulation, i) => ({ ...simulation, eventNo: i + 1, id: null }));
      await writeEvents(batches(events), 'json', page, en, plainLines);
    },
  ],
  explanations: [list(explanationsList, explainedRecords(explanationsIn.en))],
  explanation: explainedRecords(explanationsIn.fr).map(
    (record) => (page: Page) => writeDocument(explanationDocument(record), page),
  ),
  why: [
    (page) => writeDocument(whyDocument(whyAnswer('ticketing', () => changeSet)), page),
    (page) => writeDocument(whyDocument(whyAnswer('mobile', () => undefined)), page),
    (page) =>
      writeDocument(
        whyDocument(
          whyAnswer('ticketing', () => changeSet),
          {
            past: {
              moment: { number: 3, day: { name: '2026-11-24' } },
              earlier: [
                { number: 2, endedBy, answer: whyAnswer('ticketing', () => changeSet), refused: null },
                { number: 0, endedBy, answer: null, refused: 'unknown-contact' },
              ],
              refused: 'unknown-contact',
            },
            imported: [input],
          },
        ),
        page,
      ),
  ],
  error: [(page) => page.write(errorJson(new AboError('unknown-company', { company: 'A' }), en))],
  decision: [
    (page) => writeDocument(decisionDocument({ ...decided, decision: { allowed: true } }), page),
    (page) =>
      writeDocument(decisionDocument({ ...decided, decision: { allowed: false, reason: 'out-of-scope' } }), page),
  ],
  company: [
    (page) => writeDocument(companyDocument({ state: first, partner: null, clients: [company('NORD')] }), page),
  ],
  contact: [(page) => writeDocument(contactDocument(someone), page)],
  address: [
    (page) => {
      const card = addressCardOf(world, 'jean.petit@acme.fr');
      if (card === null) throw new Error('no such address');
      return writeDocument(addressDocument(card), page);
    },
  ],
  audit: [
    async (page) => {
      await writeStreamedDocument(auditDocument(auditReport, 'error', en), page);
    },
  ],
  'audit-rules': [
    list(auditRules, [
      { rule: 'no-admin', severity: 'error' },
      { rule: 'no-recipient', severity: null },
    ]),
  ],
  verification: [
    (page) => {
      const [result] = simulations[0]?.resolution.results ?? [];
      if (result === undefined) throw new Error('no result');
      const { company: code, universe, deliveries } = result;
      const row = {
        event: 'eshop',
        company: 'ACME',
        universe,
        channel: 'email',
        recipient: '*',
        expected: false,
      } as const;
      const unexpected = deliveries.map((delivery) => ({ company: code, universe, delivery }));
      const failed = { ...row, line: 2, verdict: { met: false, unexpected, missed: [] } };
      const missed = [{ universe: null, reason: 'no-partner' as const }];
      const other = { ...failed, line: null, universe: null, verdict: { met: false, unexpected: [], missed } };
      return writeDocument(verificationDocument({ file: 'e.csv', rows: [failed], unlisted: [other] }, en), page);
    },
  ],
  baseline: [(page) => writeBaseline(auditReport, page)],
  rejected: [(page) => writeRejected(rejected, true, 'json', page, en)],
  settings: [
    list(settings, [
      { setting: 'database', value: 'abo.db', source: 'flag', from: '--db' },
      { setting: 'protected', value: true, source: 'profile', from: 'prod' },
      { setting: 'password', value: null, source: 'default', from: null },
    ]),
  ],
  profiles: [
    list(profiles, [
      { name: 'a', database: 'a.db', readOnly: true, protected: false, password: null, chosenBy: null },
      { name: 'b', database: 'b', readOnly: false, protected: true, password: 'password_file', chosenBy: '--profile' },
    ]),
  ],
  copy: [
    (page) =>
      writeDocument(
        copyDocument({
          dryRun: false,
          source: { engine: 'sqlite', name: 'abo.db', identity: 'kqzt' },
          target: { engine: 'postgres', name: 'db.example.net/abo', identity: 'pfrm' },
          tables: [{ name: 'company', rows: 2, checksum: 'ab12cd34'.repeat(8) }],
        }),
        page,
      ),
    (page) =>
      writeDocument(
        copyDocument({
          dryRun: true,
          source: { engine: 'sqlite', name: 'abo.db', identity: 'kqzt' },
          target: { engine: 'mysql', name: 'db.example.net/abo', identity: null },
          tables: [{ name: 'company', rows: 2, checksum: null }],
        }),
        page,
      ),
  ],
  status: [
    (page) =>
      writeDocument(
        statusDocument({
          engine: 'sqlite',
          serverVersion: '3.50',
          name: 'abo.db',
          state: 'current',
          identity: 'kqzt',
          schemaVersion: '001',
          missingTriggers: [],
          latestVersion: '001',
          companies: 1,
          contacts: 2,
          lastChangeSet: changeSet,
          size: 4096,
        }),
        page,
      ),
  ],
};

/** The published schemas allow additions; here a key that is not in the schema is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy ? { ...copy, additionalProperties: false } : copy;
}

test('each schema has its document here', () => {
  // A settings file is no document: test/config holds it to its schema.
  const published = readdirSync(FOLDER)
    .map((file) => file.replace('.schema.json', ''))
    .filter((name) => name !== 'config');
  expect(Object.keys(DOCUMENTS).sort()).toEqual(published.sort());
});

test.each(Object.entries(DOCUMENTS))('abo.%s/1', async (name, writers) => {
  const schema = JSON.parse(readFileSync(join(FOLDER, `${name}.schema.json`), 'utf8')) as SchemaObject;
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  const isValid = ajv.compile(closed(schema) as SchemaObject);
  for (const write of writers) {
    const page = new MemoryOutput();
    await write(page);
    const document: unknown = JSON.parse(page.text);
    isValid(document);
    expect(isValid.errors ?? []).toEqual([]);
    expect(document).toMatchObject({ schema: `abo.${name}/1` });
  }
  expect(isValid({ schema: 'abo.other/1' })).toBe(false);
});

test('where a schema names the rules of the audit, it names them all', () => {
  const named = (value: unknown): readonly unknown[] => {
    if (typeof value !== 'object' || value === null) return [];
    return 'enum' in value && Array.isArray(value.enum) && value.enum.includes('no-admin')
      ? [value.enum]
      : Object.values(value).flatMap(named);
  };
  for (const schema of ['audit', 'audit-rules', 'baseline', 'config']) {
    const lists = named(JSON.parse(readFileSync(join(FOLDER, `${schema}.schema.json`), 'utf8')));
    expect(lists.length).toBeGreaterThan(0);
    for (const list of lists) expect(list).toEqual(AUDIT_RULES);
  }
});
