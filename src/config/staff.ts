/** Who the journal names, where no contact acts. Source: docs/contract/cli.md, "Global flags". */
import type { System } from '../system.js';

export interface StaffChoice {
  readonly name: string;
  /** The flag or variable that says so; null for the operating system. */
  readonly from: string | null;
}

/** `--staff`, `ABO_STAFF`, else the operating system's user: a name for the journal, no proof of who sits there. */
export function chooseStaff(flag: string | undefined, { env, user }: Pick<System, 'env' | 'user'>): StaffChoice {
  if (flag !== undefined) return { name: flag, from: '--staff' };
  const named = env['ABO_STAFF'];
  if (named !== undefined && named !== '') return { name: named, from: 'ABO_STAFF' };
  return { name: user(), from: null };
}
