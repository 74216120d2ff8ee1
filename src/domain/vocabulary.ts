/**
 * The words of the portal: universes, categories, channels, events. Codes only; labels are in `messages/`.
 * The order of each list is the order everywhere. Source: docs/contract/rules.md, "Vocabulary".
 */

export const UNIVERSES = ['client', 'ambassador', 'operator'] as const;
export type Universe = (typeof UNIVERSES)[number];

/** A company that holds one of these can manage client companies. */
export const PARTNER_UNIVERSES = ['ambassador', 'operator'] as const satisfies readonly Universe[];

export const CATEGORIES = [
  'eshop',
  'deliveries',
  'service-settings',
  'service-security',
  'ticketing',
  'messaging',
  'mobile',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CHANNELS = ['interface', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export const ROLES = ['admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

/** Who is notified of an event at a company: the company itself, or the partner that manages it. */
export type Audience = 'company' | 'partner';

export interface EventType {
  readonly code: string;
  readonly category: Category;
  readonly audience: Audience;
}

/** The catalogue. Adding an event is adding a row here, and its sentence in `messages/`. A category has one audience. */
export const EVENTS = [
  { code: 'eshop.quote-approval-requested', category: 'eshop', audience: 'company' },
  { code: 'deliveries.creation-order-delivered', category: 'deliveries', audience: 'company' },
  { code: 'deliveries.addition-order-delivered', category: 'deliveries', audience: 'company' },
  { code: 'service-settings.delivery-note-sent', category: 'service-settings', audience: 'company' },
  { code: 'service-settings.settings-changed', category: 'service-settings', audience: 'company' },
  { code: 'service-security.learning-mode-enabled', category: 'service-security', audience: 'company' },
  { code: 'service-security.learning-mode-disabled', category: 'service-security', audience: 'company' },
  { code: 'ticketing.ticket-created', category: 'ticketing', audience: 'company' },
  { code: 'ticketing.ticket-updated', category: 'ticketing', audience: 'company' },
  { code: 'messaging.conversation-created', category: 'messaging', audience: 'company' },
  { code: 'messaging.conversation-updated', category: 'messaging', audience: 'company' },
  { code: 'mobile.rio-consulted', category: 'mobile', audience: 'partner' },
] as const satisfies readonly EventType[];
export type EventCode = (typeof EVENTS)[number]['code'];

export function findEvent(code: string): (typeof EVENTS)[number] | undefined {
  return EVENTS.find((event) => event.code === code);
}

function isOneOf<T extends string>(known: readonly T[]): (text: string) => text is T {
  return (text): text is T => known.some((each) => each === text);
}

export const isUniverse = isOneOf(UNIVERSES);
export const isPartnerUniverse: (universe: Universe) => boolean = isOneOf(PARTNER_UNIVERSES);
export const isCategory = isOneOf(CATEGORIES);
export const isChannel = isOneOf(CHANNELS);

/**
 * A cell is inert when no event of its category can go to its universe (docs/contract/rules.md, "Who receives an event"): today
 * `mobile` in `client`, since its only event goes to partners, in a partner universe.
 */
export function isInert(universe: Universe, category: Category): boolean {
  return !EVENTS.some(
    (event) => event.category === category && (event.audience === 'company' || isPartnerUniverse(universe)),
  );
}
