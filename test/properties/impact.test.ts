/** What a plan says of its effect equals the difference of two whole resolutions. Source: docs/contract/rules.md, "Words for changes". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/domain/address.js';
import { choicesIn, mailboxIn, type LoadedSnapshot } from '../../src/domain/model.js';
import { compareCodePoints } from '../../src/domain/code-point-order.js';
import { Draft } from '../../src/domain/plan/draft.js';
import { deliveryDifferences, impactByCompany } from '../../src/domain/plan/delivery-changes.js';
import { impactOf } from '../../src/domain/plan/impact.js';
import { CATEGORIES, UNIVERSES } from '../../src/domain/vocabulary.js';
import { applyEdits, plain } from '../support/apply.js';
import { worldArbitrary } from '../support/arbitraries.js';
import { oracleCellsOn, oracleDeliveries, oracleReached } from '../support/oracle.js';

/** A draft from one world to another: contacts that both have are changed, the others are added or removed. */
function draftBetween(before: LoadedSnapshot, after: LoadedSnapshot): Draft {
  const draft = new Draft(before);
  for (const { company, contacts } of before.all()) {
    const goal = after.company(company.code);
    if (goal === undefined) {
      draft.removeCompany(company.code);
      continue;
    }
    for (const { contact } of contacts) {
      if (!goal.contacts.some((other) => other.contact.id === contact.id))
        draft.removeContact(company.code, contact.id);
    }
  }
  for (const state of after.all()) {
    const { company, contacts } = state;
    draft.putCompany(company);
    for (const contactState of contacts) {
      draft.putContact(contactState.contact);
      for (const universe of UNIVERSES) {
        draft.putChoices(company.code, contactState.contact.id, universe, choicesIn(contactState, universe));
      }
    }
    for (const universe of UNIVERSES) {
      for (const category of CATEGORIES) {
        draft.putMailbox(company.code, universe, category, mailboxIn(state, universe, category));
      }
    }
  }
  return draft;
}

const minus = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((x) => !b.has(x)).sort();

describe('a draft from one world to another', () => {
  test('reads as the other world, and its edits lead there', () => {
    fc.assert(
      fc.property(worldArbitrary, worldArbitrary, (before, after) => {
        const draft = draftBetween(before, after);
        const codes = new Set([...before.all(), ...after.all()].map(({ company }) => company.code));
        expect(plain([...codes].flatMap((code) => draft.company(code) ?? []))).toEqual(plain(after.all()));
        expect(plain(applyEdits(before, [...draft.edits()]).all())).toEqual(plain(after.all()));
        for (const code of codes) {
          expect(draft.clientsOf(code)).toEqual(after.clientsOf(code));
          expect(draft.row(code)).toEqual(after.company(code)?.company);
          expect(draft.companyRow(code)).toEqual(after.companyRow(code));
          for (const contactState of after.company(code)?.contacts ?? []) {
            expect(draft.contact(code, addressKey(contactState.contact.email))).toEqual(contactState);
          }
        }
      }),
    );
  });

  test('to the same world has no edits', () => {
    fc.assert(
      fc.property(worldArbitrary, (before) => {
        expect([...draftBetween(before, before).edits()]).toEqual([]);
      }),
    );
  });
});

describe('the impact of a plan', () => {
  test('is the difference of the deliveries of every event at every company', () => {
    fc.assert(
      fc.property(worldArbitrary, worldArbitrary, (before, after) => {
        const draft = draftBetween(before, after);
        const edits = [...draft.edits()];
        const was = oracleDeliveries(before.all());
        const willBe = oracleDeliveries(after.all());
        const { deliveries, silenced } = impactOf(draft, edits, true);
        expect(deliveries).toEqual({ gained: minus(willBe, was).length, lost: minus(was, willBe).length });

        const silentCells = minus(oracleReached(before.all()), oracleReached(after.all()));
        const cells = silenced.map(({ company, universe, category }) => JSON.stringify([company, universe, category]));
        expect(cells.sort()).toEqual(silentCells);
        const uncounted = impactOf(draft, edits, false);
        expect(uncounted.deliveries).toBeNull();
        expect(new Set(uncounted.silenced)).toEqual(new Set(silenced));

        const named = [...deliveryDifferences(draft, edits)].map(
          ({ concerned, notified, universe, category, channel, recipient, gained }) => [
            gained,
            JSON.stringify([concerned, notified, universe, category, channel, addressKey(recipient)]),
          ],
        );
        const expected = [
          ...minus(willBe, was).map((key) => [true, key]),
          ...minus(was, willBe).map((key) => [false, key]),
        ];
        expect(named.map(String).sort()).toEqual(expected.map(String).sort());
      }),
      { numRuns: 300 },
    );
  });

  test('counts the recipients that lose a cell, and those there were in the companies touched', () => {
    fc.assert(
      fc.property(worldArbitrary, worldArbitrary, (before, after) => {
        const draft = draftBetween(before, after);
        const edits = [...draft.edits()];
        const { losses, recipients } = impactOf(draft, edits, false);
        const expected: string[] = [];
        let count = 0;
        for (const code of new Set(edits.map(({ company }) => company))) {
          const state = before.company(code);
          const was = oracleCellsOn(state);
          const willBe = oracleCellsOn(after.company(code));
          count += was.size;
          for (const [recipient, cells] of was) {
            if (minus(cells, willBe.get(recipient) ?? new Set()).length === 0) continue;
            const contact = state?.contacts.find(({ contact: { id } }) => recipient === `contact ${id}`)?.contact.email;
            expected.push(`${code} ${contact ?? recipient}`);
          }
        }
        const named = losses.map((loss) =>
          loss.kind === 'contact' ? `${loss.company} ${loss.contact}` : `${loss.company} mailbox ${loss.universe}`,
        );
        expect(named.sort()).toEqual(expected.sort());
        expect(recipients).toBe(count);
      }),
      { numRuns: 300 },
    );
  });

  test('lists each cell of a company once for the same events, in order', () => {
    fc.assert(
      fc.property(worldArbitrary, worldArbitrary, (before, after) => {
        const draft = draftBetween(before, after);
        const impacts = [...impactByCompany(draft, [...draft.edits()])];
        const companies = impacts.map(({ company }) => company);
        expect(companies).toEqual([...new Set(companies)].sort(compareCodePoints));
        for (const { company, cells } of impacts) {
          const seen = cells.flatMap(({ universe, category, channel, concerned, starts, stops }) => {
            for (const people of [starts, stops].map((list) => list.map(addressKey))) {
              expect(people).toEqual([...new Set(people)].sort(compareCodePoints));
            }
            expect(starts.length + stops.length).toBeGreaterThan(0);
            return concerned.map((code) => JSON.stringify([universe, category, channel, code]));
          });
          expect(new Set(seen).size, company).toBe(seen.length);
          expect(seen.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
