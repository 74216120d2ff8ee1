/**
 * What answers on a port where the expected server doesn't: another kind of server, whose words a driver takes for broken
 * ones, or who waits for the client's first, as the driver does for the server's. It is asked in a way that each of the
 * usual ones answers after its own fashion.
 */
import { connect } from 'node:net';
import { AboError } from '../../errors.js';
import type { Sockets } from './answer-timeout.js';
import type { ServerAddress } from './server-url.js';

type Kind = 'postgres' | 'mysql' | 'http' | 'other';

/** PostgreSQL and MySQL answer at once: after so many milliseconds of silence, it is looked who is there. */
const SILENCE_MS = 2_000;
/** How long whoever is there may take to answer each question, in milliseconds. */
const ANSWER_MS = 500;

/** "May I encrypt?" PostgreSQL answers with one letter; MySQL has spoken before it was asked. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** A line to those who wait for its end, web servers or not. */
const LINE = Buffer.from('GET / HTTP/1.0\r\n\r\n');

/**
 * Connects; a failure, or silence, for which another kind of server is the reason, is told as that.
 *
 * @param sockets those of the connection
 * @param errorOf what a failure means
 * @throws AboError `other-server` (exit 7), or what `errorOf` gives
 */
export async function expecting<T>(
  expected: 'postgres' | 'mysql',
  { host, port, name }: ServerAddress,
  sockets: Sockets,
  connecting: () => Promise<T>,
  errorOf: (error: unknown) => unknown,
): Promise<T> {
  const look = async (): Promise<AboError | null> => {
    const found = await kindAt(host, port);
    return found === null || found === expected ? null : new AboError('other-server', { name, expected, found });
  };
  let looking = Promise.resolve<AboError | null>(null);
  const timer = setTimeout(() => {
    looking = look();
    void looking.then((other) => {
      if (other !== null) sockets.cut(other);
    });
  }, SILENCE_MS);
  try {
    return await connecting();
  } catch (error) {
    clearTimeout(timer);
    const meant = errorOf(error);
    throw (await looking) ?? (mayBeAnother(meant) ? await look() : null) ?? meant;
  } finally {
    clearTimeout(timer);
  }
}

/** Of what the server itself said, and of what lies before it, there is no doubt. */
function mayBeAnother(meant: unknown): boolean {
  if (!(meant instanceof AboError)) return true;
  return meant.code === 'connection-lost' || meant.code === 'tls-failed';
}

/** Null where nothing, or nobody, answers. */
async function kindAt(host: string, port: number): Promise<Kind | null> {
  const said = (await answerTo(SSL_REQUEST, host, port)) ?? (await answerTo(LINE, host, port));
  return said === null ? null : kindOf(said);
}

function answerTo(question: Buffer, host: string, port: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(question));
    const enough = setTimeout(() => socket.destroy(), ANSWER_MS);
    socket.once('data', (said) => {
      resolve(said);
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(enough);
      resolve(null);
    });
  });
}

function kindOf(said: Buffer): Kind {
  const text = said.toString('latin1');
  if (text === 'S' || text === 'N' || text.startsWith('E\0\0')) return 'postgres';
  // A packet's length and number; then the version of the protocol, or an error.
  if (said[3] === 0 && (said[4] === 10 || said[4] === 255)) return 'mysql';
  return text.startsWith('HTTP/') ? 'http' : 'other';
}
