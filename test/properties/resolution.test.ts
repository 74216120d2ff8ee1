/** The resolver equals a naive reading of the spec, and accounts for everyone. Source: docs/contract/rules.md, "Who receives an event". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELLS } from '../../src/domain/cells.js';
import { effective, notifiedCells, possibleCells } from '../../src/domain/effective.js';
import { choicesIn } from '../../src/domain/model.js';
import { resolve } from '../../src/domain/resolution.js';
import { EVENTS, UNIVERSES } from '../../src/domain/vocabulary.js';
import { worldArbitrary } from '../support/arbitraries.js';
import { ORACLE_EVENTS, oracleNotified, oracleReason, oracleResolve, oracleStored } from '../support/oracle.js';

test('the catalogue of events is that of the specification', () => {
  expect(EVENTS.map(({ code, category, audience }) => [code, category, audience])).toEqual(ORACLE_EVENTS);
});

describe('resolve', () => {
  test('equals the naive implementation, for every event, company and universe', () => {
    fc.assert(
      fc.property(worldArbitrary, (snapshot) => {
        const world = snapshot.all();
        for (const { company } of world) {
          for (const { code, category, audience } of EVENTS) {
            for (const universe of [null, ...UNIVERSES]) {
              const resolution = resolve(snapshot, { category, audience, company: company.code, universe });
              expect(resolution).toEqual(oracleResolve(world, code, company.code, universe));
            }
          }
        }
      }),
    );
  });

  test('accounts for every contact on every channel, and for the mailbox, exactly once', () => {
    fc.assert(
      fc.property(worldArbitrary, (snapshot) => {
        for (const { company } of snapshot.all()) {
          for (const { category, audience } of EVENTS) {
            const { results } = resolve(snapshot, { category, audience, company: company.code, universe: null });
            for (const result of results) {
              const contacts = snapshot.company(result.company)?.contacts ?? [];
              const expected = [
                'mailbox email',
                ...contacts.flatMap(({ contact }) => [`${contact.email} interface`, `${contact.email} email`]),
              ];
              const named = (contact: string | null, channel: string): string => `${contact ?? 'mailbox'} ${channel}`;
              const accounted = [
                ...result.deliveries.flatMap(({ channel, because }) =>
                  because.map(({ contact }) => named(contact, channel)),
                ),
                ...result.notNotified.map(({ contact, channel }) => named(contact, channel)),
              ];
              expect(accounted.sort()).toEqual(expected.sort());
            }
          }
        }
      }),
    );
  });
});

describe('effective', () => {
  test('equals the naive reading of the table, for every contact, universe and cell', () => {
    fc.assert(
      fc.property(worldArbitrary, (snapshot) => {
        for (const state of snapshot.all().flatMap(({ contacts }) => contacts)) {
          for (const universe of UNIVERSES) {
            const choices = choicesIn(state, universe);
            const notified = notifiedCells(state.contact, universe, choices);
            const possible = possibleCells(state.contact, universe);
            for (const cell of CELLS) {
              const stored = oracleStored(state, universe, cell.category, cell.channel);
              const reason = oracleReason(state.contact, universe, cell.channel, stored);
              expect(effective(state.contact, universe, cell, choices)).toEqual({
                notified: oracleNotified(reason),
                reason,
              });
              expect((notified & cell.bit) !== 0).toBe(oracleNotified(reason));
              expect((possible & cell.bit) === 0).toBe(reason === 'not-in-universe' || reason === 'no-portal-access');
            }
          }
        }
      }),
    );
  });
});
