import { addressKey } from '../../address.js';
import type { AuditedCompany, AuditOptions, RuleFinding } from '../finding.js';
import { addressesOf, domainOf, isOneSlip } from '../domains.js';

/**
 * A domain one typing slip from another that is much more frequent in the same company: `acm.fr` beside forty `acme.fr`.
 * Source: docs/contract/cli.md, "Audit rules" (`suspicious-domain`).
 */
export function* suspiciousDomain({ state, code, options }: AuditedCompany): Generator<RuleFinding> {
  const counts = new Map<string, number>();
  const addresses = addressesOf(state);
  for (const { email } of addresses) {
    const domain = domainOf(addressKey(email));
    if (domain !== null) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  if (counts.size < 2) return;
  for (const [domain, count] of counts) {
    // The most frequent of those that may have been meant.
    let meant: { readonly domain: string; readonly count: number } | null = null;
    for (const [other, frequency] of counts) {
      if (frequency < count * options.domainRatio || frequency <= (meant?.count ?? 0)) continue;
      if (isOneSlip(domain, other)) meant = { domain: other, count: frequency };
    }
    if (meant === null) continue;
    yield {
      company: code,
      address: `@${domain}`,
      detail: [`@${meant.domain}`],
      ...(canBeMoved(addresses, domain, meant.domain, options)
        ? { fix: { kind: 'domain', company: state.company, from: `@${domain}`, to: `@${meant.domain}` } }
        : {}),
    };
  }
}

/** Can each address of the domain have the other? Not where that is no address, nor where a contact has it already. */
function canBeMoved(
  addresses: ReturnType<typeof addressesOf>,
  from: string,
  to: string,
  { isAddress }: AuditOptions,
): boolean {
  const contacts = new Set(addresses.flatMap(({ email, contact }) => (contact ? [addressKey(email)] : [])));
  return addresses.every(({ email, contact }) => {
    if (domainOf(addressKey(email)) !== from) return true;
    const moved = `${email.slice(0, email.lastIndexOf('@'))}@${to}`;
    return isAddress(moved) && !(contact && contacts.has(addressKey(moved)));
  });
}
