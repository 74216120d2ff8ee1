/** Runs a command in a real terminal. Returns what the screen showed and how it ended. */
import { spawn } from '@lydell/node-pty';
import { stripVTControlCharacters } from 'node:util';
import { BIN, NODE, type Abo } from './abo.js';

export interface OnScreen {
  /** Everything that was shown, without colours and cursor movements. */
  readonly screen: string;
  /** As it was written. */
  readonly raw: string;
  readonly exitCode: number;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** What is typed when a prompt appears. */
  readonly type?: string;
  /** The signal that is sent at the prompt, instead. */
  readonly signal?: NodeJS.Signals;
  /** Runs while the prompt waits. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The text of a prompt that waits for an answer. */
const PROMPT = /\(y\/N\)|\(o\/N\)|Type its name|Type \w+ to/u;

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
      if (answered || !PROMPT.test(stripVTControlCharacters(raw))) return;
      answered = true;
      // The prompt reads keys from the moment it is drawn, so nothing typed now is lost.
      if (meanwhile === undefined) answer();
      else meanwhile().then(answer, reject);
    });
    terminal.onExit(({ exitCode }) => {
      resolve({ raw, exitCode, screen: stripVTControlCharacters(raw).replaceAll('\r\n', '\n') });
    });
  });
}
