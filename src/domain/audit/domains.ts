/** The addresses of a company, and their domains. */
import { addressKey } from '../address.js';
import type { CompanyState } from '../model.js';
import { mailboxRecords } from '../records.js';

/** Every address of a company once, by contacts, then mailboxes; `contact`: is it a contact's? */
export function addressesOf(state: CompanyState): readonly { readonly email: string; readonly contact: boolean }[] {
  const found = new Map<string, { readonly email: string; readonly contact: boolean }>();
  for (const { contact } of state.contacts)
    found.set(addressKey(contact.email), { email: contact.email, contact: true });
  for (const { email } of mailboxRecords(state)) {
    const key = addressKey(email);
    if (!found.has(key)) found.set(key, { email, contact: false });
  }
  return [...found.values()];
}

/** What stands behind the `@`; null when there is none. */
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
