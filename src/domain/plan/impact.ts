/**
 * What a plan does to recipients: losses, deliveries gained and lost, what falls silent, what can never work.
 * Source: docs/contract/rules.md, "Words for changes".
 */
import { addressKey } from '../address.js';
import { lacksAdmin } from '../audit/rules/no-admin.js';
import { CELLS, changedCells, countCells, type CellMask } from '../cells.js';
import { effectiveMailbox, notifiedCells } from '../effective.js';
import { choicesIn, type Company, type CompanyState, type Snapshot } from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import { audienceOfCategory, partnerAudienceOf, resolveAt, type Delivery } from '../resolution.js';
import { CATEGORIES, isInert, UNIVERSES, type Category, type Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';

/** A recipient that loses at least one cell: a contact, or a company's mailbox of one universe. */
export type Loss =
  | { readonly kind: 'contact'; readonly company: string; readonly contact: string }
  | { readonly kind: 'mailbox'; readonly company: string; readonly universe: Universe };

/** Nobody is delivered to any more, where somebody was. `company` is the one that events concern. */
export interface Silenced {
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
}

export interface DeliveryCounts {
  readonly gained: number;
  readonly lost: number;
}

export interface Impact {
  readonly deliveries: DeliveryCounts | null;
  readonly losses: readonly Loss[];
  readonly recipients: number;
  readonly silenced: readonly Silenced[];
  readonly inert: number;
  readonly withoutAdmin: readonly string[];
}

/** @param counted also count deliveries, which takes a resolution of all that is touched, before and after */
export function impactOf(before: Snapshot, after: Snapshot, edits: readonly Edit[], counted: boolean): Impact {
  const touched = [...new Set(edits.map(({ company }) => company))];
  const losses: Loss[] = [];
  let recipients = 0;
  const withoutAdmin: string[] = [];
  const relinked = new Set(edits.filter(({ kind }) => kind === 'company').map(({ company }) => company));
  // Only where somebody loses something, or is asked for another audience, can anything fall silent.
  const suspects = new Set(relinked);
  for (const code of touched) {
    const was = before.company(code);
    const willBe = after.company(code);
    const lost = lossesOf(code, was, willBe);
    recipients += lost.recipients;
    for (const loss of lost.losses) losses.push(loss);
    if (lost.losses.length > 0) suspects.add(code);
    if (lacksAdmin(willBe) && !lacksAdmin(was)) withoutAdmin.push(code);
  }

  const silenced: Silenced[] = [];
  const counts = { gained: 0, lost: 0 };
  const difference = differences();
  for (const group of groupsOf(before, after, counted ? touched : [...suspects])) {
    if (group.before.length > 0 && !group.reachesAfter) {
      silenced.push({ company: group.concerned, universe: group.universe, category: group.category });
    }
    const { gained, lost } = difference(group.before, group.after);
    counts.gained += gained;
    counts.lost += lost;
  }
  return {
    deliveries: counted ? counts : null,
    losses,
    recipients,
    silenced,
    inert: countInert(edits),
    withoutAdmin,
  };
}

/** The recipients of these companies that lose something by going from one world to the other. */
export function recipientsLosing(before: Snapshot, after: Snapshot, codes: Iterable<string>): readonly Loss[] {
  return [...codes].flatMap((code) => lossesOf(code, before.company(code), after.company(code)).losses);
}

/** The deliveries of one (concerned company, notified company, universe, category), before and after. */
interface Group {
  readonly concerned: string;
  readonly notified: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly before: readonly Delivery[];
  readonly after: readonly Delivery[];
  /** Is anybody delivered to after, here or, when the partner has changed, at the new one? */
  readonly reachesAfter: boolean;
}

function* groupsOf(before: Snapshot, after: Snapshot, touched: readonly string[]): Generator<Group> {
  for (const category of CATEGORIES) {
    // A partner is asked for each of its clients: its answers are kept. Made anew here, they go with the category.
    const kept = audienceOfCategory(category) === 'partner';
    const wasAt = resolver(before, kept);
    const isAt = resolver(after, kept);
    if (audienceOfCategory(category) === 'company') {
      for (const code of touched) {
        for (const universe of UNIVERSES) {
          const was = wasAt(code, universe, category);
          const willBe = isAt(code, universe, category);
          if (was.length + willBe.length > 0) {
            const reachesAfter = willBe.length > 0;
            yield { concerned: code, notified: code, universe, category, before: was, after: willBe, reachesAfter };
          }
        }
      }
      continue;
    }
    for (const code of concernedBy(before, touched)) {
      const links = new Map<string, { notified: string; universe: Universe; was: boolean; willBe: boolean }>();
      const note = (company: Company | undefined, when: 'was' | 'willBe'): void => {
        const audience = company === undefined ? null : partnerAudienceOf(company);
        for (const universe of audience?.universes ?? []) {
          const notified = audience?.company ?? code;
          const key = `${universe} ${notified}`;
          const link = links.get(key) ?? { notified, universe, was: false, willBe: false };
          link[when] = true;
          links.set(key, link);
        }
      };
      note(before.companyRow(code), 'was');
      note(after.companyRow(code), 'willBe');
      const reached = new Set<Universe>();
      for (const { notified, universe, willBe } of links.values()) {
        if (willBe && isAt(notified, universe, category).length > 0) reached.add(universe);
      }
      for (const { notified, universe, was, willBe } of links.values()) {
        yield {
          concerned: code,
          notified,
          universe,
          category,
          before: was ? wasAt(notified, universe, category) : NOBODY,
          after: willBe ? isAt(notified, universe, category) : NOBODY,
          reachesAfter: reached.has(universe),
        };
      }
    }
  }
}

const NOBODY: readonly Delivery[] = [];

/** Resolves a company's cells; `kept`: each once, however many clients ask for it. */
function resolver(
  snapshot: Snapshot,
  kept: boolean,
): (code: string, universe: Universe, category: Category) => readonly Delivery[] {
  const answers = new Map<string, readonly Delivery[]>();
  return (code, universe, category) => {
    const key = `${universe} ${category} ${code}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const deliveries = deliveriesOf(snapshot.company(code), universe, category);
    if (kept) answers.set(key, deliveries);
    return deliveries;
  };
}

/** What events bring to one universe and category of a company; nothing where it is not held, or none can. */
export function deliveriesOf(
  state: CompanyState | undefined,
  universe: Universe,
  category: Category,
): readonly Delivery[] {
  const asked = state?.company.universes.includes(universe) === true && !isInert(universe, category);
  return asked ? resolveAt(state, universe, category).deliveries : NOBODY;
}

/** The companies whose partner audience may differ: those touched (a new client is), and the clients of those. */
export function concernedBy(before: Snapshot, touched: readonly string[]): readonly string[] {
  const codes = new Set<string>();
  for (const code of touched) {
    codes.add(code);
    for (const client of before.clientsOf(code)) codes.add(client.code);
  }
  return [...codes];
}

/** Whom it is to, and how: what is the same here is the same delivery. */
export function deliveryKey({ channel, recipient }: Delivery): string {
  return `${channel} ${addressKey(recipient)}`;
}

/** Counts what is gained and lost; two lists compared before, as those of a partner are for each client, only once. */
function differences(): (before: readonly Delivery[], after: readonly Delivery[]) => DeliveryCounts {
  const known = new WeakMap<readonly Delivery[], WeakMap<readonly Delivery[], DeliveryCounts>>();
  return (before, after) => {
    const from = known.get(before) ?? new WeakMap<readonly Delivery[], DeliveryCounts>();
    const counts = from.get(after) ?? countDifference(before, after);
    from.set(after, counts);
    known.set(before, from);
    return counts;
  };
}

function countDifference(before: readonly Delivery[], after: readonly Delivery[]): DeliveryCounts {
  if (before === after) return { gained: 0, lost: 0 };
  const was = new Set(before.map(deliveryKey));
  const both = after.reduce((count, delivery) => (was.has(deliveryKey(delivery)) ? count + 1 : count), 0);
  return { gained: after.length - both, lost: before.length - both };
}

const LIVE_CELLS: Readonly<Record<Universe, CellMask>> = {
  client: liveCells('client'),
  ambassador: liveCells('ambassador'),
  operator: liveCells('operator'),
};

function liveCells(universe: Universe): CellMask {
  return CELLS.reduce((mask, cell) => (isInert(universe, cell.category) ? mask : mask | cell.bit), 0);
}

/** The cells in which each recipient is on; inert ones don't count. */
function onCells(state: CompanyState | undefined): ReadonlyMap<string, { readonly on: CellMask; readonly loss: Loss }> {
  const cells = new Map<string, { on: CellMask; loss: Loss }>();
  if (state === undefined) return cells;
  const company = state.company.code;
  for (const contactState of state.contacts) {
    const { contact } = contactState;
    contact.universes.forEach((universe) => {
      const on = notifiedCells(contact, universe, choicesIn(contactState, universe)) & LIVE_CELLS[universe];
      if (on !== 0) {
        cells.set(`${contact.id} ${universe}`, { on, loss: { kind: 'contact', company, contact: contact.email } });
      }
    });
  }
  for (const universe of state.company.universes) {
    const on = CATEGORIES.reduce((mask, category, i) => {
      const set = effectiveMailbox(state, universe, category).email !== null && !isInert(universe, category);
      return set ? mask | (1 << i) : mask;
    }, 0);
    if (on !== 0) cells.set(`mailbox ${universe}`, { on, loss: { kind: 'mailbox', company, universe } });
  }
  return cells;
}

function lossesOf(
  code: string,
  was: CompanyState | undefined,
  willBe: CompanyState | undefined,
): { readonly losses: readonly Loss[]; readonly recipients: number } {
  const before = onCells(was);
  if (before.size === 0) return { losses: [], recipients: 0 };
  const after = onCells(willBe);
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

/** How many changes are to cells that can never deliver. */
export function countInert(edits: readonly Edit[]): number {
  let inert = 0;
  for (const edit of edits) {
    if (edit.kind === 'mailbox' && isInert(edit.universe, edit.category)) inert++;
    if (edit.kind !== 'subscription') continue;
    const { before, after } = edit;
    const changed = changedCells(before, after);
    inert += countCells(changed & ~LIVE_CELLS[edit.universe]);
  }
  return inert;
}
