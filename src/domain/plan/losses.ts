/**
 * The recipients that lose something by a plan. Losses are counted in recipients: a contact who loses five cells is one loss.
 * Source: docs/contract/rules.md, "Words for changes".
 */
import { addressKey } from '../address.js';
import { maskOf, type CellMask } from '../cells.js';
import { compareCodePoints } from '../code-point-order.js';
import { effectiveMailbox, notifiedCells } from '../effective.js';
import { choicesIn, type CompanyState, type Snapshot } from '../model.js';
import { CATEGORIES, isInert, type Universe } from '../vocabulary.js';

/** A recipient that loses at least one cell: a contact, or a company's mailbox of one universe. */
export type Loss =
  | { readonly kind: 'contact'; readonly company: string; readonly contact: string }
  | { readonly kind: 'mailbox'; readonly company: string; readonly universe: Universe };

/** The cells of each universe that an event can reach: all but the inert ones. */
export const LIVE_CELLS: Readonly<Record<Universe, CellMask>> = {
  client: maskOf(({ category }) => !isInert('client', category)),
  ambassador: maskOf(({ category }) => !isInert('ambassador', category)),
  operator: maskOf(({ category }) => !isInert('operator', category)),
};

export function recipientsLosing(before: Snapshot, after: Snapshot, codes: Iterable<string>): readonly Loss[] {
  return [...codes].flatMap((code) => lossesOf(code, before.company(code), after.company(code)).losses);
}

/** Returns a company's losses, and how many recipients it has before. */
export function lossesOf(
  code: string,
  was: CompanyState | undefined,
  willBe: CompanyState | undefined,
): { readonly losses: readonly Loss[]; readonly recipients: number } {
  const before = cellsOn(was);
  if (before.size === 0) return { losses: [], recipients: 0 };
  const after = cellsOn(willBe);
  const recipients = new Set<string>();
  const losses = new Map<string, Loss>();
  for (const [key, { on, loss }] of before) {
    const recipient = loss.kind === 'contact' ? addressKey(loss.contact) : key;
    recipients.add(recipient);
    if ((on & ~(after.get(key)?.on ?? 0)) !== 0) losses.set(recipient, loss);
  }
  return {
    losses: [...losses].sort(([a], [b]) => compareCodePoints(`${code} ${a}`, `${code} ${b}`)).map(([, loss]) => loss),
    recipients: recipients.size,
  };
}

/** Returns the live cells in which each recipient is on: by contact and universe, or by mailbox and universe. */
function cellsOn(state: CompanyState | undefined): ReadonlyMap<string, { readonly on: CellMask; readonly loss: Loss }> {
  const cells = new Map<string, { on: CellMask; loss: Loss }>();
  if (state === undefined) return cells;
  const company = state.company.code;
  for (const contactState of state.contacts) {
    const { contact } = contactState;
    for (const universe of contact.universes) {
      const on = notifiedCells(contact, universe, choicesIn(contactState, universe)) & LIVE_CELLS[universe];
      if (on === 0) continue;
      cells.set(`${contact.id} ${universe}`, { on, loss: { kind: 'contact', company, contact: contact.email } });
    }
  }
  for (const universe of state.company.universes) {
    const on = CATEGORIES.reduce((mask, category, i) => {
      const isOn = effectiveMailbox(state, universe, category).email !== null && !isInert(universe, category);
      return isOn ? mask | (1 << i) : mask;
    }, 0);
    if (on !== 0) cells.set(`mailbox ${universe}`, { on, loss: { kind: 'mailbox', company, universe } });
  }
  return cells;
}
