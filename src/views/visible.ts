/**
 * Data as a person may see it: what would move the cursor, break a line or change the reading direction is shown instead
 * of obeyed. Source: docs/contract/cli.md, "Output".
 */

// Control characters, line and paragraph separators, marks and overrides of direction, invisible marks, lone surrogates.
const HIDDEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/** Text without anything to replace: nearly all, and quickly recognised. */
const PLAIN = /^[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;

/** The first of Unicode's pictures of control characters: ␀. */
const PICTURES = 0x2400;

/** A newline becomes ␊, an escape ␛, a direction override ‹U+202E›. Everything else stays as it is. */
export function visible(text: string): string {
  if (PLAIN.test(text) && !text.includes('\n')) return text;
  return text.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(PICTURES + code);
    if (code === 0x7f) return '␡';
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
  });
}

/** For JSON: the same characters as escapes, which mean the same to a program. JSON itself leaves most of them raw. */
export function escapeHidden(json: string): string {
  if (PLAIN.test(json)) return json;
  return json.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    // JSON.stringify has escaped those below U+0020; what is left of them is the layout of the document.
    return code < 0x20 ? character : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
