/** One simulation for people: who would be notified, on which channel and why, and who not. Source: docs/contract/cli.md, "JSON". */
import type { SimulationRefused } from '../domain/past-answer.js';
import { addressKey } from '../domain/address.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import type { Because, Delivery, NotNotified, Result } from '../domain/resolution.js';
import { CHANNELS, type Channel } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import { PageWriter, type Page } from './page.js';
import type { NamedSimulation, SimulationPast } from './simulation-data.js';
import { styleOf, type Style } from './style.js';
import { heading, layOut } from './table.js';
import { visible } from './visible.js';
import { wrapWords } from './width.js';

export interface SimulationOptions {
  /** Also show those who don't hold the universe. */
  readonly explain: boolean;
  /** The requested moment of the past; null for the present. */
  readonly past?: SimulationPast | null;
}

const GAP = '  ';
const INDENT = '    ';
const plain = (text: string): string => text;

export async function writeSimulation(
  simulation: NamedSimulation,
  options: SimulationOptions,
  page: Page,
  messages: Messages,
): Promise<void> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  const texts = messages.views.simulation;
  const { event, category } = simulation;

  const note = async (text: string, color = style.dim): Promise<void> => {
    for (const line of wrapWords(text, page.columns)) await writer.line(color(line));
  };

  await writer.line(
    event === null
      ? style.bold(messages.labels.category[category])
      : `${style.bold(visible(event))}${GAP}${sentenceOf(event, messages)}`.trimEnd(),
  );
  const answer = async ({ company, companyName, resolution }: NamedSimulation): Promise<void> => {
    const named = (code: string): string => nameOf(code, companyName);
    const { audience, results, reason } = resolution;
    const elsewhere = results.some((result) => result.company !== company);
    const asksPartner = audience === 'partner';
    if (asksPartner) await writer.line(named(company));
    if (elsewhere) await note(texts.partnerAudience, plain);
    else if (asksPartner && results.length > 0) await note(texts.ownAudience, plain);
    if (reason !== null) await note(texts.noAudience[reason], style.caution);
    else if (results.length === 0) await note(texts.noResult, style.caution);
    for (const result of results) {
      await writer.line();
      for (const line of heading(named(result.company), messages.labels.universe[result.universe], page)) {
        await writer.line(line);
      }
      for (const line of await linesOf(result, options.explain, page, style, messages)) await writer.line(line);
    }
    await writer.line();
  };

  const refusal = async (refused: SimulationRefused): Promise<void> => {
    await note(texts.refusedThen[refused], style.caution);
    await writer.line();
  };

  const { moment, earlier = null, refused = null } = options.past ?? {};
  if (refused === null) await answer(simulation);
  else {
    await writer.line(nameOf(simulation.company, simulation.companyName));
    await refusal(refused);
  }
  const day = moment?.day?.name;
  if (day !== undefined && earlier !== null)
    await note(earlier.length > 0 ? texts.changedWithin(day) : texts.sameAll(day), style.caution);
  for (const { endedBy, ...then } of earlier ?? []) {
    await note(texts.until({ number: endedBy.number, at: endedBy.at }), style.bold);
    if (then.refused === null) await answer(then.answer);
    else await refusal(then.refused);
  }
  await note(texts.configurationOnly);
  await writer.flush();
}

function nameOf(code: string, companyName: NamedSimulation['companyName']): string {
  const name = companyName(code);
  return `${visible(code)}${name === null ? '' : GAP + visible(name)}`;
}

export function sentenceOf(event: string, { views }: Messages): string {
  const sentences: Readonly<Record<string, string>> = views.simulation.event;
  return sentences[event] ?? '';
}

async function linesOf(
  result: Result,
  explain: boolean,
  page: Page,
  style: Style,
  messages: Messages,
): Promise<readonly string[]> {
  const texts = messages.views.simulation;
  const notified = result.deliveries.flatMap((delivery) => deliveryRows(delivery, messages));
  const isShown = ({ reason }: NotNotified): boolean => explain || reason !== 'not-in-universe';
  const others = result.notNotified.filter(isShown);
  const missed = byPerson(others).map((person) => missedRow(person, messages));
  // Both lists share their columns.
  const lines = await layOut([...notified, ...missed], page.columns, INDENT);
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
  readonly channels: Channel[];
}

/** The mailbox first, then contacts by address; a person's two channels together where the reason is one. */
function byPerson(entries: readonly NotNotified[]): readonly Missed[] {
  const people = new Map<string, Missed>();
  for (const entry of entries) {
    const key = `${entry.contact === null ? '' : addressKey(entry.contact)} ${entry.reason}`;
    const missed = people.get(key);
    if (missed === undefined) people.set(key, { entry, channels: [entry.channel] });
    else missed.channels.push(entry.channel);
  }
  return [...people.values()].sort((a, b) => {
    const order = compareCodePoints(addressKey(a.entry.contact ?? ''), addressKey(b.entry.contact ?? ''));
    return order === 0 ? CHANNELS.indexOf(a.entry.channel) - CHANNELS.indexOf(b.entry.channel) : order;
  });
}

function missedRow({ entry, channels }: Missed, { labels, views: { simulation } }: Messages): string[] {
  return [
    channels.map((channel) => labels.channel[channel]).join(', '),
    entry.kind === 'mailbox' ? simulation.mailboxReason.mailbox : visible(entry.contact),
    entry.kind === 'mailbox' ? simulation.mailboxReason[entry.reason] : simulation.reason[entry.reason],
  ];
}
