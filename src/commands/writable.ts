/** May this run write to its database? Source: cli.md, "Global flags" (Profiles). */
import type { Session } from '../context.js';
import { AboError } from '../errors.js';

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

/** As above, for what is never asked about. */
export function refuseReadOnly(session: Session): void {
  const { profile } = session.database();
  if (profile?.readOnly === true) throw new AboError('profile-read-only', { profile: profile.name });
}
