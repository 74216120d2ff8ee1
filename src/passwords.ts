/**
 * No password is ever printed. A database's URL may hold one: whatever names a database to people goes through
 * `maskedLocation`; and every error message, whichever library it comes from, through `maskedText`. Source: docs/contract/cli.md, "Global flags".
 */

const MASK = '***';

/** `user:secret@`, up to the last `@`: a password with a `@` or `/` that was not written as %40 or %2F is masked too. */
const IN_LOCATION = /(\/\/[^/:@]*|\b(?:postgres|postgresql|mysql|mariadb)[:/]+[^/:@]*):.*@/isu;
const IN_TEXT = /(\/\/[^\s/:@]*|\b(?:postgres|postgresql|mysql|mariadb)[:/]+[^\s/:@]+):\S*@/giu;
/** `?password=secret`, `&sslpassword=secret`; in a text up to the quote that ends it. */
const IN_QUERY = /([?&][a-z_-]*(?:pass(?:word|wd|phrase)?|pwd|secret)=)[^&\s”]*/giu;

/** A URL, or a path, without the password that it may hold. */
export function maskedLocation(location: string): string {
  // A file may have any name.
  if (/^sqlite:/iu.test(location)) return location;
  return location.replace(IN_LOCATION, `$1:${MASK}@`).replaceAll(IN_QUERY, `$1${MASK}`);
}

/** A text, without the passwords of the URLs in it. */
export function maskedText(text: string): string {
  return text.replaceAll(IN_TEXT, `$1:${MASK}@`).replaceAll(IN_QUERY, `$1${MASK}`);
}
