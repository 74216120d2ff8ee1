/**
 * E-mail addresses: how one is stored, and the key by which two are the same. Whether a text is an address is checked by a
 * library, outside the core: see `AddressCheck`. Source: docs/contract/rules.md, "Things".
 */

/** Tells whether a trimmed text is a valid e-mail address. */
export type AddressCheck = (address: string) => boolean;

/** In characters, of an address and of its key: what mail accepts (RFC 5321, 4.5.3.1.3) and every engine can use as a key. */
export const MAX_ADDRESS_LENGTH = 254;

/** Trimmed, as given, with the domain in lower case. */
export function normaliseAddress(text: string): string {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  return at < 0 ? trimmed : trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

const ASCII = /^[\0-\x7f]*$/u;

/** The key that addresses are compared, merged, ordered and made unique by: NFC, in lower case. */
export function addressKey(address: string): string {
  // Nearly every address, many times over: ASCII is in NFC already.
  if (ASCII.test(address)) return address.toLowerCase();
  return address.normalize('NFC').toLowerCase().normalize('NFC');
}

export function sameAddress(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && addressKey(a) === addressKey(b));
}
