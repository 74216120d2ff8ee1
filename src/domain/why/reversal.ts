/**
 * The smallest change that turns an answer round: what to run, who among the company's and its partner's people may, and
 * who else would start or stop being notified. The change is planned in memory, by the planner that would make it.
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

/** One command of the change. */
export type ReversalStep = Extract<SuggestedChange, { readonly kind: 'contact' | 'subscription' | 'mailbox' }>;

export interface Reversal {
  /** In the order in which they are to be run. */
  readonly steps: readonly [ReversalStep, ...ReversalStep[]];
  /** The contacts who may make it, beside support staff: the one concerned first, then by company and address. */
  readonly may: readonly Contact[];
  /** Other deliveries gained and lost. */
  readonly sideEffects: readonly DeliveryDifference[];
}

export interface ReversalPlace {
  /** Holds the contact's company, the companies that it manages (their rows), and its partners. */
  readonly snapshot: Snapshot;
  readonly state: CompanyState;
  readonly contact: ContactState;
  /** The company that the event concerns. */
  readonly concerned: string;
  readonly universe: Universe;
}

/** Turns round whether a contact is notified. Null where no change can. */
export function contactReversal(place: ReversalPlace, cell: Cell): Reversal | null {
  return reversal(place, cell, stepsFor(place, cell));
}

/** Takes the company's generic mailbox away. */
export function mailboxReversal(place: ReversalPlace, cell: Cell): Reversal | null {
  const { state, universe } = place;
  return reversal(place, cell, [{ kind: 'mailbox', company: state.company, universe, category: cell.category }]);
}

/** First what keeps any choice from working, then the choice, if that alone does not do it. */
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
  const step: ReversalStep = {
    kind: 'contact',
    contact,
    ...(lacksAccess ? { access: true } : {}),
    ...(lacksUniverse ? { universes } : {}),
  };
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
  const differences = [...deliveryDifferences(snapshot, planner.draft, edits)];
  return {
    steps,
    may: steps.some(({ kind }) => kind === 'contact') ? [] : peopleWhoMay(place, actionOf(steps[0])),
    sideEffects: differences.filter((difference) => !isMeant(difference, place, cell)),
  };
}

function requestOf(step: ReversalStep, { bit }: Cell): Request {
  switch (step.kind) {
    case 'contact': {
      const { access, universes } = step;
      const { company, email } = step.contact;
      const fields = { ...(access === undefined ? {} : { access }), ...(universes === undefined ? {} : { universes }) };
      return { kind: 'contact', origin: null, mode: 'set', company, contact: email, ...fields };
    }
    case 'subscription': {
      const { universe, value } = step;
      const { company, email, id } = step.contact;
      const masks = { on: value === 'on' ? bit : 0, off: value === 'off' ? bit : 0, default: 0 };
      return { kind: 'subscription', origin: null, company, contact: email, id, universe, ...masks };
    }
    case 'mailbox':
      return {
        kind: 'mailbox',
        origin: null,
        company: step.company.code,
        universe: step.universe,
        values: { [step.category]: null },
      };
  }
}

/** Is this the delivery that was asked about? */
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

/** People of the company and of its partner. */
function peopleWhoMay(
  { snapshot, state, contact: { contact: self } }: ReversalPlace,
  action: Action,
): readonly Contact[] {
  const { partner } = state.company;
  const manager = partner === null ? undefined : snapshot.company(partner);
  const people = [...state.contacts, ...(manager?.contacts ?? [])]
    .map(({ contact }) => contact)
    .filter((contact) => decide(contact, action).allowed);
  const isSelf = ({ company, id }: Contact): boolean => company === self.company && id === self.id;
  return [...people.filter(isSelf), ...people.filter((contact) => !isSelf(contact))];
}
