/** Expectations that are not met, and why. Source: docs/contract/cli.md, "Expectations". */
import type { MissingDelivery } from '../../domain/verification.js';
import { labels } from './labels.js';
import { counted, number } from './text.js';
import { views } from './views.js';

const through = (channel: 'interface' | 'email') => labels.channel[channel].toLowerCase();

interface ExpectedDelivery {
  readonly channel: 'interface' | 'email';
  /** Its label; null for any. */
  readonly universe: string | null;
  readonly recipient: string;
}

const where = ({ universe }: ExpectedDelivery) => (universe === null ? '' : ` (${universe})`);

export const verify = {
  title: 'Expectations',
  at: (line: number) => `line ${number(line)}`,
  unlisted: 'not listed',
  expectedYes: (p: ExpectedDelivery) => `${p.recipient} by ${through(p.channel)}${where(p)}`,
  expectedNo: (p: ExpectedDelivery) => `not ${p.recipient} by ${through(p.channel)}${where(p)}`,
  expectedNoOne: (p: ExpectedDelivery) => `no recipient by ${through(p.channel)}${where(p)}`,
  /** What `--exact` finds. */
  expectedUnlisted: (p: ExpectedDelivery) =>
    `not ${p.recipient} by ${through(p.channel)}${where(p)}, which is not listed`,
  actualNot: (why: string) => `not delivered: ${why}`,
  actualReached: (p: ExpectedDelivery & { why: string }) => `delivered to ${p.recipient}${where(p)}: ${p.why}`,
  expected: 'expected',
  actual: 'actual',
  inUniverse: (p: { universe: string; why: string }) => `${p.universe}: ${p.why}`,
  missed: {
    ...views.simulation.reason,
    ...views.simulation.mailboxReason,
    ...views.simulation.noAudience,
    'no-mailbox': 'no contact has this address, and no generic mailbox is set',
    'nobody-at-address': 'no contact or mailbox in the audience has this address',
    'no-result': 'the event does not go to this universe',
  } satisfies Record<MissingDelivery['reason'], string>,
  summary: (p: { rows: number; failed: number; unlisted: number }) =>
    p.failed + p.unlisted === 0
      ? `${counted(p.rows, 'expectation')}, all met.`
      : `${counted(p.rows, 'expectation')}: ${number(p.failed)} not met` +
        (p.unlisted === 0 ? '.' : `; ${counted(p.unlisted, 'delivery', 'deliveries')} not listed.`),
  cut: (p: { count: number; groups: number }) => `… and ${number(p.count)} more in ${counted(p.groups, 'group')}.`,
  confirmUpdate: (file: string) => `Rewrite ${file} to match the current state?`,
  rewritten: (p: { file: string; rows: number }) => `${p.file}: rewritten, ${counted(p.rows, 'expectation')}.`,
  upToDate: (file: string) => `${file}: up to date.`,
};
