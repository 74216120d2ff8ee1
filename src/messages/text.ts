/** The parts that messages are made of. */

/** What failed, on what, why; and, as the hint, what to do next. */
export interface ErrorText {
  readonly message: string;
  readonly hint?: string;
}

/** A hint, or none. */
export function hint(text: string | undefined): { readonly hint?: string } {
  return text === undefined ? {} : { hint: text };
}

/** In UTC, to the minute: `2026-11-24 03:19`. */
export function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
