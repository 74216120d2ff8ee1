/** May this command write to its database? Source: docs/contract/cli.md, "Profiles". */
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import { visible } from '../../views/visible.js';

/**
 * Refuses a read-only profile before connecting, and a protected one whose name is neither given nor can be prompted for.
 *
 * @param confirmed the name given by `--confirm`
 * @throws AboError `profile-read-only`, `profile-protected`
 */
export function requireWritable(session: Session, confirmed: string | undefined): void {
  const { profile } = session.database();
  if (profile === null) return;
  if (profile.readOnly) throw new AboError('profile-read-only', { profile: profile.name });
  if (!profile.protected || confirmed === profile.name) return;
  const canAsk = session.prompter.available && confirmed === undefined;
  if (!canAsk) throw new AboError('profile-protected', { profile: profile.name });
}

/** Returns the name of a protected profile that must still be typed; null where none must. */
export function nameToType(session: Session, confirmed: string | undefined): string | null {
  const { profile } = session.database();
  return profile === null || !profile.protected || confirmed === profile.name ? null : profile.name;
}

/**
 * As `requireWritable`, for a command without a plan to confirm: prompts for the name itself.
 *
 * @throws AboError `declined` for anything but the name
 */
export async function confirmWritable(session: Session, confirmed: string | undefined): Promise<void> {
  requireWritable(session, confirmed);
  const name = nameToType(session, confirmed);
  if (name === null) return;
  const question = session.messages.notices.confirmDatabase(visible(name));
  if (!(await session.prompter.confirmByName(question, name))) throw new AboError('declined', {});
}
