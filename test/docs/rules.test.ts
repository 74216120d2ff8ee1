/**
 * The tables of docs/contract/rules.md are those of the code. `npx vitest run --project sqlite test/docs -u` writes tables
 * that have changed into the page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { CELLS, NO_CHOICES, withStored, type Choices } from '../../src/domain/cells.js';
import {
  effective,
  SUBSCRIPTION_REASONS,
  type Subscriber,
  type SubscriptionReason,
} from '../../src/domain/effective.js';
import { universeSet } from '../../src/domain/model.js';
import { REFUSALS } from '../../src/domain/permissions.js';
import { CATEGORIES, CHANNELS, EVENTS, isInert, UNIVERSES } from '../../src/domain/vocabulary.js';
import { messagesIn } from '../../src/messages/index.js';

const PAGE = join(import.meta.dirname, '../../docs/contract/rules.md');
const page = readFileSync(PAGE, 'utf8');

const { en, fr } = messagesIn;
const words = { en: en.views.simulation, fr: fr.views.simulation };

/** A contact for whom each reason decides, in the order of the rule. */
const DECIDED: Readonly<
  Record<SubscriptionReason, { readonly contact: Partial<Subscriber>; readonly stored?: 'on' | 'off' }>
> = {
  'not-in-universe': { contact: { role: 'admin', universes: universeSet(['operator']) }, stored: 'on' },
  'no-portal-access': { contact: { access: false }, stored: 'on' },
  'explicit-on': { contact: {}, stored: 'on' },
  'explicit-off': { contact: { role: 'admin' }, stored: 'off' },
  'admin-default': { contact: { role: 'admin' } },
  'not-subscribed': { contact: {} },
};

const TABLES: Readonly<Record<string, () => readonly (readonly string[])[]>> = {
  universes: () => [['universe', 'French', 'English'], ...labelled(UNIVERSES, 'universe')],
  categories: () => [['category', 'French', 'English'], ...labelled(CATEGORIES, 'category')],
  channels: () => [['channel', 'French', 'English'], ...labelled(CHANNELS, 'channel')],
  events: () => [
    ['event', 'audience', 'when'],
    ...EVENTS.map(({ code, audience }) => [`\`${code}\``, `\`${audience}\``, words.en.event[code]]),
  ],
  reasons: () => [
    ['reason', 'notified', 'English', 'French'],
    ...SUBSCRIPTION_REASONS.map((reason) => [
      `\`${reason}\``,
      notifiedBy(reason) ? 'yes' : 'no',
      words.en.reason[reason],
      words.fr.reason[reason],
    ]),
  ],
  'mailbox-reasons': () => [['reason', 'English', 'French'], ...both(words.en.mailboxReason, words.fr.mailboxReason)],
  'no-audience': () => [['reason', 'English', 'French'], ...both(words.en.noAudience, words.fr.noAudience)],
  inert: () => [
    ['category', 'universe'],
    ...CATEGORIES.flatMap((category) =>
      UNIVERSES.filter((universe) => isInert(universe, category)).map((universe) => [
        `\`${category}\``,
        `\`${universe}\``,
      ]),
    ),
  ],
};

test('the tables are those of the code', async () => {
  const rendered = page.replace(
    /(<!-- table: (\S+) -->\n).*?(<!-- end -->)/gsu,
    (_, start: string, name: string, end: string) => `${start}\n${tableOf(TABLES[name]?.() ?? [])}\n${end}`,
  );
  for (const name of Object.keys(TABLES)) expect(page).toContain(`<!-- table: ${name} -->`);
  const settings = await resolveConfig(PAGE);
  await expect(await format(rendered, { ...settings, parser: 'markdown' })).toMatchFileSnapshot(PAGE);
});

test('each refusal is named', () => {
  for (const refusal of REFUSALS) expect(page).toContain(`\`${refusal}\``);
});

function labelled(codes: readonly string[], kind: 'universe' | 'category' | 'channel'): string[][] {
  const labels = (language: 'fr' | 'en'): Readonly<Record<string, string>> => messagesIn[language].labels[kind];
  return codes.map((code) => [`\`${code}\``, labels('fr')[code] ?? '', labels('en')[code] ?? '']);
}

function both(english: Readonly<Record<string, string>>, french: Readonly<Record<string, string>>): string[][] {
  return Object.entries(english).map(([code, text]) => [`\`${code}\``, text, french[code] ?? '']);
}

function notifiedBy(reason: SubscriptionReason): boolean {
  const { contact, stored } = DECIDED[reason];
  const [cell] = CELLS;
  if (cell === undefined) throw new Error('there are no cells');
  const choices: Choices = stored === undefined ? NO_CHOICES : withStored(NO_CHOICES, cell.bit, stored);
  const subscriber: Subscriber = { role: 'user', access: true, universes: universeSet(['client']), ...contact };
  const answer = effective(subscriber, 'client', cell, choices);
  expect(answer.reason).toBe(reason);
  return answer.notified;
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
