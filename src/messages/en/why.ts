/** The words of `why`. */
import type { SubscriptionReason } from '../../domain/effective.js';
import type { FactChange } from '../../domain/why/timeline.js';
import { quote } from './text.js';
const ROLE = { admin: 'administrator', user: 'user' } as const;

export const whyTexts = {
  label: {
    rules: 'Rules',
    since: 'Since',
    later: 'Later',
    earlier: 'Earlier',
    toStop: 'To stop',
    toStart: 'To start',
    who: 'Who may',
    others: 'Others',
    mailbox: 'Mailbox',
    toClear: 'To clear',
  },
  notified: (reason: string) => `notified: ${reason}`,
  notNotified: (reason: string) => `not notified: ${reason}`,
  throughMailbox: (reason: string) => `reached only through the generic mailbox: ${reason}`,
  /** The rules before the deciding one, as facts about the contact. */
  passed: {
    'not-in-universe': 'holds the universe',
    'no-portal-access': 'has access to the portal',
    'explicit-on': 'did not opt in',
    'explicit-off': 'did not opt out',
    'admin-default': 'is not an administrator',
    'not-subscribed': '',
  } satisfies Record<SubscriptionReason, string>,
  /** Neither rule on choices applied. */
  noChoice: 'made no choice',
  changeSet: (p: { at: string; number: number; actor: string | null; command: string; message: string | null }) =>
    `${p.at} UTC, change set ${p.number}, ${p.actor === null ? '' : `${p.actor}, `}${p.command}${p.message === null ? '' : ` (${quote(p.message)})`}`,
  inNoChangeSet: 'not applied yet',
  unknownChangeSet: (number: number) => `change set ${number}`,
  unknown: 'the journal does not say',
  fact: (change: FactChange) => {
    switch (change.fact) {
      case 'contact':
        return change.after ? 'contact added' : 'contact removed';
      case 'audience':
        return change.after
          ? 'the company receives the event in this universe'
          : 'the company does not receive the event in this universe';
      case 'universe':
        return change.before === null ? 'without this universe' : change.after ? 'universe added' : 'universe removed';
      case 'access':
        return change.before === null ? 'without access' : change.after ? 'access given' : 'access removed';
      case 'role':
        return change.before === null ? `as ${ROLE[change.after]}` : `role ${change.before} → ${change.after}`;
      case 'choice':
        return change.before === null ? `choice ${change.after}` : `choice ${change.before} → ${change.after}`;
    }
  },
  entry: (p: { changeSet: string; facts: string; outcome: string | null }) =>
    `${p.changeSet}${p.facts === '' ? '' : `: ${p.facts}`}${p.outcome === null ? '' : `; then ${p.outcome}`}`,
  /** A universe that gets only this line. */
  otherUniverse: (universe: string) => `${universe}: not held, so not notified [not-in-universe]`,
  outcome: {
    notified: 'notified',
    notNotified: 'not notified',
    noContact: 'no such contact',
    notInAudience: 'not in the audience',
  },
  staffOnly: 'support staff only',
  staffAnd: (people: string) => `support staff, ${people}`,
  noOneElse: 'no one else starts or stops being notified',
  sameAt: (companies: string) => `the same for events at ${companies}`,
  starts: (recipient: string, cells: string) => `${recipient} also starts: ${cells}`,
  stops: (recipient: string, cells: string) => `${recipient} also stops: ${cells}`,
  mailbox: (email: string, since: string) =>
    `${email} is the generic mailbox, so this address is notified in any case (${since})`,
  concerned: (company: string) => `For an event at ${company}`,
  otherAudience: (p: { audience: string; universe: string; company: string }) =>
    `Not in the audience: this event goes to the contacts of ${p.audience} (${p.universe}), and this contact belongs to ${p.company}.`,
  notInUniverse: (company: string) => `Not in the audience: this event does not go to ${company} in that universe.`,
  inAudienceUntil: (p: { universe: string; changeSet: string }) =>
    `In the audience in ${p.universe} until ${p.changeSet}.`,
  whoIsNotified: 'To see who is notified:',
  clients: (companies: string) => `In the audience for events at its clients: ${companies}. For one of them:`,
  inert: (p: { category: string; universe: string }) =>
    `${p.category} in ${p.universe} can never deliver, whatever the choice: no event of this category goes there.`,
};
