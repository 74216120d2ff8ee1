/** Who the journal names, where no contact acts. Source: docs/contract/cli.md, "Global flags". */
import type { Chosen, System } from '../system.js';

/** `--staff`, `ABO_STAFF`, else the operating system's user: a name for the journal, which is not checked. */
export function chooseStaff(flag: string | undefined, { env, user }: Pick<System, 'env' | 'user'>): Chosen<string> {
  if (flag !== undefined) return { value: flag, from: '--staff' };
  const named = env['ABO_STAFF'];
  if (named !== undefined && named !== '') return { value: named, from: 'ABO_STAFF' };
  return { value: user(), from: null };
}
