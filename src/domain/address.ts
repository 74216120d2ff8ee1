/**
 * E-mail addresses: how one is kept, and the key by which two are the same (docs/contract/rules.md, "Things").
 * Whether a text is an address at all is asked of a library, outside the core: see `AddressCheck`.
 */

/** Tells whether a trimmed text is a valid e-mail address. */
export type AddressCheck = (address: string) => boolean;

/** What mail can be sent to (RFC 5321, 4.5.3.1.3), and each engine can keep as a key; of the address and of its key. */
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
