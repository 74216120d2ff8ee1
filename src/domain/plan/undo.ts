/**
 * Undoes a change set: each value that is still as the change set left it goes back to what it was before. A value that was
 * changed since is a conflict, and stays. So is what the change set added, when something that was added since depends on it:
 * a contact who has made a choice since is not removed.
 * Source: docs/contract/cli.md, "undo"; docs/contract/rules.md, "The journal".
 */
import { sameAddress } from '../address.js';
import {
  ALL_CELLS,
  cellsIn,
  changedCells,
  NO_CHOICES,
  storedIn,
  withStored,
  type CellMask,
  type Choices,
} from '../cells.js';
import { possibleCells } from '../effective.js';
import {
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  sameFields,
  SINGLE_COMPANY_FIELDS,
  valueIn,
  type Field,
  type FieldRecord,
  type FieldValue,
  type FieldValues,
} from '../fields.js';
import { choicesIn, type Company, type Contact, type Snapshot } from '../model.js';
import { CATEGORIES, UNIVERSES, type Universe } from '../vocabulary.js';
import { compareThree } from './conflict.js';
import { cellPlace, companyPlace, contactPlace, mailboxPlace, type Place } from './place.js';
import { Draft } from './draft.js';
import {
  companyFields,
  contactFields,
  type CompanyEdit,
  type ContactEdit,
  type Edit,
  type MailboxEdit,
  type SubscriptionEdit,
} from './edits.js';
import { linkOf } from './partner-links.js';
import { UndoConflicts, type Revert } from './undo-conflicts.js';
import { IntegrityCheck } from './undo-integrity.js';

/** An edit of the change set, and the cells of it to undo where it is a subscription's. */
export interface SelectedEdit {
  readonly edit: Edit;
  readonly cells: CellMask;
}

export interface Undone {
  /** The state with the change set undone: its difference to what is now is the plan. */
  readonly draft: Draft;
  readonly conflicts: UndoConflicts['list'];
  /** How many fields and cells are already as they were before the change set. */
  readonly unchanged: number;
  /** How many fields and cells stay as they are now, in conflict or because of one. */
  readonly kept: number;
}

/**
 * @param selected company by company, in the order of the change set
 * @param left the state that the change set left, where it touched it
 * @param now holds the companies touched, the partners that they had and have, and the rows of their clients
 */
export function undo(selected: readonly SelectedEdit[], left: Draft, now: Snapshot): Undone {
  const worldNow = new Draft(now);
  const undoing = new Undoing(selected, left, worldNow);
  for (const { edit, cells } of selected) undoing.revert(edit, cells);
  const { draft, conflicts, addedCompanies } = undoing;
  const edits = selected.map(({ edit }) => edit);
  new IntegrityCheck(edits, worldNow, draft, conflicts).restore(addedCompanies);
  let unchanged = 0;
  let kept = 0;
  for (const each of selected) {
    const wasBack = asBefore(worldNow, each);
    for (const [i, isBack] of asBefore(draft, each).entries()) {
      if (!isBack) kept++;
      else if (wasBack[i] === true) unchanged++;
    }
  }
  return { draft, conflicts: conflicts.list, unchanged, kept };
}

class Undoing {
  readonly draft: Draft;
  readonly conflicts = new UndoConflicts();
  /** Codes of the companies that the change set added: they are removed last, when it is known that nothing stays in them. */
  readonly addedCompanies: string[] = [];
  readonly #left: Draft;
  readonly #now: Draft;
  /** The cells that are selected themselves, by contact and universe. */
  readonly #cells = new Map<string, CellMask>();

  constructor(selected: readonly SelectedEdit[], left: Draft, now: Draft) {
    this.draft = new Draft(now);
    this.#left = left;
    this.#now = now;
    for (const { edit, cells } of selected) {
      if (edit.kind === 'subscription') this.#cells.set(cellsKey(edit), cells & changedCells(edit.before, edit.after));
    }
  }

  revert(edit: Edit, cells: CellMask): void {
    if (edit.kind === 'company') this.#revertCompany(edit);
    else if (edit.kind === 'contact') this.#revertContact(edit);
    else if (edit.kind === 'mailbox') this.#revertMailbox(edit);
    else this.#revertChoices(edit, cells);
  }

  #revertCompany(edit: CompanyEdit): void {
    const { company: code, before, after } = edit;
    const now = this.#now.row(code);
    if (before === null || after === null) {
      this.#revertWholeCompany(edit, now);
      return;
    }
    if (now === undefined) {
      this.conflicts.addRemoved(companyPlace(code, null), companyFields(after), companyFields(before));
      return;
    }
    const place = companyPlace(code, null);
    const back = this.#revertFields(SINGLE_COMPANY_FIELDS, before, after, now, place, (revert, current, next) =>
      this.#hasDependentMailboxes(revert, current, next),
    );
    this.draft.putCompany({ ...back, ...this.#revertedLink(before, after, now) });
  }

  #revertWholeCompany({ company: code, before, after }: CompanyEdit, now: Company | undefined): void {
    if (sameFields(COMPANY_FIELDS, now ?? null, before)) return;
    if (now !== undefined && !sameFields(COMPANY_FIELDS, now, after)) {
      const [left, wanted] = [after && companyFields(after), before && companyFields(before)];
      this.conflicts.addChanged(companyPlace(code, null), left, wanted, companyFields(now));
    } else if (before === null) {
      this.addedCompanies.push(code);
    } else {
      this.draft.putCompany(before);
    }
  }

  /** Returns the partner and its universe, which go back together. */
  #revertedLink(before: Company, after: Company, now: Company): Partial<Company> {
    const comparison = compareThree(linkOf(after), linkOf(before), linkOf(now));
    if (comparison === 'as-expected') return { partner: before.partner, partnerUniverse: before.partnerUniverse };
    if (comparison === 'conflict' && linkOf(after) !== linkOf(before)) {
      const field = now.partner === after.partner ? 'partnerUniverse' : 'partner';
      const place = companyPlace(now.code, field === 'partner' ? field : 'partner_universe');
      this.conflicts.add({ place, left: after[field], wanted: before[field] }, now[field]);
    }
    return {};
  }

  #revertContact({ company, id, before, after }: ContactEdit): void {
    const now = this.#now.contactById(company, id)?.contact;
    if (after === null) {
      if (before !== null && !sameFields(CONTACT_FIELDS, now ?? null, before)) this.#restoreContact(before, now);
    } else if (before === null) {
      if (now !== undefined) this.#removeContact(after, now);
    } else if (now === undefined) {
      this.conflicts.addRemoved(contactPlace(after, null), contactFields(after), contactFields(before));
    } else {
      const place = contactPlace(now, null);
      const back = this.#revertFields(CONTACT_FIELDS, before, after, now, place, (revert, current, next) =>
        this.#hasDependentChoices(revert, current, next),
      );
      this.draft.putContact(back);
    }
  }

  #restoreContact(before: Contact, now: Contact | undefined): void {
    if (now !== undefined) {
      this.conflicts.addChanged(contactPlace(now, null), null, contactFields(before), contactFields(now));
    } else if (this.draft.row(before.company) === undefined) {
      const revert = { place: contactPlace(before, null), left: null, wanted: before.email };
      this.conflicts.addBlocked(revert, companyPlace(before.company, null), null);
    } else {
      this.draft.putContact(before);
    }
  }

  #removeContact(after: Contact, now: Contact): void {
    const revert = { place: contactPlace(now, null), left: after.email, wanted: null };
    if (!sameFields(CONTACT_FIELDS, now, after)) {
      this.conflicts.addChanged(revert.place, contactFields(after), null, contactFields(now));
    } else if (!this.#hasDependentChoices(revert, now, null)) {
      this.draft.removeContact(now.company, now.id);
    }
  }

  #revertMailbox({ company, universe, category, before, after }: MailboxEdit): void {
    const revert = { place: mailboxPlace(company, universe, category), left: after, wanted: before };
    if (this.#now.row(company) === undefined && this.draft.row(company) === undefined) {
      if (before !== null) this.conflicts.addBlocked(revert, companyPlace(company, null), null);
      return;
    }
    const now = this.#now.mailbox(company, universe, category);
    const comparison = compareThree(after, before, now, sameAddress);
    if (comparison === 'as-expected') this.draft.putMailbox(company, universe, category, before);
    else if (comparison === 'conflict') this.conflicts.add(revert, now);
  }

  #revertChoices(edit: SubscriptionEdit, cells: CellMask): void {
    const { company, id, universe, before, after } = edit;
    const state = this.draft.contactById(company, id);
    const stateNow = this.#now.contactById(company, id);
    const contact = stateNow?.contact ?? state?.contact ?? edit.contactAfter ?? edit.contactBefore;
    // Removed with the contact whom the change set added.
    if (contact === null || (state === undefined && stateNow !== undefined)) return;
    const now = choicesOf(this.#now, company, id, universe);
    let back = state === undefined ? undefined : choicesIn(state, universe);
    for (const cell of cellsIn(cells & changedCells(before, after))) {
      const [left, wanted, value] = [storedIn(after, cell.bit), storedIn(before, cell.bit), storedIn(now, cell.bit)];
      const revert = { place: cellPlace(contact, universe, cell), left, wanted };
      if (back === undefined) {
        if (wanted !== 'default') this.conflicts.addBlocked(revert, contactPlace(contact, null), null);
        continue;
      }
      const comparison = compareThree(left, wanted, value);
      if (comparison === 'as-expected') back = withStored(back, cell.bit, wanted);
      else if (comparison === 'conflict') this.conflicts.add(revert, value);
    }
    if (back !== undefined) this.draft.putChoices(company, id, universe, back);
  }

  /**
   * Returns `now` with the fields that go back: those that the change set changed, that are still as it left them, and on
   * whose present value nothing depends.
   */
  #revertFields<F extends Field, Thing extends FieldValues<F>>(
    fields: readonly F[],
    before: FieldValues<F>,
    after: FieldValues<F>,
    now: Thing,
    place: Place,
    hasDependents: (revert: Revert, current: Thing, next: Thing) => boolean,
  ): Thing {
    let back = now;
    for (const field of fields) {
      const valueOf = (thing: FieldValues<F>): FieldValue => valueIn(thing, field) ?? null;
      const [left, wanted, value] = [valueOf(after), valueOf(before), valueOf(now)];
      if (left === wanted) continue;
      const revert = { place: { ...place, field: field.column }, left, wanted };
      const comparison = compareThree(left, wanted, value);
      if (comparison === 'conflict') this.conflicts.add(revert, value);
      if (comparison !== 'as-expected') continue;
      const next = { ...back, [field.key]: wanted };
      if (!hasDependents(revert, back, next)) back = next;
    }
    return back;
  }

  /** Were mailboxes set since in a universe that the company would lose? They would have no effect: adds them as conflicts. */
  #hasDependentMailboxes(revert: Revert, now: Company, { universes }: Company): boolean {
    let found = false;
    for (const universe of now.universes.filter((each) => !universes.includes(each))) {
      for (const category of CATEGORIES) {
        const email = this.#now.mailbox(now.code, universe, category);
        if (email === null || email === this.#left.mailbox(now.code, universe, category)) continue;
        found = true;
        this.conflicts.addBlocked(revert, mailboxPlace(now.code, universe, category), email);
      }
    }
    return found;
  }

  /**
   * Were choices made since that would have no effect once the contact is as in `next`? Adds them as conflicts, except those
   * that are to be reverted themselves.
   *
   * @param next null where the contact is to be removed
   */
  #hasDependentChoices(revert: Revert, now: Contact, next: Contact | null): boolean {
    const { company, id } = now;
    let found = false;
    for (const universe of UNIVERSES) {
      const lost = next === null ? ALL_CELLS : possibleCells(now, universe) & ~possibleCells(next, universe);
      const choices = choicesOf(this.#now, company, id, universe);
      const made = choices.chosen & changedCells(choices, choicesOf(this.#left, company, id, universe));
      const selected = this.#cells.get(cellsKey({ company, id, universe })) ?? 0;
      for (const cell of cellsIn(lost & made)) {
        found = true;
        if ((selected & cell.bit) !== 0) continue;
        this.conflicts.addBlocked(revert, cellPlace(now, universe, cell), storedIn(choices, cell.bit));
      }
    }
    return found;
  }
}

/** Returns, for each field or cell that an edit changed, whether it is as it was before the change set. */
function asBefore(world: Draft, { edit, cells }: SelectedEdit): readonly boolean[] {
  const { company } = edit;
  switch (edit.kind) {
    case 'company':
      return fieldsAsBefore(edit, companyFields, world.row(company));
    case 'contact':
      return fieldsAsBefore(edit, contactFields, world.contactById(company, edit.id)?.contact);
    case 'mailbox': {
      const email = world.row(company) === undefined ? null : world.mailbox(company, edit.universe, edit.category);
      return [sameAddress(email, edit.before)];
    }
    case 'subscription': {
      const choices = choicesOf(world, company, edit.id, edit.universe);
      const changed = cellsIn(cells & changedCells(edit.before, edit.after));
      return changed.map(({ bit }) => storedIn(choices, bit) === storedIn(edit.before, bit));
    }
  }
}

/** A link to a partner is one value in two fields: neither is as before while the other is not. */
const LINK_FIELDS: readonly string[] = ['partner', 'partner_universe'];

/** A company or contact that was added or removed counts once. */
function fieldsAsBefore<T>(
  { before, after }: { readonly before: T | null; readonly after: T | null },
  fieldsOf: (thing: T) => FieldRecord,
  thing: T | undefined,
): readonly boolean[] {
  if (before === null) return [thing === undefined];
  const wanted = fieldsOf(before);
  const fields = thing && fieldsOf(thing);
  const isAsBefore = (field: string): boolean =>
    (LINK_FIELDS.includes(field) ? LINK_FIELDS : [field]).every((each) => fields?.[each] === wanted[each]);
  if (after === null) return [Object.keys(wanted).every(isAsBefore)];
  const left = fieldsOf(after);
  return Object.keys(wanted)
    .filter((field) => wanted[field] !== left[field])
    .map(isAsBefore);
}

function choicesOf(world: Draft, company: string, id: number, universe: Universe): Choices {
  const state = world.contactById(company, id);
  return state === undefined ? NO_CHOICES : choicesIn(state, universe);
}

function cellsKey({ company, id, universe }: Pick<SubscriptionEdit, 'company' | 'id' | 'universe'>): string {
  return `${id} ${universe} ${company}`;
}
