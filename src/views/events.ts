/**
 * The simulations of a file of events, streamed, in any format: for people a line an event and result with how many are
 * reached; for programs every delivery. Source: docs/contract/cli.md, "Many events".
 */
import type { Messages } from '../messages/index.js';
import { writeNdjson, writeStreamedDocument } from './json.js';
import { flatMapBatches, mapBatches, writeCsv, type CsvLines, type ListFormat } from './list.js';
import type { Page } from './page.js';
import {
  countDeliveries,
  DELIVERY_COLUMNS,
  deliveryRows,
  eventRecord,
  type EventSimulation,
} from './simulation-data.js';
import { writeTable } from './table.js';
import { visible } from './visible.js';

/** For the summary on stderr: `messages.notices.events`. */
export interface EventSummary {
  readonly events: number;
  readonly deliveries: number;
  /** Events without a recipient. */
  readonly unreached: number;
}

export async function writeEvents(
  simulations: AsyncIterable<readonly EventSimulation[]>,
  format: ListFormat,
  page: Page,
  messages: Messages,
  csvLines: CsvLines,
): Promise<EventSummary> {
  const summary = { events: 0, deliveries: 0, unreached: 0 };
  const counted = mapBatches(simulations, (simulation) => {
    const deliveries = countDeliveries(simulation);
    summary.events++;
    summary.deliveries += deliveries;
    if (deliveries === 0) summary.unreached++;
    return simulation;
  });
  switch (format) {
    case 'table':
      await writeEventTable(counted, page, messages);
      break;
    case 'json':
      await writeStreamedDocument({ schema: 'abo.simulations/1', items: mapBatches(counted, eventRecord) }, page);
      break;
    case 'ndjson':
      await writeNdjson(page, mapBatches(counted, eventRecord));
      break;
    case 'csv':
      await writeCsv(page, DELIVERY_COLUMNS, flatMapBatches(counted, deliveryRows), csvLines);
      break;
  }
  return summary;
}

async function writeEventTable(
  simulations: AsyncIterable<readonly EventSimulation[]>,
  page: Page,
  { labels, views }: Messages,
): Promise<void> {
  const { column } = views;
  const heads = [
    { text: column.number, right: true, keep: true },
    { text: labels.column.id },
    { text: labels.column.event, keep: true },
    { text: labels.column.company },
    { text: labels.column.universe },
    { text: views.grid.channelInitial.interface, right: true, keep: true },
    { text: views.grid.channelInitial.email, right: true, keep: true },
  ];
  const rowsOf = ({ eventNo, id, event, category, company, resolution }: EventSimulation): string[][] => {
    const first = [String(eventNo), visible(id ?? ''), visible(event ?? category)];
    if (resolution.results.length === 0) return [[...first, visible(company), '', '0', '0']];
    return resolution.results.map(({ company: notified, universe, deliveries }) => {
      const onInterface = deliveries.filter(({ channel }) => channel === 'interface').length;
      const where = notified === company ? visible(notified) : `${visible(company)} → ${visible(notified)}`;
      return [
        ...first,
        where,
        views.universeShort[universe],
        views.number(onInterface),
        views.number(deliveries.length - onInterface),
      ];
    });
  };
  await writeTable(page, heads, flatMapBatches(simulations, rowsOf));
}
