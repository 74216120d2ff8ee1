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
  /** What is typed once something is asked. */
  readonly type?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What shows that a question waits for an answer. */
const ASKED = /\(y\/N\)|\(o\/N\)|Type its name|Type \w+ to/u;

export function onTerminal(abo: Abo, args: readonly string[], options: TerminalOptions = {}): Promise<OnScreen> {
  const { columns = 100, type, env = {} } = options;
  return new Promise((resolve) => {
    const terminal = spawn(NODE, [BIN, ...args], {
      cols: columns,
      rows: 40,
      cwd: abo.folder,
      env: { ...abo.env, TERM: 'xterm-256color', ...env },
    });
    let raw = '';
    let typed = false;
    terminal.onData((text) => {
      raw += text;
      if (typed || type === undefined || !ASKED.test(stripVTControlCharacters(raw))) return;
      typed = true;
      // The question is drawn before the keys are read.
      setTimeout(() => {
        terminal.write(type);
      }, 100);
    });
    terminal.onExit(({ exitCode }) => {
      resolve({ raw, exitCode, screen: stripVTControlCharacters(raw).replaceAll('\r\n', '\n') });
    });
  });
}
