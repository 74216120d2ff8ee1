/** May this run write to its database? Source: docs/contract/cli.md, "Profiles". */
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import { visible } from '../../views/visible.js';

/**
 * A read-only profile is refused before connecting; a protected one where its name is neither given nor can be asked for.
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

/** The name of a protected profile that has still to be typed; null where there is none. */
export function nameToType(session: Session, confirmed: string | undefined): string | null {
  const { profile } = session.database();
  return profile === null || !profile.protected || confirmed === profile.name ? null : profile.name;
}

/**
 * As `requireWritable`, for what has no plan to be confirmed: the name is asked for here.
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
