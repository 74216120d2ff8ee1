/** Expectations as `verify` reads them, a row each. Source: csv.md, "The files". */
import type { Expectation } from '../domain/verification.js';

export const expectationColumns = ['event', 'company', 'universe', 'channel', 'recipient', 'expected'] as const;

export interface ExpectationRecord extends Expectation {
  readonly event: string;
  readonly company: string;
}

export function expectationRow(record: ExpectationRecord): readonly string[] {
  const { event, company, universe, channel, recipient, expected } = record;
  return [event, company, universe ?? '', channel, recipient, expected ? 'yes' : 'no'];
}
