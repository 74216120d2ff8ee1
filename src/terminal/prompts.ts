/** Prompts: drawn on stderr, since stdout is for the answer, and never without a terminal. */
import { EXIT } from '../errors.js';
import type { Messages } from '../messages/index.js';
import { Interrupted, type Signals } from './signals.js';

/** Questions hold data (names, codes): the caller makes control characters visible first. */
export interface Prompter {
  /** Is there a person to answer? Nothing else may be called when there is none. */
  readonly available: boolean;
  /** Yes or no; Enter alone is no. */
  confirm(question: string): Promise<boolean>;
  /** Only the name, typed, is yes. */
  confirmByName(question: string, name: string): Promise<boolean>;
}

export interface PromptStreams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** What is typed for yes and for no, whatever the language: a habit is stronger than a setting. */
const YES = ['y', 'yes', 'o', 'oui'];
const NO = ['n', 'no', 'non', ''];

/** A wrong answer is cleared before the next is typed. */
const ANSWER_AGAIN = { validationFailureMode: 'clear' } as const;

/** Returns prompts on the process's terminal. There are none unless both streams are terminals. */
export function terminalPrompter(
  { stdin, stderr }: PromptStreams,
  messages: Messages,
  signals: Pick<Signals, 'ask'>,
): Prompter {
  const available = stdin.isTTY === true && stderr.isTTY === true;

  // Without a terminal the library draws, then fails. It is loaded for the first prompt.
  const ask = async (message: string, validate: (text: string) => true | string = () => true): Promise<string> => {
    if (!available) throw new Error('a prompt without a terminal');
    const { input } = await import('@inquirer/prompts');
    try {
      return await signals.ask((signal) =>
        input({ message, validate, theme: ANSWER_AGAIN }, { input: stdin, output: stderr, signal }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ExitPromptError') {
        throw new Interrupted(EXIT.interrupted, 'changing', { cause: error });
      }
      throw error;
    }
  };

  return {
    available,
    // The library's yes-or-no prompt takes `oui` for a no.
    confirm: async (question) => {
      const { yesNo, unclear } = messages.views.prompt;
      const validate = (text: string): true | string => [...YES, ...NO].includes(wordOf(text)) || unclear;
      const typed = await ask(`${question} ${yesNo}`, validate);
      return YES.includes(wordOf(typed));
    },
    confirmByName: async (message, name) => {
      const typed = await ask(message);
      return typed.trim() === name;
    },
  };
}

function wordOf(text: string): string {
  return text.trim().toLowerCase();
}
