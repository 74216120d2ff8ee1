/** May this command write to its database? Source: docs/contract/cli.md, "Profiles". */
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import { visible } from '../../views/visible.js';

/**
 * Refuses a read-only profile before connecting, and a protected one whose name is neither given nor can be prompted for.
 *
 * @param confirmed the name given by `--confirm`
 * @returns the name of a protected profile, which must still be typed; null where none must
 * @throws AboError `profile-read-only`, `profile-protected`
 */
export function requireWritable(session: Session, confirmed: string | undefined): string | null {
  const { profile } = session.database();
  if (profile === null) return null;
  if (profile.readOnly) throw new AboError('profile-read-only', { profile: profile.name });
  if (!profile.protected || confirmed === profile.name) return null;
  const canAsk = session.prompter.available && confirmed === undefined;
  if (!canAsk) throw new AboError('profile-protected', { profile: profile.name });
  return profile.name;
}

/**
 * As `requireWritable`, for a command without a plan to confirm: prompts for the name itself.
 *
 * @throws AboError `declined` for anything but the name
 */
export async function confirmWritable(session: Session, confirmed: string | undefined): Promise<void> {
  const name = requireWritable(session, confirmed);
  if (name === null) return;
  const question = session.messages.notices.confirmDatabase(visible(name));
  if (!(await session.prompter.confirmByName(question, name))) throw new AboError('declined', {});
}
