/** The addresses of a company, and their domains. */
import { addressKey } from '../address.js';
import type { CompanyState } from '../model.js';
import { mailboxRecords } from '../records.js';

/** Returns every address of a company once: those of contacts, then those only of mailboxes. */
export function addressesOf(state: CompanyState): readonly { readonly email: string; readonly contact: boolean }[] {
  const found = new Map<string, { readonly email: string; readonly contact: boolean }>();
  for (const { email } of state.contacts.map(({ contact }) => contact)) {
    found.set(addressKey(email), { email, contact: true });
  }
  for (const { email } of mailboxRecords(state)) {
    const key = addressKey(email);
    if (!found.has(key)) found.set(key, { email, contact: false });
  }
  return [...found.values()];
}

/** Returns what follows the `@`; null for nothing. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at < 0 || at === address.length - 1 ? null : address.slice(at + 1);
}

/** @param allowed domains, and `*.acme.fr` for those below one */
export function isAllowed(domain: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => (one.startsWith('*.') ? domain.endsWith(one.slice(1)) : domain === one));
}

/** Is one text the other but for one typing slip: a letter missing, added, changed, or two neighbours swapped? */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  );
}
