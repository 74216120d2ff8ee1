/**
 * The smallest change that reverses an answer of `why`: the commands to run, which contacts of the company and its partner may
 * run them, and who else would start or stop being notified. It is planned in memory, by the planner that would apply it.
 * Source: docs/contract/cli.md, "why"; docs/contract/rules.md, "Setting a value" and "Who may do what".
 */
import { addressKey } from '../address.js';
import type { Cell } from '../cells.js';
import { effective } from '../effective.js';
import { choicesIn, universeSet, type CompanyState, type Contact, type ContactState, type Snapshot } from '../model.js';
import { decide, type Action } from '../permissions.js';
import { deliveryDifferences, type DeliveryDifference } from '../plan/delivery-changes.js';
import { Planner } from '../plan/planner.js';
import type { Request } from '../plan/request.js';
import { actionOf, type SuggestedChange } from '../suggested-change.js';
import type { Universe } from '../vocabulary.js';

export type ReversalStep = Extract<SuggestedChange, { readonly kind: 'contact' | 'subscription' | 'mailbox' }>;

export interface Reversal {
  /** In the order to run them. */
  readonly steps: readonly [ReversalStep, ...ReversalStep[]];
  /** The contacts who may run it, besides support staff: the contact in question first, then by company and address. */
  readonly may: readonly Contact[];
  readonly sideEffects: readonly DeliveryDifference[];
}

export interface ReversalPlace {
  /** Holds the contact's company, the companies that it manages (their rows), and its partners. */
  readonly snapshot: Snapshot;
  readonly state: CompanyState;
  readonly contact: ContactState;
  readonly concerned: string;
  readonly universe: Universe;
}

/** Returns the change that starts or stops notifying the contact; null where there is none. */
export function contactReversal(place: ReversalPlace, cell: Cell): Reversal | null {
  return reversal(place, cell, stepsFor(place, cell));
}

export function mailboxReversal(place: ReversalPlace, cell: Cell): Reversal | null {
  const { state, universe } = place;
  return reversal(place, cell, [{ kind: 'mailbox', company: state.company, universe, category: cell.category }]);
}

/** First gives the access or universe without which no choice has an effect; then makes the choice, if it is still needed. */
function stepsFor({ state: { company }, contact: state, universe }: ReversalPlace, cell: Cell): Reversal['steps'] {
  const { contact } = state;
  const choices = choicesIn(state, universe);
  const choose = (value: 'on' | 'off'): ReversalStep => {
    const { category, channel } = cell;
    return { kind: 'subscription', company, contact, universe, category, channel, value };
  };
  if (effective(contact, universe, cell, choices).notified) return [choose('off')];
  const lacksAccess = cell.channel === 'interface' && !contact.access;
  const lacksUniverse = !contact.universes.includes(universe);
  if (!lacksAccess && !lacksUniverse) return [choose('on')];
  const universes = lacksUniverse ? universeSet([...contact.universes, universe]) : contact.universes;
  const fields = { ...(lacksAccess ? { access: true as const } : {}), ...(lacksUniverse ? { universes } : {}) };
  const step: ReversalStep = { kind: 'contact', contact, ...fields };
  const enabled = { ...contact, universes, access: contact.access || lacksAccess };
  return effective(enabled, universe, cell, choices).notified ? [step] : [step, choose('on')];
}

function reversal(place: ReversalPlace, cell: Cell, steps: Reversal['steps']): Reversal | null {
  const { snapshot } = place;
  // No step gives an address, so there is none to check.
  const planner = new Planner(snapshot, { isAddress: () => true });
  for (const step of steps) planner.add(requestOf(step, cell));
  const { edits } = planner.plan();
  if (planner.problems.length > 0 || edits.length === 0) return null;
  const differences = [...deliveryDifferences(planner.draft, edits)];
  return {
    steps,
    may: steps.some(({ kind }) => kind === 'contact') ? [] : contactsWhoMay(place, actionOf(steps[0])),
    sideEffects: differences.filter((difference) => !isMeant(difference, place, cell)),
  };
}

function requestOf(step: ReversalStep, { bit }: Cell): Request {
  switch (step.kind) {
    case 'contact': {
      const { contact, ...fields } = step;
      return { ...fields, origin: null, mode: 'set', company: contact.company, contact: contact.email };
    }
    case 'subscription': {
      const { universe, value } = step;
      const { company, email, id } = step.contact;
      const masks = { on: value === 'on' ? bit : 0, off: value === 'off' ? bit : 0, default: 0 };
      return { kind: 'subscription', origin: null, company, contact: email, id, universe, ...masks };
    }
    case 'mailbox': {
      const { company, universe, category } = step;
      return { kind: 'mailbox', origin: null, company: company.code, universe, values: { [category]: null } };
    }
  }
}

function isMeant(difference: DeliveryDifference, place: ReversalPlace, cell: Cell): boolean {
  return (
    difference.concerned === place.concerned &&
    difference.notified === place.state.company.code &&
    difference.universe === place.universe &&
    difference.category === cell.category &&
    difference.channel === cell.channel &&
    addressKey(difference.recipient) === addressKey(place.contact.contact.email)
  );
}

function contactsWhoMay({ snapshot, state, contact }: ReversalPlace, action: Action): readonly Contact[] {
  const self = contact.contact;
  const { partner } = state.company;
  const manager = partner === null ? undefined : snapshot.company(partner);
  const allowed = [...state.contacts, ...(manager?.contacts ?? [])]
    .map((each) => each.contact)
    .filter((each) => decide(each, action).allowed);
  const isSelf = ({ company, id }: Contact): boolean => company === self.company && id === self.id;
  return [...allowed.filter(isSelf), ...allowed.filter((each) => !isSelf(each))];
}
