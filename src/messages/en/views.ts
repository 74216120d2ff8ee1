/** The words of lists, grids, plans, simulations, the history, prompts and progress. */
import type { MailboxReason, SubscriptionReason } from '../../domain/effective.js';
import type { WhyRefused } from '../../domain/past-answer.js';
import type { Refusal } from '../../domain/permissions.js';
import type { Edit } from '../../domain/plan/edits.js';
import type { NoAudience } from '../../domain/resolution.js';
import type { EventCode } from '../../domain/vocabulary.js';
import { minuteOf } from '../text.js';
import { andMore, counted, more, number } from './text.js';

const THEIR_COMPANY = 'their company';
const THEIR_CLIENT = 'a client of their company, in a universe that they hold';

export const views = {
  number,
  andMore,
  /** At the end of a list. */
  more: (n: number) => `… ${more(n)}`,
  size: (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`,
  error: 'Error:',
  /** A sentence that follows a colon. */
  afterColon: (sentence: string) => sentence,
  yesNo: { yes: 'yes', no: 'no' },
  /** Beside commands offered in answers of `--with`. */
  onceImported: (files: readonly string[]) => `Run these commands after importing ${files.join(', ')}.`,

  /** In lists, whose column is headed “Universe”. */
  universeShort: { client: 'client', ambassador: 'ambassador', operator: 'operator' },
  roleShort: { admin: 'admin', user: 'user' },

  column: {
    notified: 'Notified',
    stored: 'Choice',
    reason: 'Why',
    note: 'Note',
    number: 'No.',
    at: 'When (UTC)',
    actor: 'Who',
    command: 'Command',
    message: 'Message',
    input: 'File',
    undo: 'Undo',
    changes: 'Changes',
  },

  inert: 'can never deliver',
  dormant: 'universe not held',

  grid: {
    /** One column wide. */
    channelInitial: { interface: 'I', email: 'E' },
    explicitOn: 'chosen',
    adminDefault: 'administrator, on by default',
    explicitOff: 'opted out',
    notSubscribed: 'off',
    impossible: 'impossible',
    noAccess: 'no access to the portal',
    channels: 'I interface, E e-mail',
  },

  plan: {
    database: 'Database:',
    input: 'Input:',
    kind: { company: 'company', contact: 'contact', mailbox: 'mailbox', subscription: 'subscription' } satisfies Record<
      Edit['kind'],
      string
    >,
    undoes: (n: number) => `Undoes: change set ${n}`,
    nothingToDo: (n: number) => (n === 0 ? 'No changes.' : `No changes (${number(n)} unchanged).`),
    totals: (p: { add: number; change: number; remove: number; unchanged: number }) =>
      `Plan: ${number(p.add)} to add, ${number(p.change)} to change, ${number(p.remove)} to remove; ` +
      `${number(p.unchanged)} unchanged.`,
    kept: (n: number) => `Kept: ${number(n)}, changed since the export.`,
    keptByUndo: (n: number, changeSet: number) => `Kept: ${number(n)}, changed since change set ${changeSet}.`,
    conflicts: (n: number) => `Conflicts: ${number(n)}.`,
    skipped: (n: number) => `Skipped: ${number(n)}, because the setting can't apply there.`,
    deliveries: (p: { gained: number; lost: number }) =>
      `Deliveries: ${number(p.gained)} gained, ${number(p.lost)} lost.`,
    uncounted: 'Deliveries: not counted, because there are too many changes. To count them, add --impact.',
    losses: (p: { losses: number; recipients: number }) =>
      `Losses: ${number(p.losses)} of ${counted(p.recipients, 'recipient')} will receive less.`,
    mailboxOf: 'generic mailboxes',
    silenced: (n: number) => `Silenced: ${counted(n, 'category', 'categories')} will no longer notify anyone.`,
    inert: (n: number) =>
      `Inert: ${counted(n, 'change')} can never deliver, because no event of this category goes to this universe:`,
    withoutAdmin: (company: string, isNew: boolean) => `${company} has no admin${isNew ? '' : ' left'}.`,
    auditError: (p: { company: string; rule: string; finding: string }) => `${p.company}: ${p.finding} [${p.rule}].`,
    moreAuditErrors: (n: number) => `… and ${counted(n, 'more audit error')}.`,
    impact: 'Who starts (+) and who stops (-) being notified:',
    noImpact: 'No one starts or stops being notified.',
    forEventsAt: (companies: string) => `for events at ${companies}`,
    moreImpactHere: (cells: number) => `… and ${counted(cells, 'more cell')} in this company`,
    moreImpactElsewhere: (p: { cells: number; companies: number }) =>
      `… and ${counted(p.cells, 'more cell')} in ${counted(p.companies, 'other company', 'other companies')}`,
    noEffect: 'no effect',
    /** Beside a change. */
    inertNote: 'inert',
    moreHere: (n: number) => `… and ${counted(n, 'more change', 'more changes')} in this company`,
    moreElsewhere: (p: { changes: number; companies: number }) =>
      `… and ${counted(p.changes, 'more change', 'more changes')} in ${counted(p.companies, 'other company', 'other companies')}`,
    savedBy: (p: { at: string; actor: string; command: string }) => `Saved ${p.at} UTC by ${p.actor}: abo ${p.command}`,
    markdown: {
      plan: 'Plan',
      losses: 'Who will receive less',
      silenced: 'What will no longer notify anyone',
      impact: 'Who starts (+) and who stops (-) being notified',
      cut: (groups: number) => `… and ${counted(groups, 'more section')}, left out to stay short.`,
    },
    applied: (n: number) => `Applied as change set ${n}.`,
    undo: (command: string) => `Undo with: ${command}`,
  },

  erasure: {
    journal: (p: { entries: number; changeSets: number; placeholder: string }) =>
      `Journal: ${counted(p.entries, 'entry', 'entries')} rewritten in ${counted(p.changeSets, 'change set')}. ` +
      `The address becomes ${p.placeholder} everywhere.`,
    heads: 'Actors, messages and file names that contain it are rewritten too.',
    stillContact: (address: string) =>
      `The contact stays, without address or name. To remove them first: abo contact remove ${address} --everywhere`,
    stillMailbox: (address: string) =>
      `A generic mailbox stays, without an address. To give it another one first: abo address replace ${address} NEW --only mailbox`,
    renamed: (p: { company: string; now: string }) =>
      `${p.company}  ${p.now} once had this address and keeps the name. To erase that too: abo address erase ${p.now}`,
    other: (address: string) =>
      `The journal also knows this contact as ${address}. To erase that too: abo address erase ${address}`,
    onlyThere: 'Only in these companies. The actors, messages and file names of the journal are not changed.',
    unreached:
      'Not erased: backups, copies, exported files, saved plans and messages already sent. Check those yourself.',
    final: "This can't be undone.",
    done: (placeholder: string) => `The erased values are now ${placeholder}. This can't be undone.`,
    notCleared:
      'The database files may still contain erased values: another user has the database open, or this account does not own its tables. The next change made without these obstacles clears them.',
    note: 'erasure',
  },

  simulation: {
    event: {
      'eshop.quote-approval-requested': 'the approval of a quote is requested',
      'deliveries.creation-order-delivered': 'a creation order is delivered',
      'deliveries.addition-order-delivered': 'an addition order is delivered',
      'service-settings.delivery-note-sent': 'a delivery note is sent',
      'service-settings.settings-changed': 'the settings of a service change',
      'service-security.learning-mode-enabled': 'learning mode is switched on',
      'service-security.learning-mode-disabled': 'learning mode is switched off',
      'ticketing.ticket-created': 'a ticket is created',
      'ticketing.ticket-updated': 'a ticket is updated',
      'messaging.conversation-created': 'a conversation is created',
      'messaging.conversation-updated': 'a conversation is updated',
      'mobile.rio-consulted': 'someone consults a RIO',
    } satisfies Record<EventCode, string>,
    partnerAudience: 'This event goes to the partner that manages this company.',
    ownAudience:
      'No partner manages this company, and it is itself a partner: this event goes to it, in each of its partner universes.',
    notified: (n: number) => `Notified: ${counted(n, 'delivery', 'deliveries')}`,
    notNotified: 'Not notified:',
    noOneNotified: 'No one is notified.',
    noResult: 'This event does not go to that universe.',
    hiddenNotInUniverse: (n: number) => `Not shown: ${counted(n, 'contact')} outside this universe (see --explain).`,
    reason: {
      'not-in-universe': 'does not hold this universe',
      'no-portal-access': 'has no access to the portal',
      'explicit-on': 'chose to be notified',
      'explicit-off': 'opted out',
      'admin-default': 'on by default, as an administrator',
      'not-subscribed': 'has not subscribed',
    } satisfies Record<SubscriptionReason, string>,
    mailboxReason: {
      mailbox: 'generic mailbox',
      'no-mailbox': 'no address is set',
      'not-in-universe': 'the company does not hold this universe',
    } satisfies Record<MailboxReason, string>,
    noAudience: {
      'no-partner': 'This event reaches no one: no partner manages this company, and it holds no partner universe.',
      'out-of-scope': 'This event goes to the partner of the company, if it has one. You are not allowed to see it.',
    } satisfies Record<NoAudience, string>,
    changedWithin: (day: string) => `The answer changed during ${day}. Above is the answer at the end of that day.`,
    sameAll: (day: string) => `The answer was the same throughout ${day}.`,
    until: (p: { number: number; at: Date }) => `Before that, until change set ${p.number} (${minuteOf(p.at)} UTC):`,
    /** Of an answer of the past. */
    refusedThen: {
      'unknown-contact': 'The contact did not exist.',
      'unknown-company': 'The company did not exist.',
      'universe-not-held': 'The company did not hold this universe.',
    } satisfies Record<WhyRefused, string>,
    configurationOnly: "This is what the configuration says. abo can't see whether a message was sent.",
  },

  history: {
    changeSet: (n: number) => `Change set ${n}`,
    undoes: (n: number) => `undoes ${n}`,
    undoneBy: (n: number) => `undone by ${n}`,
    /** In place of an actor whom the reader is not allowed to see. */
    hiddenActor: '(hidden)',
  },

  decision: {
    yes: (because: string) => `Yes: ${because}.`,
    no: (p: { because: string; rule: Refusal }) => `No: ${p.because} [${p.rule}].`,
    oneself: (p: { actor: string }) =>
      `${p.actor} has access to the portal, and contacts with access can change their own subscriptions`,
    sees: (p: { actor: string; company: string; own: boolean }) =>
      `${p.actor} has access to the portal, and ${p.company} is ${p.own ? THEIR_COMPANY : THEIR_CLIENT}`,
    administers: (p: { actor: string; company: string; own: boolean }) =>
      `${p.actor} is an administrator with access to the portal, and ${p.company} is ${p.own ? THEIR_COMPANY : THEIR_CLIENT}`,
    refusal: {
      'actor-no-access': (p) => `${p.actor} has no access to the portal`,
      'out-of-scope': (p) =>
        `${p.company} is neither the company of ${p.actor} nor a client of it in a universe that they hold`,
      'not-admin': (p) => `${p.actor} is not an administrator, and others can only change their own subscriptions`,
      'staff-only': () => 'only support staff can do this',
    } satisfies Record<Refusal, (p: { actor: string; company: string }) => string>,
  },

  prompt: {
    /** After a question; Enter answers what has the capital. */
    yesNo: '(y/N)',
    unclear: 'Type y or n.',
  },

  progress: {
    reading: 'Reading',
    auditing: 'Auditing companies',
    writing: 'Writing',
    simulating: 'Simulating',
    copying: 'Copying',
    checking: 'Checking',
    backingUp: 'Backing up',
    of: (p: { label: string; done: string; total: string }) => `${p.label}: ${p.done} of ${p.total}`,
    sofar: (p: { label: string; done: string }) => `${p.label}: ${p.done}`,
    rate: (amount: string) => `${amount}/s`,
    /** `time`: `0:12` */
    left: (time: string) => `${time} left`,
  },
};
