/**
 * Expectations of who is notified, compared with what the resolver says.
 * Source: docs/contract/cli.md, "Expectations"; docs/contract/csv.md, "The files".
 */
import { addressKey } from './address.js';
import type { Delivery, NoAudience, NotNotified, Resolution, Result } from './resolution.js';
import { CHANNELS, type Channel, type Universe } from './vocabulary.js';

export interface Expectation {
  /** One of the audience's universes; null for any. */
  readonly universe: Universe | null;
  readonly channel: Channel;
  /** An address, or `*` for any: with `expected` false, no one. */
  readonly recipient: string;
  readonly expected: boolean;
}

export interface DeliveryAt {
  readonly company: string;
  readonly universe: Universe;
  readonly delivery: Delivery;
}

/** Why an expected delivery is missing. `universe` is null where the event has no audience. */
export interface MissingDelivery {
  readonly universe: Universe | null;
  readonly reason: NotNotified['reason'] | NoAudience | 'nobody-at-address' | 'no-result';
}

export interface Verdict {
  readonly met: boolean;
  readonly unexpected: readonly DeliveryAt[];
  readonly missed: readonly MissingDelivery[];
}

export interface EventExpectation extends Expectation {
  /** An event, or a category, which stands for its events. */
  readonly event: string;
  /** The company that the event concerns. */
  readonly company: string;
}

export interface Verified extends EventExpectation {
  /** In the file; null for a delivery that the file does not list. */
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

/** Returns the deliveries that no row of the file is about, for `--exact`. A delivery that a row excludes fails that row. */
export function unlisted(expectations: readonly Expectation[], resolution: Resolution): readonly DeliveryAt[] {
  return deliveriesOf(resolution).filter((found) => !expectations.some((expectation) => concerns(expectation, found)));
}

/** Returns the same text for rows about the same recipient, whatever they expect. */
export function expectationKey({ event, company, universe, channel, recipient }: EventExpectation): string {
  return [event, company, universe ?? '', channel, addressKey(recipient)].join('\0');
}

/** Returns the current deliveries as expectations: each of them, and no one on a channel without any. */
export function expectationsOf({ results }: Resolution): readonly Expectation[] {
  const noOne = { recipient: '*', expected: false };
  if (results.length === 0) return CHANNELS.map((channel) => ({ universe: null, channel, ...noOne }));
  return results.flatMap(({ universe, deliveries }) =>
    CHANNELS.flatMap((channel): readonly Expectation[] => {
      const through = deliveries.filter((delivery) => delivery.channel === channel);
      if (through.length === 0) return [{ universe, channel, ...noOne }];
      return through.map(({ recipient }) => ({ universe, channel, recipient, expected: true }));
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
  const matching = results.filter(({ universe }) => expectation.universe === null || expectation.universe === universe);
  if (matching.length === 0) return [{ universe: expectation.universe, reason: 'no-result' }];
  return matching.map((result) => ({ universe: result.universe, reason: reasonIn(result, expectation) }));
}

function reasonIn({ notNotified }: Result, { channel, recipient }: Expectation): MissingDelivery['reason'] {
  const key = addressKey(recipient);
  const considered = notNotified.filter((candidate) => candidate.channel === channel);
  const contact = considered.find(({ contact: address }) => address !== null && addressKey(address) === key);
  // An address that no contact has was expected to be the mailbox's.
  return (contact ?? considered.find(({ kind }) => kind === 'mailbox'))?.reason ?? 'nobody-at-address';
}
