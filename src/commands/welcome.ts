/** `abo` alone: which database it would use, whether that exists, and what to try next. Source: docs/contract/cli.md, "Commands". */
import type { Session } from '../context.js';
import { EXIT, type ExitCode } from '../errors.js';
import { maskedLocation } from '../passwords.js';
import { writeWelcome } from '../views/status.js';

export async function welcome(session: Session): Promise<ExitCode> {
  const { location: named, source } = session.database();
  const { engine, location } = await session.engine();
  const { state } = await engine.status(location);
  await writeWelcome(
    { name: maskedLocation(named), source, ready: state === 'current' },
    session.terminal.stdout,
    session.messages,
  );
  return EXIT.done;
}
