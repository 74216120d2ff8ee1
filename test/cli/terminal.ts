/** A command in a real terminal: what the screen showed, and how it ended. */
import { spawn } from '@lydell/node-pty';
import { stripVTControlCharacters } from 'node:util';
import { BIN, NODE, type Abo } from './abo.js';

export interface OnScreen {
  /** Everything that was shown, colours and cursor movements taken out. */
  readonly screen: string;
  /** As it was written. */
  readonly raw: string;
  readonly exitCode: number;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** What is typed once something is asked. */
  readonly type?: string;
  /** The signal that is sent then, instead. */
  readonly signal?: NodeJS.Signals;
  /** What is done before that. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What shows that a question waits for an answer. */
const ASKED = /\(y\/N\)|\(o\/N\)|Type its name|Type \w+ to/u;

export function onTerminal(abo: Abo, args: readonly string[], options: TerminalOptions = {}): Promise<OnScreen> {
  return onTerminalIn(abo, [NODE, BIN, ...args], options);
}

/** Any command line, in a terminal. */
export function onTerminalIn(
  abo: Abo,
  [file = '', ...args]: readonly string[],
  options: TerminalOptions = {},
): Promise<OnScreen> {
  const { columns = 100, rows = 40, type, signal, meanwhile, env = {} } = options;
  return new Promise((resolve, reject) => {
    const terminal = spawn(file, args, {
      cols: columns,
      rows,
      cwd: abo.folder,
      env: { ...abo.env, TERM: 'xterm-256color', ...env },
    });
    let raw = '';
    let answered = false;
    const answer = (): void => {
      if (type !== undefined) terminal.write(type);
      if (signal !== undefined) terminal.kill(signal);
    };
    terminal.onData((text) => {
      raw += text;
      if (answered || !ASKED.test(stripVTControlCharacters(raw))) return;
      answered = true;
      // Keys are listened to in the turn that draws the question: what is typed once it is seen is read.
      if (meanwhile === undefined) answer();
      else meanwhile().then(answer, reject);
    });
    terminal.onExit(({ exitCode }) => {
      resolve({ raw, exitCode, screen: stripVTControlCharacters(raw).replaceAll('\r\n', '\n') });
    });
  });
}
