/**
 * A change set taken back: what still holds what it wrote goes back to what was before it. What was changed since, and what
 * was hung since on something that it added, is a conflict, and is left alone.
 * Source: docs/contract/cli.md, "undo"; docs/contract/rules.md, "The journal".
 */
import {
  ALL_CELLS,
  CELLS,
  changedCells,
  NO_CHOICES,
  storedIn,
  withStored,
  type CellMask,
  type Choices,
} from '../cells.js';
import { possibleCells } from '../effective.js';
import { choicesIn, sameCompany, sameContact, type Company, type Contact, type Snapshot } from '../model.js';
import { CATEGORIES, UNIVERSES } from '../vocabulary.js';
import {
  cellPlace,
  companyPlace,
  compareThree,
  contactPlace,
  mailboxPlace,
  sameAddress,
  type CellValue,
  type ConflictPlace,
} from './conflict.js';
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
import { UndoConflicts } from './undo-conflicts.js';
import { restoreIntegrity } from './undo-integrity.js';

/** An edit of the change set, as far as it is to be taken back: of choices, these cells. */
export interface SelectedEdit {
  readonly edit: Edit;
  readonly cells: CellMask;
}

export interface Undone {
  /** The world with the change set taken back: its difference to what is now is the plan. */
  readonly draft: Draft;
  readonly conflicts: UndoConflicts['list'];
  /** Fields and cells that are already as they were before. */
  readonly unchanged: number;
  /** Fields and cells that are left as they are now, in conflict or because of one. */
  readonly kept: number;
}

/**
 * @param reached company by company, in the order of the change set
 * @param left the world as the change set left it, where it touched it
 * @param now must hold the companies touched, the partners that they had and have, and the rows of their clients
 */
export function undo(reached: readonly SelectedEdit[], left: Draft, now: Snapshot): Undone {
  const undoing = new Undoing(reached, left, now);
  for (const { edit, cells } of reached) undoing.takeBack(edit, cells);
  const { draft, conflicts } = undoing;
  restoreIntegrity(
    reached.map(({ edit }) => edit),
    undoing.leaving,
    new Draft(now),
    draft,
    conflicts,
  );
  let unchanged = 0;
  let kept = 0;
  for (const { edit, cells } of reached) {
    for (const [isBack, wasThere] of undoing.outcomes(edit, cells)) {
      if (!isBack) kept++;
      else if (wasThere) unchanged++;
    }
  }
  return { draft, conflicts: conflicts.list, unchanged, kept };
}

class Undoing {
  readonly draft: Draft;
  readonly conflicts = new UndoConflicts();
  /** Companies that were added: they go last, when it is known who stays in them. */
  readonly leaving: string[] = [];
  private readonly now: Draft;
  /** The cells that are taken back on their own account, by contact and universe. */
  private readonly cells = new Map<string, CellMask>();

  constructor(
    reached: readonly SelectedEdit[],
    private readonly left: Draft,
    now: Snapshot,
  ) {
    this.draft = new Draft(now);
    this.now = new Draft(now);
    for (const { edit, cells } of reached) {
      if (edit.kind === 'subscription') this.cells.set(cellsKey(edit), cells & changedCells(edit.before, edit.after));
    }
  }

  takeBack(edit: Edit, cells: CellMask): void {
    switch (edit.kind) {
      case 'company':
        this.takeBackCompany(edit);
        return;
      case 'contact':
        this.takeBackContact(edit);
        return;
      case 'mailbox':
        this.takeBackMailbox(edit);
        return;
      case 'subscription':
        this.takeBackChoices(edit, cells);
        return;
    }
  }

  private takeBackCompany(edit: CompanyEdit): void {
    const { company: code, before, after } = edit;
    const now = this.now.row(code);
    if (before === null || after === null) {
      if (sameCompany(now ?? null, before)) return;
      if (sameCompany(now ?? null, after)) {
        if (before === null) this.leaving.push(code);
        else this.draft.putCompany(before);
      } else {
        this.tellFields(
          (field) => companyPlace(code, field),
          after && companyFields(after),
          before && companyFields(before),
          now && companyFields(now),
        );
      }
      return;
    }
    if (now === undefined) {
      this.conflicts.tellGone(companyPlace(code, null), companyFields(after), companyFields(before));
      return;
    }
    const back = { ...now };
    if (this.goesBack(companyPlace(code, 'name'), after.name, before.name, now.name)) back.name = before.name;
    if (
      this.goesBack(companyPlace(code, 'universes'), after.universes, before.universes, now.universes) &&
      this.leavesMailboxes(back, before)
    ) {
      back.universes = before.universes;
    }
    const link = (company: Company): string => `${company.partnerUniverse ?? ''} ${company.partner ?? ''}`;
    const field = now.partner === after.partner ? 'partnerUniverse' : 'partner';
    const place = companyPlace(code, field === 'partner' ? field : 'partner_universe');
    const comparison = compareThree(link(after), link(before), link(now));
    if (comparison === 'as-expected') {
      back.partner = before.partner;
      back.partnerUniverse = before.partnerUniverse;
    } else if (comparison === 'conflict' && link(after) !== link(before)) {
      this.conflicts.tell(place, after[field], before[field], now[field]);
    }
    this.draft.putCompany(back);
  }

  private takeBackContact(edit: ContactEdit): void {
    const { company, id, before, after } = edit;
    const state = this.now.contactById(company, id);
    const now = state?.contact;
    if (after === null) {
      if (before === null || sameContact(now ?? null, before)) return;
      if (now !== undefined) {
        this.tellFields((field) => contactPlace(now, field), null, contactFields(before), contactFields(now));
      } else if (this.draft.row(company) === undefined) {
        this.conflicts.tellCause(contactPlace(before, null), null, before.email, companyPlace(company, null), null);
      } else {
        this.draft.putContact(before);
      }
      return;
    }
    if (before === null) {
      if (now === undefined) return;
      if (!sameContact(now, after)) {
        this.tellFields((field) => contactPlace(now, field), contactFields(after), null, contactFields(now));
      } else if (!this.hasHungChoices(contactPlace(now, null), after.email, null, now, NONE_POSSIBLE)) {
        this.draft.removeContact(company, id);
      }
      return;
    }
    if (now === undefined) {
      this.conflicts.tellGone(contactPlace(after, null), contactFields(after), contactFields(before));
      return;
    }
    const place = (field: string): ConflictPlace => contactPlace(now, field);
    const back = { ...now };
    if (this.goesBack(place('email'), after.email, before.email, now.email)) back.email = before.email;
    if (this.goesBack(place('name'), after.name, before.name, now.name)) back.name = before.name;
    if (this.goesBack(place('role'), after.role, before.role, now.role)) back.role = before.role;
    if (
      this.goesBack(place('access'), after.access, before.access, now.access) &&
      !this.hasHungChoices(place('access'), after.access, before.access, back, { ...back, access: before.access })
    ) {
      back.access = before.access;
    }
    if (this.goesBack(place('universes'), after.universes, before.universes, now.universes)) {
      const { universes } = before;
      if (!this.hasHungChoices(place('universes'), after.universes, universes, back, { ...back, universes })) {
        back.universes = universes;
      }
    }
    if (this.goesBack(place('ref'), after.ref, before.ref, now.ref)) back.ref = before.ref;
    this.draft.putContact(back);
  }

  private takeBackMailbox({ company, universe, category, before, after }: MailboxEdit): void {
    const place = mailboxPlace(company, universe, category);
    if (this.now.row(company) === undefined && this.draft.row(company) === undefined) {
      if (before !== null) this.conflicts.tellCause(place, after, before, companyPlace(company, null), null);
      return;
    }
    const now = this.now.mailbox(company, universe, category);
    const comparison = compareThree(after, before, now, sameAddress);
    if (comparison === 'as-expected') this.draft.putMailbox(company, universe, category, before);
    else if (comparison === 'conflict') this.conflicts.tell(place, after, before, now);
  }

  private takeBackChoices(edit: SubscriptionEdit, cells: CellMask): void {
    const { company, id, universe, before, after } = edit;
    const state = this.draft.contactById(company, id);
    const was = this.now.contactById(company, id);
    const contact = was?.contact ?? state?.contact ?? edit.contactAfter ?? edit.contactBefore;
    const now = was === undefined ? undefined : choicesIn(was, universe);
    // Taken back with the contact whom the change set added.
    if (contact === null || (state === undefined && was !== undefined)) return;
    let back = state === undefined ? undefined : choicesIn(state, universe);
    for (const cell of CELLS) {
      if ((cells & changedCells(edit.before, edit.after) & cell.bit) === 0) continue;
      const [left, wanted] = [storedIn(after, cell.bit), storedIn(before, cell.bit)];
      // Whoever comes back has no choices yet: what the change set left.
      const stored = storedIn(now ?? NO_CHOICES, cell.bit);
      if (back === undefined) {
        if (wanted !== 'default') {
          const place = cellPlace(contact, universe, cell);
          this.conflicts.tellCause(place, left, wanted, contactPlace(contact, null), null);
        }
        continue;
      }
      const comparison = compareThree(left, wanted, stored);
      if (comparison === 'as-expected') back = withStored(back, cell.bit, wanted);
      else if (comparison === 'conflict') {
        this.conflicts.tell(cellPlace(contact, universe, cell), left, wanted, stored);
      }
    }
    if (back !== undefined) this.draft.putChoices(company, id, universe, back);
  }

  /** A field that the change set changed, and that still holds what it wrote. */
  private goesBack<T extends CellValue>(place: ConflictPlace, left: T, wanted: T, now: T | undefined): boolean {
    if (left === wanted) return false;
    const comparison = compareThree(left, wanted, now);
    if (comparison === 'conflict') this.conflicts.tell(place, left, wanted, now ?? null);
    return comparison === 'as-expected';
  }

  /** What was added or removed whole is neither as it was left nor as it was: tells in which fields. */
  private tellFields(
    placeOf: (field: string) => ConflictPlace,
    left: Readonly<Record<string, CellValue>> | null,
    wanted: Readonly<Record<string, CellValue>> | null,
    now: Readonly<Record<string, CellValue>> | undefined,
  ): void {
    const other = left ?? wanted ?? {};
    for (const field of Object.keys(other)) {
      const is = now?.[field] ?? null;
      if (now !== undefined && other[field] === is) continue;
      this.conflicts.tell(placeOf(field), left?.[field] ?? null, wanted?.[field] ?? null, is);
    }
  }

  /** No mailbox was set since in a universe that the company is to lose: it would have no effect any more. */
  private leavesMailboxes(now: Company, { universes }: Company): boolean {
    let leaves = true;
    for (const universe of now.universes.filter((each) => !universes.includes(each))) {
      for (const category of CATEGORIES) {
        const email = this.now.mailbox(now.code, universe, category);
        if (email === null || email === this.left.mailbox(now.code, universe, category)) continue;
        leaves = false;
        const place = companyPlace(now.code, 'universes');
        this.conflicts.tellCause(place, now.universes, universes, mailboxPlace(now.code, universe, category), email);
      }
    }
    return leaves;
  }

  /**
   * Were choices made since that would have no effect any more, once the contact is `back`? Tells them, but for those that
   * are in conflict on their own account.
   */
  private hasHungChoices(place: ConflictPlace, left: CellValue, wanted: CellValue, now: Contact, back: Reach): boolean {
    const { company, id } = now;
    const [is, was] = [this.now.contactById(company, id), this.left.contactById(company, id)];
    if (is === undefined) return false;
    let hung = false;
    for (const universe of UNIVERSES) {
      const lost = back === NONE_POSSIBLE ? ALL_CELLS : possibleCells(now, universe) & ~possibleCells(back, universe);
      if (lost === 0) continue;
      const choices = choicesIn(is, universe);
      const asLeft = was === undefined ? NO_CHOICES : choicesIn(was, universe);
      for (const cell of CELLS) {
        const stored = storedIn(choices, cell.bit);
        if ((lost & cell.bit) === 0 || stored === 'default' || stored === storedIn(asLeft, cell.bit)) continue;
        hung = true;
        if (((this.cells.get(cellsKey({ company, id, universe })) ?? 0) & cell.bit) !== 0) continue;
        this.conflicts.tellCause(place, left, wanted, cellPlace(now, universe, cell), stored);
      }
    }
    return hung;
  }

  /** For each field or cell that an edit changed: is it as it was before it, and was it so already? */
  *outcomes(edit: Edit, cells: CellMask): Generator<readonly [isBack: boolean, wasThere: boolean]> {
    const { draft, now } = this;
    switch (edit.kind) {
      case 'company':
        yield* fieldOutcomes(edit, companyFields, draft.row(edit.company), now.row(edit.company));
        return;
      case 'contact': {
        const { company, id } = edit;
        const [back, is] = [draft.contactById(company, id)?.contact, now.contactById(company, id)?.contact];
        yield* fieldOutcomes(edit, contactFields, back, is);
        return;
      }
      case 'mailbox': {
        const { company, universe, category, before } = edit;
        const addressIn = (world: Draft): string | null => {
          const state = world.row(company);
          return state === undefined ? null : world.mailbox(company, universe, category);
        };
        yield [sameAddress(addressIn(draft), before), sameAddress(addressIn(now), before)];
        return;
      }
      case 'subscription': {
        const { company, id, universe, before } = edit;
        const choicesOf = (world: Draft): Choices => {
          const state = world.contactById(company, id);
          return state === undefined ? NO_CHOICES : choicesIn(state, universe);
        };
        const [back, is] = [choicesOf(draft), choicesOf(now)];
        for (const { bit } of CELLS) {
          if ((cells & changedCells(edit.before, edit.after) & bit) === 0) continue;
          const wanted = storedIn(before, bit);
          yield [storedIn(back, bit) === wanted, storedIn(is, bit) === wanted];
        }
      }
    }
  }
}

/** What a contact's choices can work with. */
type Reach = Pick<Contact, 'access' | 'universes' | 'role'>;

/** Of a contact who goes. */
const NONE_POSSIBLE: Reach = { access: false, universes: [], role: 'user' };

function cellsKey({ company, id, universe }: Pick<SubscriptionEdit, 'company' | 'id' | 'universe'>): string {
  return `${id} ${universe} ${company}`;
}

function* fieldOutcomes<T extends Company | Contact>(
  { before, after }: { readonly before: T | null; readonly after: T | null },
  fieldsOf: (thing: T) => Readonly<Record<string, CellValue>>,
  back: T | undefined,
  now: T | undefined,
): Generator<readonly [boolean, boolean]> {
  const fields = (thing: T | null | undefined): Readonly<Record<string, CellValue>> | undefined =>
    thing === null || thing === undefined ? undefined : fieldsOf(thing);
  const [was, left, isBack, is] = [fields(before), fields(after), fields(back), fields(now)];
  if (was === undefined || left === undefined) {
    const same = (one: typeof was): boolean =>
      one === undefined || was === undefined
        ? one === was
        : Object.keys(was).every((field) => one[field] === was[field]);
    yield [same(isBack), same(is)];
    return;
  }
  for (const field of Object.keys(was)) {
    if (was[field] === left[field]) continue;
    yield [isBack !== undefined && isBack[field] === was[field], is !== undefined && is[field] === was[field]];
  }
}
