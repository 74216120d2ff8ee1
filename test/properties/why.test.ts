/**
 * The command that `why` offers reverses the answer, and changes nothing else but the side effects that it
 * names. Source: docs/contract/cli.md, "why".
 */
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveFilters } from '../../src/app/read/filters.js';
import { readImport } from '../../src/app/import/plan-import.js';
import { contactsIn } from '../../src/app/read/lists.js';
import { planRequests } from '../../src/app/change/plan-requests.js';
import { mailboxRequests, subscriptionRequests } from '../../src/app/change/cell-requests.js';
import { choiceAssignments, clearedMailboxes, contactAssignments } from '../../src/commands/lib/assignments.js';
import { commandOf } from '../../src/commands/lib/offered-commands.js';
import { plainLines } from '../../src/csv/line.js';
import { openCsv } from '../../src/csv/open.js';
import { addressKey } from '../../src/domain/address.js';
import { snapshotOf, type LoadedSnapshot } from '../../src/domain/model.js';
import type { DeliveryDifference } from '../../src/domain/plan/delivery-changes.js';
import type { Request } from '../../src/domain/plan/request.js';
import { audienceOfCategory, resolve } from '../../src/domain/resolution.js';
import { EVENTS, isUniverse, type Category } from '../../src/domain/vocabulary.js';
import type { Reversal, ReversalStep } from '../../src/domain/why/reversal.ts';
import { why, type Why } from '../../src/domain/why/why.js';
import { applyEdits } from '../support/apply.js';
import { worldArbitrary } from '../support/arbitraries.js';
import { memoryReader } from '../support/memory-reader.js';
import { oracleDeliveries } from '../support/oracle.js';

/** Addresses that a list of patterns would take for more, or for several: the command goes through a file. */
function withUnnameable(world: LoadedSnapshot): LoadedSnapshot {
  return snapshotOf(
    world.all().map((state) => ({
      ...state,
      contacts: state.contacts.map((each, i) => {
        const { contact } = each;
        if (i % 3 === 0) return each;
        const email = i % 3 === 1 ? `*${contact.email}` : `"a,${contact.email.replace('@', '.')}"@été.fr`;
        return { ...each, contact: { ...contact, email } };
      }),
    })),
  );
}

/** Some event at some company of some world. */
const questionArbitrary = fc.oneof(worldArbitrary, worldArbitrary.map(withUnnameable)).chain((snapshot) =>
  fc.record({
    snapshot: fc.constant(snapshot),
    company: fc.constantFrom(...snapshot.all().map(({ company }) => company.code), ''),
    event: fc.constantFrom(...EVENTS),
  }),
);

/** One contact and channel of a resolution. */
interface Line {
  readonly contact: string;
  readonly channel: string;
  readonly universe: string;
  readonly notified: boolean;
}

function linesOf(snapshot: LoadedSnapshot, company: string, category: Category): readonly (Line & { of: string })[] {
  const { results } = resolve(snapshot, { category, audience: audienceOfCategory(category), company, universe: null });
  return results.flatMap(({ company: of, universe, deliveries, notNotified }) => [
    ...notNotified.flatMap(({ contact, channel }) =>
      contact === null ? [] : [{ of, contact, channel, universe, notified: false }],
    ),
    ...deliveries.flatMap(({ channel, because }) =>
      because.flatMap(({ contact }) => (contact === null ? [] : [{ of, contact, channel, universe, notified: true }])),
    ),
  ]);
}

function whyOf(snapshot: LoadedSnapshot, of: string, email: string, company: string, category: Category): Why {
  const contact = snapshot.company(of)?.contacts.find((state) => state.contact.email === email)?.contact;
  if (contact === undefined) throw new Error(`no contact ${email}`);
  return why(snapshot, { contact, category, company, universe: null }, []);
}

test('why agrees with the resolution on every contact, and its command reverses the answer without unnamed side effects', async () => {
  let reversed = 0;
  await fc.assert(
    fc.asyncProperty(questionArbitrary, async ({ snapshot, company, event: { category } }) => {
      if (company === '') return;
      const before = oracleDeliveries(snapshot.all());
      for (const line of linesOf(snapshot, company, category)) {
        const { results } = whyOf(snapshot, line.of, line.contact, company, category);
        const cell = results
          .find(({ universe }) => universe === line.universe)
          ?.cells.find(({ channel }) => channel === line.channel);
        expect(cell?.notified).toBe(line.notified);
        expect(cell?.reason).toBe(cell?.rules.at(-1));
        const offered = cell?.reversal ?? null;
        if (offered === null) throw new Error('no change is offered');

        const after = await run(snapshot, offered);
        const now = linesOf(after, company, category).find(
          (other) =>
            other.of === line.of &&
            other.contact === line.contact &&
            other.channel === line.channel &&
            other.universe === line.universe,
        );
        expect(now?.notified).toBe(!line.notified);

        const meant = JSON.stringify([
          company,
          line.of,
          line.universe,
          category,
          line.channel,
          addressKey(line.contact),
        ]);
        const [gained, lost] = difference(before, oracleDeliveries(after.all()));
        expect(gained.filter((key) => key !== meant)).toEqual(named(offered, true));
        expect(lost.filter((key) => key !== meant)).toEqual(named(offered, false));
        reversed++;
      }
    }),
    { numRuns: 60 },
  );
  expect(reversed).toBeGreaterThan(50);
  expect(imported).toBeGreaterThan(10);
});

test('the offered command removes a mailbox that has the contact’s address, without unnamed side effects', async () => {
  let removed = 0;
  await fc.assert(
    fc.asyncProperty(questionArbitrary, async ({ snapshot, company, event: { category } }) => {
      if (company === '') return;
      const before = oracleDeliveries(snapshot.all());
      for (const line of linesOf(snapshot, company, category)) {
        if (line.channel !== 'email') continue;
        const { results } = whyOf(snapshot, line.of, line.contact, company, category);
        const cells = results.find(({ universe }) => universe === line.universe)?.cells ?? [];
        const mailbox = cells.find(({ channel }) => channel === 'email')?.mailbox ?? null;
        if (mailbox === null) continue;
        expect(addressKey(mailbox.email)).toBe(addressKey(line.contact));
        if (mailbox.reversal === null) throw new Error('no change is offered');
        const after = await run(snapshot, mailbox.reversal);
        const meant = JSON.stringify([company, line.of, line.universe, category, 'email', addressKey(line.contact)]);
        const [gained, lost] = difference(before, oracleDeliveries(after.all()));
        expect(gained).toEqual([]);
        expect(lost.filter((key) => key !== meant)).toEqual(named(mailbox.reversal, false));
        expect(lost.includes(meant)).toBe(!line.notified);
        removed++;
      }
    }),
    { numRuns: 300 },
  );
  expect(removed).toBeGreaterThan(5);
});

test('a contact outside the audience gets no results, and the reason says why', () => {
  fc.assert(
    fc.property(questionArbitrary, ({ snapshot, company, event: { category } }) => {
      if (company === '') return;
      const lines = linesOf(snapshot, company, category);
      for (const { contact } of snapshot.all().flatMap(({ contacts }) => contacts)) {
        const answer = whyOf(snapshot, contact.company, contact.email, company, category);
        const isAsked = lines.some((line) => line.of === contact.company && line.contact === contact.email);
        expect(answer.results.length > 0).toBe(isAsked);
        expect(answer.reason === null).toBe(isAsked);
      }
    }),
  );
});

/** Runs the offered commands one after the other, each as its words say, through the planner. */
async function run(snapshot: LoadedSnapshot, { steps }: Reversal): Promise<LoadedSnapshot> {
  let after = snapshot;
  for (const step of steps) after = await runStep(after, commandOf(step, [], await plainLines()).map(unquoted), step);
  return after;
}

async function runStep(
  snapshot: LoadedSnapshot,
  words: readonly string[],
  step: ReversalStep,
): Promise<LoadedSnapshot> {
  const reader = memoryReader(snapshot);
  if (words[0] === 'printf') return runImport(snapshot, words, step);
  const [abo, noun, verb, what = '', ...flags] = words;
  const value = (flag: string): string[] => flags.filter((_, i) => flags[i - 1] === flag);
  const scope = await resolveFilters(reader, {
    company: value('--company'),
    contact: value('--contact'),
    universe: value('--universe').filter(isUniverse),
  });
  const requests: Request[] = [];
  const command = [abo, noun, verb].join(' ');
  switch (step.kind) {
    case 'contact': {
      expect(command).toBe('abo contact set');
      const assignments = [what, ...flags.slice(0, flags.indexOf('--company'))];
      const fields = contactAssignments(assignments, 'rename');
      for await (const batch of contactsIn(reader, scope)) {
        for (const { company, email } of batch) {
          requests.push({ kind: 'contact', origin: null, mode: 'set', company, contact: email, ...fields });
        }
      }
      break;
    }
    case 'subscription':
      expect(command).toBe('abo subscription set');
      requests.push(...(await subscriptionRequests(reader, scope, { choices: choiceAssignments([what]), pin: false })));
      break;
    case 'mailbox':
      expect(command).toBe('abo mailbox clear');
      requests.push(...(await mailboxRequests(reader, scope, clearedMailboxes([what]))));
      break;
  }
  expect(requests).toHaveLength(1);
  return applyEdits(snapshot, (await planRequests(reader, requests)).plan.edits);
}

/** `printf '%s\n' HEADER ROW | abo NOUN import - --yes` */
async function runImport(
  snapshot: LoadedSnapshot,
  words: readonly string[],
  step: ReversalStep,
): Promise<LoadedSnapshot> {
  const [, format, header = '', row = '', ...command] = words;
  expect([format, ...command]).toEqual([String.raw`%s\n`, '|', 'abo', step.kind, 'import', '-', '--yes']);
  imported++;
  const stream = Readable.from([Buffer.from(`${header}\n${row}\n`)]);
  const kind = step.kind === 'contact' ? 'contacts' : 'subscriptions';
  const file = await openCsv(
    { name: '-', stream, tmp: tmpdir() },
    { source: 0, kind, updateOnly: false, empty: 'keep' },
  );
  try {
    const options = { identity: 'kqzt', twoWay: true };
    const { pass } = await readImport(memoryReader(snapshot), [file], options, () => undefined);
    return applyEdits(snapshot, pass.plan().plan.edits);
  } finally {
    await file.close();
  }
}

let imported = 0;

/** What a shell makes of a word in single quotes. */
function unquoted(word: string): string {
  return word.replaceAll(/'([^']*)'|\\(.)/gsu, (_, quoted: string | undefined, escaped: string | undefined) => {
    return quoted ?? escaped ?? '';
  });
}

function difference(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly [string[], string[]] {
  return [[...after].filter((key) => !before.has(key)).sort(), [...before].filter((key) => !after.has(key)).sort()];
}

function named({ sideEffects }: Reversal, gained: boolean): readonly string[] {
  return sideEffects
    .filter((effect) => effect.gained === gained)
    .map(keyOf)
    .sort();
}

function keyOf({ concerned, notified, universe, category, channel, recipient }: DeliveryDifference): string {
  return JSON.stringify([concerned, notified, universe, category, channel, addressKey(recipient)]);
}
