/**
 * The library: the pure core that `abo` itself uses, so that a portal that sends can use the very code that the preview
 * uses. `resolve` says who receives an event; see `domain/` for the rest.
 */
export { addressKey, normaliseAddress } from './domain/address.js';
export {
  ALL_CELLS,
  CELLS,
  cellBit,
  NO_CHOICES,
  storedIn,
  withStored,
  type Cell,
  type Choices,
  type Stored,
} from './domain/cells.js';
export {
  effective,
  effectiveMailbox,
  type Effective,
  type EffectiveMailbox,
  type MailboxReason,
  type NotifyingReason,
  type SubscriptionReason,
} from './domain/effective.js';
export {
  LoadedSnapshot,
  snapshotOf,
  universeSet,
  type Company,
  type CompanyState,
  type Contact,
  type ContactState,
  type Mailboxes,
  type Snapshot,
  type UniverseSet,
} from './domain/model.js';
export { decide, inScope, type Action, type Actor, type Decision, type Refusal } from './domain/permissions.js';
export {
  audienceOfCategory,
  resolve,
  type Because,
  type Delivery,
  type NotNotified,
  type Question,
  type Resolution,
  type Result,
} from './domain/resolution.js';
export {
  CATEGORIES,
  CHANNELS,
  EVENTS,
  findEvent,
  isInert,
  PARTNER_UNIVERSES,
  ROLES,
  UNIVERSES,
  type Audience,
  type Category,
  type Channel,
  type EventCode,
  type EventType,
  type Role,
  type Universe,
} from './domain/vocabulary.js';
