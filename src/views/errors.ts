/** A failure in words, or as `abo.error/1`: what failed, on what, why, and what to do next. Source: docs/contract/cli.md, "Output". */
import { ConflictsFound, type AboError, type ErrorCode, type ErrorParams } from '../errors.js';
import type { Messages } from '../messages/index.js';
import type { ErrorText } from '../messages/text.js';
import { maskedText } from '../passwords.js';
import { conflictLines, conflictsJson } from './conflicts.js';
import { compactJson } from './json.js';
import type { Page } from './page.js';
import { styleOf } from './style.js';
import { visible } from './visible.js';

type ErrorTexts = { readonly [C in ErrorCode]: (params: ErrorParams<C>) => ErrorText };

/** Returns an error's message and hint. What they quote may be a URL with a password in it, which is masked. */
export function messageOf<C extends ErrorCode>(error: AboError<C>, messages: Messages): ErrorText {
  const texts: ErrorTexts = messages.errors;
  const [message, hint] = texts[error.code](error.params);
  return [maskedText(message), hint && maskedText(hint)];
}

/** `Error: what failed.` and, below, what to do next. With its line ends. */
export function errorText(error: AboError, page: Pick<Page, 'color'>, messages: Messages): string {
  const style = styleOf(page);
  const [message, hint] = messageOf(error, messages);
  const { error: title, afterColon } = messages.views;
  const details = error instanceof ConflictsFound ? conflictLines(error, messages).map((line) => `${line}\n`) : [];
  const said = `${style.bad(title)} ${visibleLines(beginsWithData(message, error) ? message : afterColon(message))}`;
  return [...details, `${said}\n`, hint === undefined ? '' : `${visibleLines(hint)}\n`].join('');
}

/** A name or a path at the beginning keeps its letters. */
function beginsWithData(message: string, { params }: AboError): boolean {
  const values: readonly unknown[] = Object.values(params);
  return values.some((value) => typeof value === 'string' && value !== '' && message.startsWith(value));
}

/** The same without the word `Error:`, for an outcome that is none. */
export function plainText(error: AboError, messages: Messages): string {
  const [message, hint] = messageOf(error, messages);
  return [message, ...(hint === undefined ? [] : [hint])].map((line) => `${visibleLines(line)}\n`).join('');
}

/** `abo.error/1`, on one line, with its line end. */
export function errorJson(error: AboError, messages: Messages): string {
  const [message, hint] = messageOf(error, messages);
  const document = { schema: 'abo.error/1', code: error.code, message, hint: hint ?? null };
  const details = error instanceof ConflictsFound ? { conflicts: conflictsJson(error) } : {};
  return `${compactJson({ ...document, ...details })}\n`;
}

/** A message may have several lines of its own. */
function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
