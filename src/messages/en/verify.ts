/** The words of `verify`: expectations that are not met, and why. Source: docs/contract/cli.md, "Expectations". */
import type { MissingDelivery } from '../../domain/verification.js';
import { labels } from './labels.js';
import { views } from './views.js';

const counted = (n: number, one: string, many = `${one}s`): string => `${views.number(n)} ${n === 1 ? one : many}`;
const through = (channel: 'interface' | 'email'): string => labels.channel[channel].toLowerCase();

interface About {
  readonly channel: 'interface' | 'email';
  /** In words; null for any. */
  readonly universe: string | null;
  readonly recipient: string;
}

const where = ({ universe }: About): string => (universe === null ? '' : ` (${universe})`);

export const verify = {
  title: 'Expectations',
  /** `line` of the file. */
  at: (line: number): string => `line ${views.number(line)}`,
  unlisted: 'not listed',
  expectedYes: (p: About): string => `${p.recipient} by ${through(p.channel)}${where(p)}`,
  expectedNo: (p: About): string => `not ${p.recipient} by ${through(p.channel)}${where(p)}`,
  expectedNobody: (p: About): string => `nobody by ${through(p.channel)}${where(p)}`,
  /** What `--exact` finds. */
  expectedUnlisted: (p: About): string => `not ${p.recipient} by ${through(p.channel)}${where(p)}, which is not listed`,
  actualNot: (why: string): string => `not delivered: ${why}`,
  actualReached: (p: About & { why: string }): string => `delivered to ${p.recipient}${where(p)}: ${p.why}`,
  expected: 'expected',
  actual: 'is',
  inUniverse: (p: { universe: string; why: string }): string => `${p.universe}: ${p.why}`,
  missed: {
    ...views.simulation.reason,
    ...views.simulation.mailboxReason,
    ...views.simulation.noAudience,
    'no-mailbox': 'no contact has this address, and no generic mailbox is set',
    'nobody-at-address': 'nobody with this address is asked: no contact, no mailbox',
    'no-result': 'this universe is not asked',
  } satisfies Record<MissingDelivery['reason'], string>,
  summary: (p: { rows: number; failed: number; unlisted: number }): string =>
    p.failed + p.unlisted === 0
      ? `${counted(p.rows, 'expectation')}, all met.`
      : `${counted(p.rows, 'expectation')}: ${views.number(p.failed)} not met` +
        (p.unlisted === 0 ? '.' : `; ${counted(p.unlisted, 'delivery', 'deliveries')} not listed.`),
  cut: (p: { count: number; groups: number }): string =>
    `… and ${views.number(p.count)} more in ${counted(p.groups, 'group')}.`,
  confirmUpdate: (file: string): string => `Rewrite ${file} as it is now?`,
  rewritten: (p: { file: string; rows: number }): string => `${p.file}: rewritten, ${counted(p.rows, 'expectation')}.`,
  upToDate: (file: string): string => `${file}: nothing to rewrite.`,
};
