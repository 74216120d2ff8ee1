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
    const [meant] = [...counts]
      .filter(([other, frequency]) => frequency >= count * options.domainRatio && isOneSlip(domain, other))
      .map(([other, frequency]) => ({ domain: other, frequency }))
      .sort((a, b) => b.frequency - a.frequency);
    if (meant === undefined) continue;
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

/** Can every address of one domain change to the other? Not to an invalid address, or one that another contact has. */
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
