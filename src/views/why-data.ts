/** `why` for programs: the document `abo.why/1`. Source: docs/contract/cli.md, "why" and "JSON". */
import type { ChangeSet } from '../domain/change-set.js';
import type { Contact } from '../domain/model.js';
import type { WhyRefused } from '../domain/past-answer.js';
import type { DeliveryDifference } from '../domain/plan/delivery-changes.js';
import type { CellState, TimelineEntry } from '../domain/why/timeline.js';
import type { SuggestedChange } from '../domain/suggested-change.js';
import type { Reversal } from '../domain/why/reversal.js';
import type { SharedMailbox, Why, WhyCell } from '../domain/why/why.js';
import type { Category } from '../domain/vocabulary.js';
import { PRESENT, worldJson, type AnswerWorld } from './answer-worlds.js';
import { contacts } from './directory-lists.js';
import type { JsonObject, JsonValue } from './json.js';
import { recordOf } from './list.js';

/** An answer, with what a view needs to show it. */
export interface WhyAnswer {
  /** The event's code; null when a category was given. */
  readonly event: string | null;
  readonly category: Category;
  readonly why: Why;
  readonly changeSet: (number: number) => ChangeSet | undefined;
  /** The command of a step that these contacts may run: words that are quoted for a shell already. */
  readonly commandOf: (step: SuggestedChange, may: readonly Contact[]) => readonly string[];
  /** The flags of further questions about the same world; null when there can be none, since standard input is read once. */
  readonly worldFlags?: readonly string[] | null;
}

export type WhyWorld = AnswerWorld<WhyAnswer, WhyRefused>;

/**
 * `abo.why/1`. `at` and `earlier` are there for an answer of the past, `refused` when there was no longer an answer at the
 * end of the day, `with` when files were given.
 */
export function whyDocument(answer: WhyAnswer, world: WhyWorld = PRESENT): JsonObject {
  const refused = world.past?.refused ?? null;
  return {
    schema: 'abo.why/1',
    ...answerJson(answer),
    ...(refused === null ? {} : { asked: null, reason: null, asked_until: [], inert: [], results: [], refused }),
    ...worldJson(world, (then) => ({ answer: then && answerJson(then) })),
  };
}

function answerJson(answer: WhyAnswer): JsonObject {
  const { event, category, why } = answer;
  return {
    event,
    category,
    company: why.concerned.code,
    contact: recordOf(contacts, why.contact),
    audience: why.audience,
    asked: why.target && { company: why.target.company.code, universes: why.target.universes },
    reason: why.reason,
    asked_until: why.inAudienceUntil.map(({ universe, entry }) => ({
      universe,
      change_set: changeSetJson(entry.changeSet, answer),
    })),
    inert: why.inert,
    results: why.results.map(({ universe, cells }) => ({
      company: why.company.code,
      universe,
      channels: cells.map((cell) => channelJson(cell, answer)),
    })),
  };
}

function channelJson(cell: WhyCell, answer: WhyAnswer): JsonObject {
  const { channel, notified, reason, rules, stored, since, timeline, mailbox, reversal } = cell;
  return {
    channel,
    notified,
    reason,
    rules,
    stored,
    since: changeSetJson(since?.changeSet ?? null, answer),
    timeline: timeline.map((entry) => entryJson(entry, answer)),
    mailbox: mailbox && mailboxJson(mailbox, answer),
    turn: reversal && reversalJson(reversal, answer),
  };
}

function entryJson({ changeSet, before, after, facts }: TimelineEntry, answer: WhyAnswer): JsonObject {
  return {
    change_set: changeSetJson(changeSet, answer),
    before: stateJson(before),
    after: stateJson(after),
    changes: facts.map((change) => ({ what: change.fact, before: change.before, after: change.after })),
  };
}

function stateJson(state: CellState | null): JsonValue {
  return state && { notified: state.notified, reason: state.reason, stored: state.stored };
}

/** What is known of a change set; its number alone where the rest may not be seen. */
function changeSetJson(number: number | null, { changeSet }: WhyAnswer): JsonValue {
  if (number === null) return null;
  const found = changeSet(number);
  return {
    number,
    at: found?.at.toISOString() ?? null,
    actor: found?.actor ?? null,
    command: found?.command ?? null,
    message: found?.message ?? null,
  };
}

function mailboxJson({ email, since, reversal }: SharedMailbox, answer: WhyAnswer): JsonObject {
  return {
    email,
    since: changeSetJson(since, answer),
    turn: reversal && reversalJson(reversal, answer),
  };
}

function reversalJson({ steps, may, sideEffects }: Reversal, { commandOf }: WhyAnswer): JsonObject {
  return {
    commands: steps.map((step) => commandOf(step, may).join(' ')),
    may: may.map(({ company, email, name, role }) => ({ company, contact: email, name, role })),
    side_effects: sideEffects.map(differenceJson),
  };
}

function differenceJson(difference: DeliveryDifference): JsonObject {
  const { concerned, notified, universe, category, channel, recipient, gained } = difference;
  return { concerned, company: notified, universe, category, channel, recipient, change: gained ? 'gained' : 'lost' };
}
