/**
 * A subscription cell in a list of cells: JSON, NDJSON, CSV; people are shown the grid instead.
 * Source: docs/contract/cli.md, "List items".
 */
import type { SubscriptionReason } from '../domain/effective.js';
import type { SubscriptionRecord } from '../domain/records.js';
import { CATEGORY, CHANNEL, property, UNIVERSE, type ListView } from './list.js';

export const subscriptions: ListView<SubscriptionRecord> = {
  schema: 'subscriptions',
  fields: [
    {
      key: 'company',
      json: ({ contact }) => contact.company,
      table: { header: ({ labels }) => labels.column.company, text: ({ contact }) => contact.company, keep: true },
    },
    {
      key: 'contact',
      json: ({ contact }) => contact.email,
      table: { header: ({ labels }) => labels.column.contact, text: ({ contact }) => contact.email, keep: true },
    },
    { key: 'name', json: ({ contact }) => contact.name },
    { key: 'role', json: ({ contact }) => contact.role },
    { key: 'access', json: ({ contact }) => contact.access },
    property('universe', UNIVERSE),
    property('category', CATEGORY),
    property('channel', CHANNEL),
    property('notified', {
      header: ({ views }) => views.column.notified,
      text: (notified: boolean, { views }) => (notified ? views.yesNo.yes : views.yesNo.no),
    }),
    property('stored', { header: ({ views }) => views.column.stored }),
    property('reason', {
      header: ({ views }) => views.column.reason,
      text: (reason: SubscriptionReason, { views }) => views.simulation.reason[reason],
    }),
    property('inert'),
  ],
};
