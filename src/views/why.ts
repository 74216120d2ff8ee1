/**
 * `why` for people, made to be read on the phone: the answer a channel first, then what is behind it, then what would
 * change it. What holds for both channels is said once. Source: docs/contract/cli.md, "why".
 */
import { addressKey } from '../domain/address.js';
import type { SubscriptionReason } from '../domain/effective.js';
import type { Company, Contact } from '../domain/model.js';
import type { DeliveryDifference } from '../domain/plan/delivery-changes.js';
import type { Channel } from '../domain/vocabulary.js';
import type { TimelineEntry } from '../domain/why/timeline.js';
import type { Reversal } from '../domain/why/reversal.js';
import type { WhyCell, WhyResult } from '../domain/why/why.js';
import type { Messages } from '../messages/index.js';
import { minuteOf } from '../messages/text.js';
import { answerParts } from './answer-worlds.js';
import { named } from './fields.js';
import { writeLines, type Page } from './page.js';
import { commandLines, shellCommand } from './shell.js';
import { sentenceOf } from './simulation.js';
import { layoutOf, type Layout, type Style } from './style.js';
import { visible } from './visible.js';
import type { WhyAnswer, WhyWorld } from './why-data.js';
import { GAP, padTo, widestOf, wrapWords } from './width.js';

/** Older entries of a timeline, people, recipients, companies and cells shown before "and so many more". */
const SHOWN = 3;

/** A line of facts: its label, then words to be wrapped, or a command to be broken where a shell goes on. */
type Fact =
  { readonly label: string; readonly text: string } | { readonly label: string; readonly command: readonly string[] };

/** Shows at most three older entries of a timeline, and fewer when the terminal is too low for them. */
export async function writeWhy(answer: WhyAnswer, world: WhyWorld, page: Page, messages: Messages): Promise<void> {
  let lines: readonly string[] = [];
  for (let shown = SHOWN; shown >= 0; shown--) {
    lines = whyLines(answer, world, { ...layoutOf(page, messages), timelineShown: shown });
    // One line is left for the shell's prompt.
    if (page.rows === undefined || page.rows === null || lines.length < page.rows) break;
  }
  await writeLines(lines, page);
}

/** How an answer is laid out. */
interface WhyLayout extends Layout {
  /** How many older, and how many newer, entries of a timeline are shown. */
  readonly timelineShown: number;
}

function whyLines(answer: WhyAnswer, { past, imported }: WhyWorld, layout: WhyLayout): readonly string[] {
  const { columns, style, messages } = layout;
  const { why, event, category } = answer;
  const { contact, company, concerned } = why;
  const { whyTexts: texts, views } = messages;
  const isAnswered = why.results.length > 0 && (past?.refused ?? null) === null;
  const lines = [
    `${style.bold(visible(contact.name))}${GAP}${visible(contact.email)}${isAnswered ? '' : ` — ${named(company.code, company.name)}`}`,
    event === null ? messages.labels.category[category] : `${event}${GAP}${sentenceOf(event, messages)}`,
  ];
  if (concerned.code !== company.code) lines.push(texts.concerned(named(concerned.code, concerned.name)));
  for (const part of answerParts(answer, past, layout)) {
    lines.push(...('lines' in part ? part.lines : [...answerLines(part.answer, layout), '']));
  }
  if (imported.length > 0 && why.results.some(({ cells }) => cells.some(({ reversal }) => reversal !== null))) {
    const after = views.onceImported(imported.map(({ name }) => visible(name)));
    lines.push(...wrapWords(after, columns).map(style.caution));
  }
  return [...lines, ...wrapWords(views.simulation.configurationOnly, columns).map(style.dim)];
}

/** An answer of one time, without whom and what it is about. */
function answerLines(answer: WhyAnswer, layout: WhyLayout): readonly string[] {
  const { columns, style, messages } = layout;
  const { why, category } = answer;
  const { company } = why;
  const { whyTexts: texts, labels } = messages;
  const lines: string[] = [];
  const caution = (text: string): void => {
    lines.push(...wrapWords(text, columns).map(style.caution));
  };
  if (why.reason !== null) {
    lines.push('');
    caution(notAskedText(answer, messages));
    for (const { universe, entry } of why.inAudienceUntil) {
      const changeSet = changeSetOf(entry, answer, messages);
      caution(texts.inAudienceUntil({ universe: labels.universe[universe], changeSet }));
    }
    lines.push(...nextLines(answer, columns, messages));
    for (const universe of why.inert) {
      caution(texts.inert({ category: labels.category[category], universe: labels.universe[universe] }));
    }
  }
  for (const result of why.results) {
    lines.push('');
    if (isElsewhere(result) && !why.results.every(isElsewhere)) {
      lines.push(style.dim(texts.otherUniverse(labels.universe[result.universe])));
      continue;
    }
    lines.push(`${style.bold(named(company.code, company.name))} — ${labels.universe[result.universe]}`);
    lines.push(...resultLines(result, answer, layout));
  }
  return lines;
}

/** A universe that the contact does not hold: a line is enough beside one that the contact does. */
function isElsewhere({ cells }: WhyResult): boolean {
  return cells.every(({ reason, mailbox }) => reason === 'not-in-universe' && mailbox === null);
}

function notAskedText({ why }: WhyAnswer, { whyTexts, views, labels }: Messages): string {
  const { reason, target, company } = why;
  if (target === null)
    return reason === null || reason === 'not-in-audience' ? '' : views.simulation.noAudience[reason];
  if (target.company.code === company.code || target.universes.length === 0) {
    return whyTexts.notInUniverse(named(target.company.code, target.company.name));
  }
  return whyTexts.otherAudience({
    audience: named(target.company.code, target.company.name),
    universe: target.universes.map((universe) => labels.universe[universe]).join(', '),
    company: visible(company.code),
  });
}

/** The next questions: who is notified instead, and for which companies' events this contact could be. */
function nextLines(
  { why, event, category, worldFlags = [] }: WhyAnswer,
  columns: number | null,
  { whyTexts, views }: Messages,
): string[] {
  if (worldFlags === null) return [];
  const what = event ?? category;
  const lines: string[] = [];
  const command = (verb: string, operands: readonly string[], company: string): void => {
    const flags = ['--company', company, ...worldFlags];
    // A code may begin as an option does.
    const words = operands.some((operand) => operand.startsWith('-'))
      ? ['abo', verb, ...flags, '--', ...operands]
      : ['abo', verb, ...operands, ...flags];
    const quoted = words.map((word) => shellCommand([word]));
    const wide = columns === null ? null : columns - GAP.length;
    lines.push(...commandLines(quoted, wide, GAP).map((line) => GAP + line));
  };
  if (why.target !== null) {
    lines.push(whyTexts.whoIsNotified);
    command('simulate', [what], why.concerned.code);
  }
  const [client] = why.clients;
  if (client !== undefined) {
    const codes = why.clients.map(({ code }) => visible(code));
    lines.push(...wrapWords(whyTexts.clients(listed(codes, views)), columns));
    command('why', [`${why.company.code}/${why.contact.email}`, what], client.code);
  }
  return lines;
}

function resultLines({ cells }: WhyResult, answer: WhyAnswer, layout: WhyLayout): readonly string[] {
  const { style, timelineShown, messages } = layout;
  const { labels, whyTexts } = messages;
  const heads = widestOf(cells.map(({ channel }) => labels.channel[channel]));
  const labelled = widestOf(Object.values(whyTexts.label));
  const show = (facts: readonly Fact[], indent: string): readonly string[] =>
    facts.flatMap((fact) => factLines(fact, labelled, indent, layout));
  const shared = cells.map((cell) => sharedFacts(cell, answer, timelineShown, messages));
  const same = (shared[0] ?? []).map(
    (facts, i) => cells.length > 1 && shared.every((others) => JSON.stringify(others[i]) === JSON.stringify(facts)),
  );
  const once = (shared[0] ?? []).filter((_, i) => same[i]);
  return [
    ...cells.flatMap((cell, i) => [
      `${GAP}${padTo(labels.channel[cell.channel], heads)}${GAP}${headline(cell, style, messages)}`,
      ...show(ownFacts(cell, answer, messages), GAP.repeat(2)),
      ...show((shared[i] ?? []).filter((_, part) => same[part] !== true).flat(), GAP.repeat(2)),
    ]),
    ...show(once.flat(), GAP),
  ];
}

function headline({ notified, reason, mailbox }: WhyCell, style: Style, { whyTexts, views }: Messages): string {
  const because = `${views.simulation.reason[reason]} [${reason}]`;
  if (notified) return style.good(`✓ ${whyTexts.notified(because)}`);
  if (mailbox !== null) return style.good(`✓ ${whyTexts.throughMailbox(because)}`);
  return style.caution(`✗ ${whyTexts.notNotified(because)}`);
}

/** The facts of one channel. */
function ownFacts(cell: WhyCell, answer: WhyAnswer, messages: Messages): readonly Fact[] {
  const { label } = messages.whyTexts;
  const { rules, channel, reversal, notified, mailbox } = cell;
  const passed = passedText(rules.slice(0, -1), channel, messages);
  return [
    ...(passed === '' ? [] : [{ label: label.rules, text: passed }]),
    ...(reversal === null ? [] : [commandFact(notified ? label.toStop : label.toStart, reversal, answer)]),
    ...(mailbox === null ? [] : mailboxFacts(mailbox, answer, messages)),
  ];
}

/** What the channels often have in common: how it came about, who may change it, and whom that would touch. */
function sharedFacts(
  { since, timeline, reversal }: WhyCell,
  answer: WhyAnswer,
  timelineShown: number,
  messages: Messages,
): readonly (readonly Fact[])[] {
  const { whyTexts } = messages;
  const { label } = whyTexts;
  const some = (entries: readonly TimelineEntry[]): readonly string[] => {
    const shown = entries.slice(0, timelineShown).map((entry) => entryText(entry, true, answer, messages));
    return entries.length > timelineShown ? [...shown, messages.views.more(entries.length - timelineShown)] : shown;
  };
  // The deciding rule may be older than a choice that changed nothing.
  const decided = since === null ? 0 : timeline.indexOf(since);
  const sinceText = since === null ? whyTexts.unknown : entryText(since, false, answer, messages);
  return [
    [
      ...underLabel(label.since, [sinceText]),
      ...underLabel(label.later, some(timeline.slice(0, decided))),
      ...underLabel(label.earlier, some(timeline.slice(since === null ? 0 : decided + 1))),
    ],
    reversal === null ? [] : underLabel(label.who, [whoText(reversal, answer, messages)]),
    reversal === null ? [] : underLabel(label.others, othersTexts(reversal, answer, messages)),
  ];
}

function underLabel(label: string, texts: readonly string[]): readonly Fact[] {
  return texts.map((text, i) => ({ label: i === 0 ? label : '', text }));
}

function passedText(passed: readonly SubscriptionReason[], channel: Channel, { whyTexts }: Messages): string {
  return passed
    .flatMap((rule) => {
      // The rule on access is about the interface only.
      if (rule === 'no-portal-access' && channel === 'email') return [];
      if (rule === 'explicit-off') return [];
      if (rule === 'explicit-on') return [passed.includes('explicit-off') ? whyTexts.noChoice : whyTexts.passed[rule]];
      return [whyTexts.passed[rule]];
    })
    .join(', ');
}

function commandFact(label: string, { steps, may }: Reversal, { commandOf }: WhyAnswer): Fact {
  const commands = steps.map((step) => commandOf(step, may));
  return { label, command: commands.flatMap((words, i) => (i === 0 ? words : ['&&', ...words])) };
}

function mailboxFacts(
  { email, since, reversal }: NonNullable<WhyCell['mailbox']>,
  answer: WhyAnswer,
  messages: Messages,
): readonly Fact[] {
  const { whyTexts } = messages;
  const when = since === null ? whyTexts.unknown : changeSetText(since, answer, messages);
  return [
    { label: whyTexts.label.mailbox, text: whyTexts.mailbox(visible(email), when) },
    ...(reversal === null ? [] : [commandFact(whyTexts.label.toClear, reversal, answer)]),
  ];
}

function entryText(entry: TimelineEntry, withOutcome: boolean, answer: WhyAnswer, messages: Messages): string {
  const { whyTexts } = messages;
  const { facts, after } = entry;
  const outcome =
    after === null
      ? whyTexts.outcome.noContact
      : after.reason === 'not-in-audience'
        ? whyTexts.outcome.notInAudience
        : whyTexts.outcome[after.notified ? 'notified' : 'notNotified'];
  return whyTexts.entry({
    changeSet: changeSetOf(entry, answer, messages),
    facts: facts.map(whyTexts.fact).join(', '),
    outcome: withOutcome ? outcome : null,
  });
}

function changeSetOf({ changeSet }: TimelineEntry, answer: WhyAnswer, messages: Messages): string {
  return changeSet === null ? messages.whyTexts.inNoChangeSet : changeSetText(changeSet, answer, messages);
}

function changeSetText(number: number, { changeSet }: WhyAnswer, { whyTexts }: Messages): string {
  const found = changeSet(number);
  if (found === undefined) return whyTexts.unknownChangeSet(number);
  const { at, actor, command, message } = found;
  return whyTexts.changeSet({
    at: minuteOf(at),
    number,
    actor: actor === null ? null : visible(actor),
    command,
    message: message === null ? null : visible(message),
  });
}

function whoText({ may }: Reversal, { why }: WhyAnswer, { whyTexts, views }: Messages): string {
  if (may.length === 0) return whyTexts.staffOnly;
  const people = may.map((contact) => personText(contact, why.company));
  return whyTexts.staffAnd(listed(people, views));
}

function personText({ company, email }: Contact, own: Company): string {
  return company === own.code ? visible(email) : `${visible(company)}/${visible(email)}`;
}

/** Who else: the same for other companies in one go, then recipient by recipient. */
function othersTexts(
  { sideEffects }: Reversal,
  { why, category }: WhyAnswer,
  { whyTexts, views }: Messages,
): readonly string[] {
  if (sideEffects.length === 0) return [whyTexts.noOneElse];
  const own = addressKey(why.contact.email);
  const isSame = (effect: DeliveryDifference): boolean =>
    effect.category === category && effect.concerned !== why.concerned.code && addressKey(effect.recipient) === own;
  const companies = [...new Set(sideEffects.filter(isSame).map(({ concerned }) => visible(concerned)))];
  const people = new Map<string, { readonly effect: DeliveryDifference; readonly cells: Set<string> }>();
  for (const effect of sideEffects.filter((each) => !isSame(each))) {
    const key = `${effect.gained} ${addressKey(effect.recipient)}`;
    const person = people.get(key) ?? { effect, cells: new Set<string>() };
    person.cells.add(`${effect.category}.${effect.channel}`);
    people.set(key, person);
  }
  const shown = [...people.values()].slice(0, SHOWN).map(({ effect, cells }) => {
    const text = effect.gained ? whyTexts.starts : whyTexts.stops;
    return text(visible(effect.recipient), listed([...cells], views));
  });
  return [
    ...(companies.length === 0 ? [] : [whyTexts.sameAt(listed(companies, views))]),
    ...shown,
    ...(people.size > SHOWN ? [views.more(people.size - SHOWN)] : []),
  ];
}

/** The first names, and how many more. */
function listed(names: readonly string[], { andMore }: Messages['views']): string {
  return andMore(names.slice(0, SHOWN), names.length - SHOWN);
}

function factLines(fact: Fact, labelled: number, indent: string, { columns, style }: Layout): readonly string[] {
  const start = indent.length + labelled + GAP.length;
  const available = columns === null ? null : Math.max(20, columns - start);
  const lines = 'command' in fact ? commandLines(fact.command, available, GAP) : wrapWords(fact.text, available);
  return lines.map((line, i) => {
    const head = padTo(i === 0 ? fact.label : '', labelled);
    return `${indent}${style.dim(head)}${GAP}${'command' in fact ? style.bold(line) : line}`;
  });
}
