/** Expectations as `verify` reads them, a row each. Source: docs/contract/csv.md, "The files". */
import type { EventExpectation } from '../domain/verification.js';

export const expectationColumns = ['event', 'company', 'universe', 'channel', 'recipient', 'expected'] as const;

export function expectationRow(record: EventExpectation): readonly string[] {
  const { event, company, universe, channel, recipient, expected } = record;
  return [event, company, universe ?? '', channel, recipient, expected ? 'yes' : 'no'];
}
