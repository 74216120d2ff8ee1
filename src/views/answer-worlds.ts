/**
 * Answers of `simulate` and `why` that are not of the present: of a moment of the past (`--at`), with those that the same day
 * held before it, or with files imported (`--with`). Source: docs/contract/cli.md, "Looking back and ahead".
 */
import type { InputFile } from '../domain/change-set.js';
import type { AnswerThen, EarlierAnswer, WhyRefused } from '../domain/past-answer.js';
import type { JsonObject } from './json.js';
import type { Layout } from './style.js';
import { wrapWords } from './width.js';

/** The moment of the past that was requested, and the answers that the same day held before. */
export interface PastAnswers<A, R> {
  readonly moment: {
    /** Of the last change set. */
    readonly number: number;
    readonly day: { readonly name: string } | null;
  };
  /** Newest first; null when they were not looked for. */
  readonly earlier: readonly EarlierAnswer<A, R>[] | null;
  /** Why there was no longer an answer at the end of the day. */
  readonly refused: R | null;
}

export interface AnswerWorld<A, R> {
  readonly past: PastAnswers<A, R> | null;
  /** The files with which it would be so. */
  readonly imported: readonly InputFile[];
}

export const PRESENT = { past: null, imported: [] } as const;

/** `at` and `earlier` for an answer of the past, `with` when files were given. */
export function worldJson<A, R extends string>(
  { past, imported }: AnswerWorld<A, R>,
  answerJson: (answer: A | null) => JsonObject,
): JsonObject {
  const earlier = past?.earlier ?? null;
  return {
    ...(past === null ? {} : { at: atJson(past) }),
    ...(earlier === null
      ? {}
      : {
          earlier: earlier.map(({ number, endedBy, answer, refused }) => ({
            change_set: number,
            ended_by: { change_set: endedBy.number, at: endedBy.at.toISOString() },
            refused,
            ...answerJson(answer),
          })),
        }),
    ...withJson(imported),
  };
}

function atJson({ moment: { number, day }, earlier }: PastAnswers<unknown, unknown>): JsonObject {
  const changed = day === null || earlier === null ? null : earlier.length > 0;
  return { change_set: number, day: day?.name ?? null, changed_within_day: changed };
}

/** The files with which an answer would be so; nothing for the world as it is. */
export function withJson(imported: readonly InputFile[]): JsonObject {
  return imported.length === 0 ? {} : { with: imported.map(({ name, sha256 }) => ({ name, sha256 })) };
}

/** An answer that is still to be laid out, or the lines between two. */
export type AnswerPart<A> = { readonly answer: A } | { readonly lines: readonly string[] };

/** The answer, after it those that the same day held before, and what is said of them. */
export function answerParts<A>(
  answer: A,
  past: PastAnswers<A, WhyRefused> | null,
  { columns, style: { caution, bold }, messages }: Layout,
): readonly AnswerPart<A>[] {
  const texts = messages.views.simulation;
  const note = (text: string, paint = caution): AnswerPart<A> => ({ lines: wrapWords(text, columns).map(paint) });
  const partsOf = ({ answer: then, refused }: AnswerThen<A, WhyRefused>): readonly AnswerPart<A>[] =>
    refused === null ? [{ answer: then }] : [note(texts.refusedThen[refused]), { lines: [''] }];
  const { moment, earlier = null, refused = null } = past ?? {};
  const day = moment?.day?.name;
  return [
    ...partsOf(refused === null ? { answer, refused } : { answer: null, refused }),
    ...(day === undefined || earlier === null
      ? []
      : [note(earlier.length > 0 ? texts.changedWithin(day) : texts.sameAll(day))]),
    ...(earlier ?? []).flatMap((each) => [note(texts.until(each.endedBy), bold), ...partsOf(each)]),
  ];
}
