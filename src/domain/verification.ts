/**
 * Expectations of who is notified, held against what the resolver says. Source: docs/contract/cli.md, "Expectations"; docs/contract/csv.md, "The files".
 */
import { addressKey } from './address.js';
import type { Delivery, NoAudience, NotNotified, Resolution, Result } from './resolution.js';
import { CHANNELS, type Channel, type Universe } from './vocabulary.js';

/** Of one event at one company. */
export interface Expectation {
  /** One of the audience's universes; null for any. */
  readonly universe: Universe | null;
  readonly channel: Channel;
  /** An address, or `*`: with `expected` false, nobody. */
  readonly recipient: string;
  readonly expected: boolean;
}

/** A delivery, and where it comes from. */
export interface DeliveryAt {
  readonly company: string;
  readonly universe: Universe;
  readonly delivery: Delivery;
}

/** Why somebody is not delivered to, where they were expected. `universe` is null when no universe was asked at all. */
export interface MissingDelivery {
  readonly universe: Universe | null;
  readonly reason: NotNotified['reason'] | NoAudience | 'nobody-at-address' | 'no-result';
}

export interface Verdict {
  readonly met: boolean;
  /** What is delivered against the expectation. */
  readonly unexpected: readonly DeliveryAt[];
  /** Why there is no delivery, where one is expected. */
  readonly missed: readonly MissingDelivery[];
}

/** A row of a file of expectations. */
export interface EventExpectation extends Expectation {
  /** An event, or a category, which stands for its events. */
  readonly event: string;
  /** The company that the event concerns. */
  readonly company: string;
}

/** A row of the file, and whether it is so. */
export interface Verified extends EventExpectation {
  /** Of the file; null for a delivery that the file does not list. */
  readonly line: number | null;
  readonly verdict: Verdict;
}

const MET: Verdict = { met: true, unexpected: [], missed: [] };

export function verify(expectation: Expectation, resolution: Resolution): Verdict {
  const reached = deliveriesOf(resolution).filter((found) => concerns(expectation, found));
  if (expectation.expected) {
    return reached.length > 0 ? MET : { met: false, unexpected: [], missed: whyNot(expectation, resolution) };
  }
  return reached.length === 0 ? MET : { met: false, unexpected: reached, missed: [] };
}

export function deliveriesOf({ results }: Resolution): readonly DeliveryAt[] {
  return results.flatMap(({ company, universe, deliveries }) =>
    deliveries.map((delivery) => ({ company, universe, delivery })),
  );
}

/** The deliveries that no row of the file is about: what `--exact` finds. One that a row says no to is that row's failure. */
export function unlisted(expectations: readonly Expectation[], resolution: Resolution): readonly DeliveryAt[] {
  return deliveriesOf(resolution).filter((found) => !expectations.some((expectation) => concerns(expectation, found)));
}

/** The same for rows that are about the same, whatever they expect. */
export function expectationKey({ event, company, universe, channel, recipient }: EventExpectation): string {
  return [event, company, universe ?? '', channel, addressKey(recipient)].join('\0');
}

/** What is so today, as expectations: each delivery, and nobody on a channel without any. */
export function expectationsOf(resolution: Resolution): readonly Expectation[] {
  const nobody = (universe: Universe | null, channel: Channel): Expectation => ({
    universe,
    channel,
    recipient: '*',
    expected: false,
  });
  if (resolution.results.length === 0) return CHANNELS.map((channel) => nobody(null, channel));
  return resolution.results.flatMap(({ universe, deliveries }) =>
    CHANNELS.flatMap((channel) => {
      const through = deliveries.filter((delivery) => delivery.channel === channel);
      if (through.length === 0) return [nobody(universe, channel)];
      return through.map(({ recipient }): Expectation => ({ universe, channel, recipient, expected: true }));
    }),
  );
}

function concerns({ universe, channel, recipient }: Expectation, { universe: where, delivery }: DeliveryAt): boolean {
  if (universe !== null && universe !== where) return false;
  if (channel !== delivery.channel) return false;
  return recipient === '*' || addressKey(recipient) === addressKey(delivery.recipient);
}

function whyNot(expectation: Expectation, { results, reason }: Resolution): readonly MissingDelivery[] {
  if (reason !== null) return [{ universe: null, reason }];
  const asked = results.filter(({ universe }) => expectation.universe === null || expectation.universe === universe);
  if (asked.length === 0) return [{ universe: expectation.universe, reason: 'no-result' }];
  return asked.map((result) => ({ universe: result.universe, reason: reasonIn(result, expectation) }));
}

function reasonIn({ notNotified }: Result, { channel, recipient }: Expectation): MissingDelivery['reason'] {
  const key = addressKey(recipient);
  const considered = notNotified.filter((candidate) => candidate.channel === channel);
  const contact = considered.find((candidate) => candidate.kind === 'contact' && addressKey(candidate.contact) === key);
  // No contact's address: then it was to be the mailbox's, which may have none.
  const silent = contact ?? considered.find(({ kind }) => kind === 'mailbox');
  return silent?.reason ?? 'nobody-at-address';
}
