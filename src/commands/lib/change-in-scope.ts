/** A change of all that filters reach: `company set`, `contact set`, `mailbox set` and `clear`, `subscription set`. */
import { planRequests } from '../../app/change/plan-requests.js';
import { filtersOf, hasCondition, resolveFilters, type Filters, type Scope } from '../../app/read/filters.js';
import type { Session } from '../../context.js';
import type { Request } from '../../domain/plan/request.js';
import { AboError, type ExitCode } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { change } from './change.js';
import type { ChangeFlag, Options } from './flags.js';

/** Patterns that reach nothing are no error, but a notice names them. */
export async function changeInScope(
  session: Session,
  options: Options<ChangeFlag | 'all'> & Partial<Filters>,
  requestsIn: (reader: Reader, scope: Scope) => Promise<readonly Request[]>,
): Promise<ExitCode> {
  return change(session, options, async (reader, planning) => {
    requireFilter(session, options);
    const scope = await resolveFilters(reader, options);
    const requests = await requestsIn(reader, scope);
    if (requests.length === 0 && scope.patterns.length > 0) {
      await session.notice(session.messages.notices.noMatch(scope.patterns));
    }
    return { planned: await planRequests(reader, requests, planning) };
  });
}

/** @throws AboError `needs-filter` without a filter and `--all`; `flags-exclude` with both: one of them is a mistake */
function requireFilter({ command, messages }: Session, options: Options<'all'> & Partial<Filters>): void {
  const isFiltered = hasCondition(filtersOf(options));
  if (!isFiltered && !options.all) throw new AboError('needs-filter', { command: `abo ${command}` });
  if (isFiltered && options.all) {
    throw new AboError('flags-exclude', { first: '--all', second: messages.notices.aFilter });
  }
}
