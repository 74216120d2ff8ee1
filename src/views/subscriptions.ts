/**
 * A subscription cell in a list of cells: JSON, NDJSON, CSV; people are shown the grid instead.
 * Source: docs/contract/cli.md, "List items".
 */
import type { SubscriptionRecord } from '../domain/records.js';
import type { ListView } from './list.js';

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
    {
      key: 'universe',
      json: ({ universe }) => universe,
      table: {
        header: ({ labels }) => labels.column.universe,
        text: ({ universe }, { views }) => views.universeShort[universe],
      },
    },
    {
      key: 'category',
      json: ({ category }) => category,
      table: {
        header: ({ labels }) => labels.column.category,
        text: ({ category }, { labels }) => labels.category[category],
      },
    },
    {
      key: 'channel',
      json: ({ channel }) => channel,
      table: {
        header: ({ labels }) => labels.column.channel,
        text: ({ channel }, { labels }) => labels.channel[channel],
      },
    },
    {
      key: 'notified',
      json: ({ notified }) => notified,
      table: {
        header: ({ views }) => views.column.notified,
        text: ({ notified }, { views }) => (notified ? views.yesNo.yes : views.yesNo.no),
      },
    },
    {
      key: 'stored',
      json: ({ stored }) => stored,
      table: { header: ({ views }) => views.column.stored, text: ({ stored }) => stored },
    },
    {
      key: 'reason',
      json: ({ reason }) => reason,
      table: {
        header: ({ views }) => views.column.reason,
        text: ({ reason }, { views }) => views.simulation.reason[reason],
      },
    },
    { key: 'inert', json: ({ inert }) => inert },
  ],
};
