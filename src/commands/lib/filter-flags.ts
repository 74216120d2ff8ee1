/** From the filter flags to filters, and what to say when a wildcard reached nothing. */
import { NO_FILTERS, resolveFilters, selectCompanies, type Filters, type Scope } from '../../app/read/filters.js';
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import type { Options } from './flags.js';

export function filtersOf(options: Options): Filters {
  return {
    companies: options.company ?? [],
    excludeCompanies: options.excludeCompany ?? [],
    partners: options.partner ?? [],
    universes: options.universe ?? [],
    contacts: options.contact ?? [],
    excludeContacts: options.excludeContact ?? [],
    roles: options.role ?? [],
    access: options.access ?? null,
    categories: options.category ?? [],
    channels: options.channel ?? [],
    addresses: options.address ?? [],
    notified: options.notified ?? null,
    stored: options.stored ?? [],
    reasons: options.reason ?? [],
  };
}

/** The companies that a command is about which has no other filter. */
export function selectionOf(reader: Reader, options: Options): Promise<CompanySelection> {
  return selectCompanies(reader, filtersOf(options));
}

/** The scope of a list or export. */
export async function scopeOf(reader: Reader, options: Options): Promise<Scope> {
  return resolveFilters(reader, filtersOf(options));
}

/** The scope of a change, which needs a filter, or `--all`. */
export async function scopeOfChange(session: Session, reader: Reader, options: Options): Promise<Scope> {
  const filters = filtersOf(options);
  const given = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  if (!given && options.all !== true) throw new AboError('needs-filter', { command: `abo ${session.command}` });
  if (given && options.all === true) {
    // `--all` beside a filter leaves open which of the two was meant.
    throw new AboError('flags-exclude', { first: '--all', second: session.messages.notices.aFilter });
  }
  return resolveFilters(reader, filters);
}

/** A change whose patterns reach nothing is no error, but is said. */
export async function noticeNoMatch(session: Session, scope: Scope, reached: readonly unknown[]): Promise<void> {
  if (reached.length === 0 && scope.patterns.length > 0) {
    await session.notice(session.messages.notices.noMatch(scope.patterns));
  }
}
