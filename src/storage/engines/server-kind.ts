/**
 * Finds out whether another kind of server listens on the port, for example MySQL where PostgreSQL was expected. The driver
 * alone can't tell: it sees a broken protocol, or both sides wait for each other. So the server gets a request to which the
 * usual kinds of server answer differently.
 */
import { connect } from 'node:net';
import { AboError } from '../../errors.js';
import type { Sockets } from './answer-timeout.js';
import type { ServerAddress } from './server-url.js';

type Kind = 'postgres' | 'mysql' | 'http' | 'other';

/** PostgreSQL and MySQL answer at once: after so many milliseconds of silence, the kind of server is checked. */
const SILENCE_MS = 2_000;
/** How long a server may take to answer each of these requests, in milliseconds. */
const ANSWER_MS = 500;

/** PostgreSQL answers its own SSLRequest with one letter. MySQL sends its greeting without any request. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** For web servers, and others that wait for a line. */
const LINE = Buffer.from('GET / HTTP/1.0\r\n\r\n');

/**
 * Connects. Reports another kind of server as the reason for a failure or silence.
 *
 * @param sockets those of the connection
 * @param errorOf returns the error to report for a failure
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

/** Errors that the expected kind of server reports itself, or that come before it answers, have no other reason. */
function mayBeAnother(meant: unknown): boolean {
  if (!(meant instanceof AboError)) return true;
  return meant.code === 'connection-lost' || meant.code === 'tls-failed';
}

/** Null without an answer. */
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
