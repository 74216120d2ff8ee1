/** The words of `why`. */
import type { SubscriptionReason } from '../../domain/effective.js';
import type { FactChange } from '../../domain/why/timeline.js';

const andMore = (names: readonly string[], more: number): string =>
  `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;

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
    takeAway: 'To clear',
  },
  notified: (reason: string): string => `notified: ${reason}`,
  notNotified: (reason: string): string => `not notified: ${reason}`,
  throughMailbox: (reason: string): string => `reached through the generic mailbox only: ${reason}`,
  /** The rules that did not decide, as facts about the contact. */
  passed: {
    'not-in-universe': 'holds the universe',
    'no-portal-access': 'has access to the portal',
    'explicit-on': 'did not opt in',
    'explicit-off': 'did not opt out',
    'admin-default': 'is not an administrator',
    'not-subscribed': '',
  } satisfies Record<SubscriptionReason, string>,
  /** Both rules on choices passed over. */
  noChoice: 'made no choice',
  changeSet: (p: {
    at: string;
    number: number;
    actor: string | null;
    command: string;
    message: string | null;
  }): string =>
    `${p.at} UTC, change set ${p.number}, ${p.actor === null ? '' : `${p.actor}, `}${p.command}${p.message === null ? '' : ` (“${p.message}”)`}`,
  inNoChangeSet: 'in no change set yet',
  unknownChangeSet: (number: number): string => `change set ${number}`,
  unknown: 'the journal does not say',
  fact: (change: FactChange): string => {
    switch (change.fact) {
      case 'contact':
        return change.after ? 'contact added' : 'contact removed';
      case 'audience':
        return change.after ? 'the company is asked in this universe' : 'the company is not asked in this universe';
      case 'universe':
        return change.before === null
          ? 'without this universe'
          : change.after
            ? 'universe given'
            : 'universe taken away';
      case 'access':
        return change.before === null ? 'without access' : change.after ? 'access given' : 'access taken away';
      case 'role':
        return change.before === null ? `as ${ROLE[change.after]}` : `role ${change.before} → ${change.after}`;
      case 'choice':
        return change.before === null ? `choice ${change.after}` : `choice ${change.before} → ${change.after}`;
    }
  },
  entry: (p: { changeSet: string; facts: string; outcome: string | null }): string =>
    `${p.changeSet}${p.facts === '' ? '' : `: ${p.facts}`}${p.outcome === null ? '' : `; then ${p.outcome}`}`,
  /** An answer of another time. */
  refusedThen: {
    'unknown-contact': 'There was no such contact.',
    'unknown-company': 'There was no such company.',
    'universe-not-held': 'The company did not hold this universe.',
  },
  /** A universe of which nothing more is said. */
  otherUniverse: (universe: string): string => `${universe}: not held, so not notified [not-in-universe]`,
  outcome: { notified: 'notified', notNotified: 'not notified', gone: 'no such contact', notAsked: 'not asked' },
  more: (n: number): string => `… and ${n} more`,
  staffOnly: 'support staff only',
  staffAnd: (people: readonly string[], more: number): string => `support staff, ${andMore(people, more)}`,
  nobodyElse: 'nobody else starts or stops being notified',
  sameAt: (companies: readonly string[], more: number): string => `the same for events at ${andMore(companies, more)}`,
  starts: (recipient: string, cells: readonly string[], more: number): string =>
    `${recipient} starts too: ${andMore(cells, more)}`,
  stops: (recipient: string, cells: readonly string[], more: number): string =>
    `${recipient} stops too: ${andMore(cells, more)}`,
  moreRecipients: (n: number): string => (n === 1 ? 'and one more' : `and ${n} more`),
  mailbox: (email: string, since: string): string =>
    `${email} is the generic mailbox, so this address gets it in any case (${since})`,
  concerned: (company: string): string => `For an event at ${company}`,
  othersAsked: (p: { asked: string; universe: string; company: string }): string =>
    `Not asked: this event goes to the people of ${p.asked} (${p.universe}), and this is a contact of ${p.company}.`,
  notInUniverse: (company: string): string => `Not asked: this event does not go to ${company} in that universe.`,
  askedUntil: (p: { universe: string; changeSet: string }): string => `Asked in ${p.universe} until ${p.changeSet}.`,
  whoIsAsked: 'Who is notified:',
  clients: (companies: readonly string[], more: number): string =>
    `Asked for events at its clients: ${andMore(companies, more)}. For one of them:`,
  inert: (p: { category: string; universe: string }): string =>
    `${p.category} in ${p.universe} can never deliver: no event brings it there, whatever is chosen.`,
};
