/** The view `subscription_cell` says what the domain says. Source: docs/contract/rules.md, "Is this contact notified?". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELLS, storedIn } from '../../src/domain/cells.js';
import { effective } from '../../src/domain/effective.js';
import { choicesIn, snapshotOf, universeSet, type CompanyState } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import { isInert, UNIVERSES } from '../../src/domain/vocabulary.js';
import { LAYOUTS, emptyStore } from './engines.js';
import { become, changed, company, contact, ENTRY, statesIn, worlds } from './worlds.js';

const SELECT = 'select * from subscription_cell';

function cellsOf(state: CompanyState): Record<string, unknown>[] {
  return state.contacts.flatMap((contactState) => {
    const { contact } = contactState;
    return UNIVERSES.filter(
      (universe) => contact.universes.includes(universe) || choicesIn(contactState, universe).chosen !== 0,
    ).flatMap((universe) => {
      const choices = choicesIn(contactState, universe);
      return CELLS.map((cell) => {
        const { notified, reason } = effective(contact, universe, cell, choices);
        return {
          company: contact.company,
          contact: contact.email,
          name: contact.name,
          role: contact.role,
          access: Number(contact.access),
          universe,
          category: cell.category,
          channel: cell.channel,
          notified: Number(notified),
          stored: storedIn(choices, cell.bit),
          reason,
          inert: Number(isInert(universe, cell.category)),
        };
      });
    });
  });
}

const sorted = (rows: readonly Readonly<Record<string, unknown>>[]): string[] =>
  rows.map((row) => JSON.stringify(row)).sort();

describe.each(LAYOUTS)('$title', (engine) => {
  test('it equals the domain on any world', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { location, dispose } = await engine.empty();
        const store = await engine.engine.open(location);
        const draft = new Draft(snapshotOf([]));
        become(world, draft, []);
        const edits = [...draft.edits()];
        if (edits.length > 0) await store.write(edits, ENTRY);
        const states = await statesIn(store);
        await store.close();
        expect(sorted(await engine.query(location, SELECT))).toEqual(sorted(states.flatMap(cellsOf)));
        await dispose();
      }),
      { numRuns: engine.runs(50) },
    );
  });

  test('support staff can ask it who is not notified, and why', async () => {
    const { store, location } = await emptyStore(engine);
    await changed(store, (draft) => {
      draft.putCompany(company('ACME', { universes: universeSet(['client', 'operator']) }));
      const lea = contact('ACME', draft.newContactId(), 'lea@x.fr', { access: false });
      draft.putContact(lea);
      draft.putChoices('ACME', lea.id, 'client', { chosen: 0b11, on: 0b01 });
      draft.putChoices('ACME', lea.id, 'operator', { chosen: 0b10, on: 0b10 });
    });
    expect(
      await engine.query(
        location,
        `select universe, channel, ${engine.quoted('stored')}, reason from subscription_cell where category = 'eshop'
         order by universe, channel desc`,
      ),
    ).toEqual([
      { universe: 'client', channel: 'interface', stored: 'on', reason: 'no-portal-access' },
      { universe: 'client', channel: 'email', stored: 'off', reason: 'explicit-off' },
      { universe: 'operator', channel: 'interface', stored: 'default', reason: 'not-in-universe' },
      { universe: 'operator', channel: 'email', stored: 'on', reason: 'not-in-universe' },
    ]);
  });
});
