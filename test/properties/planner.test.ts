/** Properties of plans made from inputs. Source: docs/contract/rules.md, "Setting a value" and "Within one input". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/domain/address.js';
import { ALL_CELLS, CELLS, storedIn, type CellMask } from '../../src/domain/cells.js';
import { notifiedCells, possibleCells } from '../../src/domain/effective.js';
import { choicesIn, snapshotOf, type CompanyState, type LoadedSnapshot } from '../../src/domain/model.js';
import { Planner } from '../../src/domain/plan/planner.js';
import type { Request } from '../../src/domain/plan/request.js';
import type { Problem } from '../../src/domain/problems.js';
import { UNIVERSES } from '../../src/domain/vocabulary.js';
import { applyEdits, plain } from '../support/apply.js';
import { requestsArbitrary, worldArbitrary } from '../support/arbitraries.js';
import { expectConsistent } from '../support/consistency.js';
import { isAddress, planned, plannedWith } from '../support/planning.js';

function plannerOf(before: LoadedSnapshot, requests: readonly Request[]): Planner {
  const planner = new Planner(before, { isAddress, allowDuplicate: true });
  for (const request of requests) planner.add(request);
  planner.settleDirectory();
  return planner;
}

/** The requests that create a state: every field and cell that an input can set. */
function requestsFor(state: CompanyState, cellsOf: (row: CellsRow) => CellsRow['requested']): Request[] {
  const { company } = state;
  const row = { origin: null, company: company.code };
  return [
    {
      kind: 'company',
      mode: 'upsert',
      ...row,
      name: company.name,
      universes: company.universes,
      partner: company.partner,
      ...(company.partnerUniverse === null ? {} : { partnerUniverse: company.partnerUniverse }),
    },
    ...UNIVERSES.map((universe): Request => ({
      kind: 'mailbox',
      ...row,
      universe,
      values: state.mailboxes[universe] ?? {},
    })),
    ...state.contacts.flatMap(({ contact, choices }): Request[] => [
      {
        kind: 'contact',
        mode: 'upsert',
        ...row,
        contact: contact.email,
        name: contact.name,
        role: contact.role,
        access: contact.access,
        universes: contact.universes,
        ref: contact.ref,
      },
      ...UNIVERSES.map((universe): Request => {
        const stored = choicesIn({ contact, choices }, universe);
        const notified = notifiedCells(contact, universe, stored);
        const requested = cellsOf({ ...stored, notified, requested: { on: 0, off: 0, default: 0 } });
        return { kind: 'subscription', ...row, contact: contact.email, universe, ...requested };
      }),
    ]),
  ];
}

interface CellsRow {
  readonly chosen: CellMask;
  readonly on: CellMask;
  readonly notified: CellMask;
  readonly requested: Readonly<Record<'on' | 'off' | 'default', CellMask>>;
}

const FORMS: Readonly<Record<string, (row: CellsRow) => CellsRow['requested']>> = {
  // A dormant `on` has no effective form: `off` would remove it.
  effective: ({ on, notified }) => ({ on: notified, off: ALL_CELLS & ~notified & ~on, default: 0 }),
  stored: ({ chosen, on }) => ({ on, off: chosen & ~on, default: ALL_CELLS & ~chosen }),
};

describe('requesting what is already stored', () => {
  test.each(Object.keys(FORMS))('changes nothing, in %s form', (form) => {
    fc.assert(
      fc.property(worldArbitrary, (before) => {
        const requests = before
          .all()
          .flatMap((state) => requestsFor(state, FORMS[form] ?? (({ requested }) => requested)));
        const { changes, refusals, plan } = planned(before, ...requests);
        expect({ changes, refusals }).toEqual({ changes: [], refusals: [] });
        expect(plan.summary).toMatchObject({ add: 0, change: 0, remove: 0, skipped: 0 });
        expect(plan).toMatchObject({ deliveries: { gained: 0, lost: 0 }, losses: [], silenced: [], inert: 0 });
      }),
    );
  });

  test('in an empty database creates the same state, with every choice pinned and without dormant values', () => {
    fc.assert(
      fc.property(worldArbitrary, (goal) => {
        const goals = goal.all().map(withoutDormant);
        const requests = goals
          .flatMap((state) => requestsFor(state, ({ chosen, on }) => ({ on, off: chosen & ~on, default: 0 })))
          .map((request) => (request.kind === 'subscription' ? { ...request, pin: true } : request));
        const { after, refusals } = plannedWith({ allowDuplicate: true }, snapshotOf([]), requests);
        expect(refusals).toEqual([]);
        expect(withoutIds(plain(after.all()))).toEqual(withoutIds(plain(goals)));
      }),
    );
  });
});

/** A state without the choices and mailboxes that have no effect: those that can't be made. */
function withoutDormant(state: CompanyState): CompanyState {
  const { universes } = state.company;
  return {
    company: state.company,
    mailboxes: Object.fromEntries(universes.map((universe) => [universe, state.mailboxes[universe] ?? {}])),
    contacts: state.contacts.map(({ contact, choices }) => ({
      contact,
      choices: Object.fromEntries(
        UNIVERSES.flatMap((universe) => {
          const { chosen, on } = choicesIn({ contact, choices }, universe);
          const possible = possibleCells(contact, universe);
          return (chosen & possible) === 0 ? [] : [[universe, { chosen: chosen & possible, on: on & possible }]];
        }),
      ),
    })),
  };
}

/** Plain data, in which a contact that was just made is like any other. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'id' ? undefined : inner)));
}

describe('a plan', () => {
  test('applied edit by edit, gives the draft', () => {
    fc.assert(
      fc.property(worldArbitrary, requestsArbitrary, (before, requests) => {
        const planner = plannerOf(before, requests);
        // Two contacts of one address have no order.
        fc.pre(!planner.problems.some(({ code }) => code === 'duplicate-contact'));
        const after = applyEdits(before, planner.plan({ impact: true }).edits);
        const codes = [...new Set([...before.all().map(({ company }) => company.code), ...planner.draft.touched()])];
        const draft = codes.flatMap((code) => planner.draft.company(code) ?? []);
        expect(plain(draft)).toEqual(plain(after.all()));
      }),
      { numRuns: 500 },
    );
  });

  test('is consistent when there is no problem', () => {
    fc.assert(
      fc.property(worldArbitrary, requestsArbitrary, (before, requests) => {
        const planner = plannerOf(before, requests);
        fc.pre(planner.problems.length === 0);
        expectConsistent(applyEdits(before, planner.plan().edits));
      }),
      { numRuns: 300 },
    );
  });
});

describe('row order', () => {
  /** A problem without what may depend on the order: the row that is named, and the spelling of an address. */
  const shape = ({ code, column, detail }: Problem): string =>
    JSON.stringify([
      code,
      column === 'new_email' ? 'contact' : column,
      detail.variant,
      [...(detail.names ?? [])].sort(),
    ]);
  const contradicts = (problems: readonly Problem[]): boolean =>
    problems.some(({ code }) => code === 'contradictory-rows');
  /** A snapshot without what may depend on the order: the identities of new contacts, the spelling of an address. */
  const outcome = (before: LoadedSnapshot, planner: Planner): unknown =>
    JSON.parse(
      JSON.stringify(plain(applyEdits(before, planner.plan().edits).all()), (key, value: unknown) => {
        if (key === 'id' && typeof value === 'number' && value < 0) return 'new';
        return typeof value === 'string' ? addressKey(value) : value;
      }),
    );

  test('never matters', () => {
    fc.assert(
      fc.property(
        worldArbitrary,
        requestsArbitrary.chain((requests) =>
          fc.tuple(
            fc.constant(requests),
            fc.shuffledSubarray([...requests], { minLength: requests.length, maxLength: requests.length }),
          ),
        ),
        (before, [requests, shuffled]) => {
          const one = plannerOf(before, requests);
          const other = plannerOf(before, shuffled);
          expect(contradicts(other.problems)).toBe(contradicts(one.problems));
          // Of two rows that contradict each other the first counts: the input is refused anyway.
          if (contradicts(one.problems)) return;
          expect(other.problems.map(shape).sort()).toEqual(one.problems.map(shape).sort());
          if (one.problems.length === 0) expect(outcome(before, other)).toEqual(outcome(before, one));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('every requested cell', () => {
  test('is as requested afterwards, or refused', () => {
    fc.assert(
      fc.property(worldArbitrary, requestsArbitrary, (before, requests) => {
        const planner = plannerOf(before, requests);
        fc.pre(planner.problems.length === 0);
        for (const request of requests) {
          if (request.kind !== 'subscription') continue;
          const state = planner.draft.contact(request.company, addressKey(request.contact));
          if (state === undefined) throw new Error('a request for an unknown contact was not refused');
          for (const universe of request.universe === '*' ? state.contact.universes : [request.universe]) {
            const choices = choicesIn(state, universe);
            const notified = notifiedCells(state.contact, universe, choices);
            for (const { bit } of CELLS) {
              const stored = storedIn(choices, bit);
              const on = (notified & bit) !== 0;
              const lenient = ((request.lenient ?? 0) & bit) !== 0;
              if ((request.on & bit) !== 0 && !lenient) expect(on || stored === 'on').toBe(true);
              if ((request.off & bit) !== 0) expect([on, stored]).not.toEqual([false, 'on']);
              if ((request.off & bit) !== 0) expect(on).toBe(false);
              if ((request.default & bit) !== 0) expect(stored).toBe('default');
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
