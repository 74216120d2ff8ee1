import { notifiedCells } from '../../effective.js';
import { CELLS } from '../../cells.js';
import { choicesIn, type ContactState } from '../../model.js';
import { isInert } from '../../vocabulary.js';
import type { AuditedCompany, Found } from '../finding.js';

/** An admin who receives nothing at all. Source: cli.md, "Audit rules", `admin-opted-out`. */
export function* adminOptedOut({ state, code }: AuditedCompany): Generator<Found> {
  for (const contactState of state.contacts) {
    const { contact } = contactState;
    if (contact.role !== 'admin' || receivesSomething(contactState)) continue;
    yield {
      company: code,
      contact: contact.email,
      mend: ['subscription', 'set', 'all=default', '--company', code, '--contact', contact.email],
    };
  }
}

function receivesSomething(state: ContactState): boolean {
  return state.contact.universes.some((universe) => {
    const notified = notifiedCells(state.contact, universe, choicesIn(state, universe));
    return CELLS.some(({ bit, category }) => (notified & bit) !== 0 && !isInert(universe, category));
  });
}
