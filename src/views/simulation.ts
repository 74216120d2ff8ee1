/** One simulation for people: who would be notified, on which channel and why, and who not. Source: docs/contract/cli.md, "JSON". */
import { addressKey } from '../domain/address.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import type { Because, Delivery, NotNotified, Result } from '../domain/resolution.js';
import { CHANNELS, type Channel } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import { answerParts } from './answer-worlds.js';
import { named } from './fields.js';
import { writeLines, type Page } from './page.js';
import type { NamedSimulation, SimulationWorld } from './simulation-data.js';
import { layoutOf, type Layout } from './style.js';
import { heading, layOut } from './table.js';
import { visible } from './visible.js';
import { GAP, wrapWords } from './width.js';

export interface SimulationOptions {
  /** Also show those who don't hold the universe. */
  readonly explain: boolean;
  /** The requested moment of the past; null for the present. */
  readonly past?: SimulationWorld['past'];
}

const INDENT = '    ';

export async function writeSimulation(
  simulation: NamedSimulation,
  { explain, past = null }: SimulationOptions,
  page: Page,
  messages: Messages,
): Promise<void> {
  const layout = layoutOf(page, messages);
  const { bold, dim } = layout.style;
  const { event, category, company, companyName } = simulation;
  const lines = [
    event === null
      ? bold(messages.labels.category[category])
      : `${bold(visible(event))}${GAP}${sentenceOf(event, messages)}`.trimEnd(),
  ];
  if (past !== null && past.refused !== null) lines.push(named(company, companyName(company)));
  for (const part of answerParts(simulation, past, layout)) {
    lines.push(...('lines' in part ? part.lines : await answerLines(part.answer, explain, layout)));
  }
  lines.push(...wrapWords(messages.views.simulation.configurationOnly, page.columns).map(dim));
  await writeLines(lines, page);
}

async function answerLines(
  { company, companyName, resolution }: NamedSimulation,
  explain: boolean,
  layout: Layout,
): Promise<readonly string[]> {
  const { caution } = layout.style;
  const { labels, views } = layout.messages;
  const texts = views.simulation;
  const { audience, results, reason } = resolution;
  const lines: string[] = [];
  const note = (text: string): readonly string[] => wrapWords(text, layout.columns);
  if (audience === 'partner') lines.push(named(company, companyName(company)));
  if (results.some((result) => result.company !== company)) lines.push(...note(texts.partnerAudience));
  else if (audience === 'partner' && results.length > 0) lines.push(...note(texts.ownAudience));
  if (reason !== null) lines.push(...note(texts.noAudience[reason]).map(caution));
  else if (results.length === 0) lines.push(...note(texts.noResult).map(caution));
  for (const result of results) {
    const title = heading(named(result.company, companyName(result.company)), labels.universe[result.universe], layout);
    lines.push('', ...title, ...(await resultLines(result, explain, layout)));
  }
  return [...lines, ''];
}

export function sentenceOf(event: string, { views }: Messages): string {
  const sentences: Readonly<Record<string, string>> = views.simulation.event;
  return sentences[event] ?? '';
}

async function resultLines(
  result: Result,
  explain: boolean,
  { columns, style, messages }: Layout,
): Promise<readonly string[]> {
  const texts = messages.views.simulation;
  const notified = result.deliveries.flatMap((delivery) => deliveryRows(delivery, messages));
  const isShown = ({ reason }: NotNotified): boolean => explain || reason !== 'not-in-universe';
  const others = result.notNotified.filter(isShown);
  const missed = byPerson(others).map((person) => missedRow(person, messages));
  // Both lists share their columns.
  const lines = await layOut([...notified, ...missed], columns, INDENT);
  const hidden = new Set(result.notNotified.filter((entry) => !isShown(entry)).map(({ contact }) => contact));
  return [
    ...(notified.length === 0
      ? [`${GAP}${style.caution(texts.noOneNotified)}`]
      : [`${GAP}${style.good(texts.notified(result.deliveries.length))}`]),
    ...lines.slice(0, notified.length).flat(),
    ...(missed.length === 0 ? [] : [`${GAP}${texts.notNotified}`]),
    ...lines.slice(notified.length).flat().map(style.dim),
    ...(hidden.size === 0 ? [] : [style.dim(`${GAP}${texts.hiddenNotInUniverse(hidden.size)}`)]),
  ];
}

/** One row a reason: the first with the channel and the recipient. */
function deliveryRows({ channel, recipient, because }: Delivery, messages: Messages): readonly string[][] {
  return because.map((one, i) => [
    i === 0 ? messages.labels.channel[channel] : '',
    i === 0 ? visible(recipient) : '',
    reasonOf(one, because.length > 1, messages),
  ]);
}

/** Where several are behind one address, each says who it is. */
function reasonOf(because: Because, merged: boolean, messages: Messages): string {
  const reason = becauseText(because, messages);
  return merged && because.kind === 'contact' ? `${visible(because.contact)}${GAP}${reason}` : reason;
}

/** Why a delivery is made, in words. */
export function becauseText(because: Because, { views: { simulation } }: Messages): string {
  return because.kind === 'mailbox' ? simulation.mailboxReason[because.reason] : simulation.reason[because.reason];
}

/** The channels on which one person is not notified for one reason. */
interface Missed {
  readonly entry: NotNotified;
  readonly channels: readonly Channel[];
}

/** The mailbox first, then contacts by address; a person's two channels together where the reason is one. */
function byPerson(entries: readonly NotNotified[]): readonly Missed[] {
  const key = ({ contact }: NotNotified): string => (contact === null ? '' : addressKey(contact));
  const people = Map.groupBy(entries, (entry) => `${key(entry)} ${entry.reason}`);
  return [...people.values()]
    .flatMap(([entry, ...others]) =>
      entry === undefined ? [] : [{ entry, channels: [entry, ...others].map(({ channel }) => channel) }],
    )
    .sort(
      (a, b) =>
        compareCodePoints(key(a.entry), key(b.entry)) ||
        CHANNELS.indexOf(a.entry.channel) - CHANNELS.indexOf(b.entry.channel),
    );
}

function missedRow({ entry, channels }: Missed, { labels, views: { simulation } }: Messages): string[] {
  return [
    channels.map((channel) => labels.channel[channel]).join(', '),
    entry.kind === 'mailbox' ? simulation.mailboxReason.mailbox : visible(entry.contact),
    entry.kind === 'mailbox' ? simulation.mailboxReason[entry.reason] : simulation.reason[entry.reason],
  ];
}
