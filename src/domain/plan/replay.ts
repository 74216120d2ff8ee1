/**
 * The edits of a saved plan, planned again. Its file may have been edited by hand, and the database may have changed since:
 * what the planner refuses, or plans differently, can't be applied. Source: docs/contract/cli.md, "apply".
 */
import type { AddressCheck } from '../address.js';
import { ALL_CELLS, changedCells } from '../cells.js';
import { getOrCreate } from '../maps.js';
import { LoadedSnapshot, universeSet, type Snapshot } from '../model.js';
import { optional } from '../optional-property.js';
import type { Problem } from '../problems.js';
import type { Universe } from '../vocabulary.js';
import { Draft } from './draft.js';
import type { Edit } from './edits.js';
import { Planner } from './planner.js';
import type { Request } from './request.js';

export interface Replay {
  readonly draft: Draft;
  /** What the planner refuses, with the edit that it refuses for it. */
  readonly problems: readonly { readonly edit: Edit; readonly problem: Problem }[];
}

/** @param isUndo mailboxes and choices may be set where they have no effect: an undo restores what was there */
export function replay(before: Snapshot, edits: readonly Edit[], isUndo: boolean, isAddress: AddressCheck): Replay {
  const planner = new Planner(before, { isAddress, allowDuplicate: true });
  const { draft } = planner;
  const add = (kinds: readonly Edit['kind'][]): void => {
    for (const [i, edit] of edits.entries()) {
      if (!kinds.includes(edit.kind)) continue;
      const request = requestOf(edit, isUndo);
      // The problem of a request says by its line which edit it is.
      if (request !== null) planner.add({ ...request, origin: { source: 0, line: i, record: i } });
      if (request === null || (isUndo && (edit.kind === 'mailbox' || edit.kind === 'subscription')))
        draft.put(edit, 'after');
    }
  };
  add(['company', 'contact']);
  planner.settleDirectory();
  add(['mailbox', 'subscription']);
  const problems = planner.problems.flatMap((problem) => {
    const edit = edits[problem.origin?.line ?? 0];
    return edit === undefined ? [] : [{ edit, problem }];
  });
  return { draft, problems };
}

/** Returns the request that leads to an edit; null for a removal, which the planner has nothing to judge of. */
function requestOf(edit: Edit, isUndo: boolean): Request | null {
  const { company } = edit;
  const common = { origin: null, mode: 'upsert', company } as const;
  switch (edit.kind) {
    case 'company': {
      if (edit.after === null) return null;
      const { partnerUniverse, ...fields } = edit.after;
      return { kind: 'company', ...fields, ...common, ...optional('partnerUniverse', partnerUniverse ?? undefined) };
    }
    case 'contact': {
      if (edit.after === null) return null;
      const { email, ...fields } = edit.after;
      return { kind: 'contact', ...fields, ...common, contact: email };
    }
    case 'mailbox': {
      const { universe, category, after } = edit;
      if (after === null) return null;
      return { kind: 'mailbox', ...common, universe, values: { [category]: after }, replaces: true, lenient: isUndo };
    }
    case 'subscription': {
      const { id, universe, contactAfter, before, after } = edit;
      if (contactAfter === null) return null;
      const changed = changedCells(before, after);
      return {
        kind: 'subscription',
        ...common,
        id,
        contact: contactAfter.email,
        universe,
        on: changed & after.on,
        off: changed & after.chosen & ~after.on,
        default: changed & ~after.chosen,
        // What is notified by default may be chosen as well.
        pin: true,
        lenient: isUndo ? ALL_CELLS : 0,
      };
    }
  }
}

/**
 * Returns the state before the edits, as far as they tell. Of a company that is not edited, and of a partner, that is only which
 * universes it must have held: those of its contacts, of its working mailboxes, and of its links to clients.
 */
export function worldBefore(edits: readonly Edit[]): Snapshot {
  const world = new Draft(new LoadedSnapshot());
  for (const [code, held] of universesHeld(edits)) {
    world.putCompany({ code, name: code, universes: universeSet(held), partner: null, partnerUniverse: null });
  }
  for (const edit of edits) {
    const contact = edit.kind === 'subscription' && edit.id >= 0 ? edit.contactBefore : null;
    if (contact !== null && world.contactById(contact.company, contact.id) === undefined) world.putContact(contact);
    world.put(edit, 'before');
  }
  return world;
}

function universesHeld(edits: readonly Edit[]): ReadonlyMap<string, ReadonlySet<Universe>> {
  const held = new Map<string, Set<Universe>>();
  const hold = (company: string, universes: readonly Universe[] = []): void => {
    const known = getOrCreate(held, company, () => new Set<Universe>());
    for (const universe of universes) known.add(universe);
  };
  for (const edit of edits) {
    hold(edit.company);
    if (edit.kind === 'mailbox' && edit.held === true) hold(edit.company, [edit.universe]);
    if (edit.kind === 'subscription') hold(edit.company, edit.contactBefore?.universes);
    if (edit.kind === 'contact') for (const side of [edit.before, edit.after]) hold(edit.company, side?.universes);
    if (edit.kind !== 'company') continue;
    for (const side of [edit.before, edit.after]) {
      if (side?.partner && side.partnerUniverse !== null) hold(side.partner, [side.partnerUniverse]);
    }
  }
  return held;
}
