/**
 * A simulation for programs: the document `abo.simulation/1`, and the records and CSV rows of a file of events.
 * Source: docs/contract/cli.md, "JSON".
 */
import type { SimulationRefused } from '../domain/past-answer.js';
import type { Because, Resolution } from '../domain/resolution.js';
import type { Category } from '../domain/vocabulary.js';
import { PRESENT, worldJson, type AnswerWorld } from './answer-worlds.js';
import type { JsonObject } from './json.js';

/** An event (or a category that stands for its events) at a company, and who would be notified. */
export interface Simulation {
  /** The event's code; null when a category was given. */
  readonly event: string | null;
  readonly category: Category;
  /** The company that the event concerns. */
  readonly company: string;
  readonly resolution: Resolution;
}

/** With the names of companies, for people. */
export interface NamedSimulation extends Simulation {
  /** The company's name; null when it is not known. */
  readonly companyName: (code: string) => string | null;
}

/** One event of a file. */
export interface EventSimulation extends Simulation {
  /** From 1. */
  readonly eventNo: number;
  /** The file's own id of the event; null when it has none. */
  readonly id: string | null;
}

export type SimulationWorld = AnswerWorld<NamedSimulation, SimulationRefused>;

/**
 * `abo.simulation/1`. `at` and `earlier` are there for an answer of the past, `refused` when there was no answer any more
 * at the end of the day, `with` when files were given.
 */
export function simulationDocument(simulation: Simulation, world: SimulationWorld = PRESENT): JsonObject {
  return {
    schema: 'abo.simulation/1',
    ...answerOf(simulation, world.past?.refused ?? null),
    ...worldJson(world, (then) => ({
      reason: then?.resolution.reason ?? null,
      results: then === null ? [] : resultsOf(then.resolution),
    })),
  };
}

/** The record of one event of a file: `event_no`, `id`, then as the document. */
export function eventRecord(simulation: EventSimulation): JsonObject {
  return { event_no: simulation.eventNo, id: simulation.id, ...answerOf(simulation, null) };
}

function answerOf({ event, company, category, resolution }: Simulation, refused: SimulationRefused | null): JsonObject {
  return {
    event,
    company,
    category,
    audience: resolution.audience,
    ...(refused === null
      ? { reason: resolution.reason, results: resultsOf(resolution) }
      : { reason: null, results: [], refused }),
  };
}

function resultsOf({ results }: Resolution): JsonObject[] {
  return results.map((result) => ({
    company: result.company,
    universe: result.universe,
    deliveries: result.deliveries.map(({ channel, recipient, because }) => ({
      channel,
      recipient,
      because: becauseJson(because),
    })),
    not_notified: result.notNotified.map(({ kind, contact, channel, reason }) => ({
      kind,
      contact,
      channel,
      reason,
    })),
  }));
}

export function becauseJson(because: readonly Because[]): readonly JsonObject[] {
  return because.map(({ kind, contact, reason }) => ({ kind, contact, reason }));
}

export const DELIVERY_COLUMNS = [
  'event_no',
  'id',
  'event',
  'company',
  'universe',
  'channel',
  'recipient',
  'reasons',
] as const;

/** The CSV rows of an event: one for each delivery, so none without a recipient. */
export function deliveryRows({ eventNo, id, event, category, resolution }: EventSimulation): string[][] {
  return resolution.results.flatMap(({ company, universe, deliveries }) =>
    deliveries.map(({ channel, recipient, because }) => [
      String(eventNo),
      id ?? '',
      event ?? category,
      company,
      universe,
      channel,
      recipient,
      because.map(({ reason }) => reason).join('+'),
    ]),
  );
}

export function countDeliveries({ resolution }: Simulation): number {
  return resolution.results.reduce((count, { deliveries }) => count + deliveries.length, 0);
}
