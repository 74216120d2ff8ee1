/**
 * The command tree. Each command's module is loaded only when it runs: only the noun on the command line gets its verbs and
 * flags, the others are a line in the help. Source: docs/contract/cli.md, "Commands".
 */
import { Command, CommanderError, Option } from 'commander';
import { nearest } from './nearest.js';
import { addCommand, addGlobalFlags, describe, type Execute, type Noun } from './commands/lib/command.js';
import { FLAGS, GLOBAL_FLAGS } from './commands/lib/flags.js';
import { fullName, HELP_WIDTH, helpLayout, VERB } from './commands/lib/help.js';
import type { Context } from './context.js';
import { AboError } from './errors.js';

interface NounEntry {
  readonly alias?: string;
  readonly load: () => Promise<Noun>;
}

export const NOUNS: Readonly<Record<string, NounEntry>> = {
  company: { load: async () => (await import('./commands/company.js')).company },
  contact: { load: async () => (await import('./commands/contact.js')).contact },
  mailbox: { load: async () => (await import('./commands/mailbox.js')).mailbox },
  subscription: { alias: 'sub', load: async () => (await import('./commands/subscription.js')).subscription },
  onboard: { load: async () => (await import('./commands/onboard.js')).onboard },
  find: { load: async () => (await import('./commands/find.js')).find },
  address: { load: async () => (await import('./commands/address.js')).address },
  simulate: { load: async () => (await import('./commands/simulate.js')).simulate },
  verify: { load: async () => (await import('./commands/verify.js')).verify },
  audit: { load: async () => (await import('./commands/audit.js')).audit },
  why: { load: async () => (await import('./commands/why.js')).why },
  apply: { load: async () => (await import('./commands/apply.js')).applyNoun },
  plan: { load: async () => (await import('./commands/apply.js')).plan },
  can: { load: async () => (await import('./commands/can.js')).can },
  history: { load: async () => (await import('./commands/history.js')).history },
  undo: { load: async () => (await import('./commands/undo.js')).undo },
  explain: { load: async () => (await import('./commands/explain.js')).explain },
  db: { load: async () => (await import('./commands/db.js')).db },
  config: { load: async () => (await import('./commands/config.js')).config },
  profile: { load: async () => (await import('./commands/config.js')).profile },
  demo: { load: async () => (await import('./commands/demo.js')).demo },
};

/** Parses the arguments and runs the command that they name, by way of `execute`. */
export async function runProgram(args: readonly string[], context: Context, execute: Execute): Promise<void> {
  const words = withoutHelpCommand(args);
  const program = new Command('abo');
  const help: string[] = [];
  prepare(program, context, (text) => help.push(text));
  describe(program, 'abo', context);
  addGlobalFlags(program, context);
  program.enablePositionalOptions();

  const noun = firstOperand(words);
  const found = noun === undefined ? undefined : nounOf(noun);
  if (noun === undefined) {
    const { welcome } = await import('./commands/welcome.js');
    program.action(async () => execute(program, welcome));
  } else if (found === undefined) {
    throw unknownCommand(noun, Object.keys(NOUNS), '');
  }
  for (const [name, entry] of Object.entries(NOUNS)) {
    if (entry === found) await addNoun(program, await entry.load(), context, execute);
    else describe(program.command(name), name, context);
  }
  throwUsageErrors(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    // `--help` and `--version` end the program here.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
  }
  for (const text of help) await context.terminal.stdout.write(text);
}

function nounOf(word: string): NounEntry | undefined {
  return Object.entries(NOUNS).find(([name, { alias }]) => name === word || alias === word)?.[1];
}

async function addNoun(program: Command, noun: Noun, context: Context, execute: Execute): Promise<void> {
  const [first] = noun.commands;
  if (first !== undefined && first.verb === undefined) {
    const command = addCommand(program, noun, first, context, execute);
    // `history` is a command itself, and `history show` too.
    for (const entry of noun.commands.slice(1)) addCommand(command, noun, entry, context, execute);
    return;
  }
  const parent = program.command(noun.name);
  if (noun.alias !== undefined) parent.alias(noun.alias);
  describe(parent, noun.name, context);
  addGlobalFlags(parent, context);
  parent.enablePositionalOptions();
  for (const entry of noun.commands) addCommand(parent, noun, entry, context, execute);
  parent.argument(`[${VERB}]`).allowExcessArguments();
  parent.action(() => {
    const [verb] = parent.args;
    if (verb === undefined) {
      parent.outputHelp();
      return;
    }
    const verbs = noun.commands.flatMap((entry) => entry.verb ?? []);
    throw unknownCommand(verb, verbs, `${noun.name} `);
  });
}

/** Settings that every command below inherits. */
function prepare(program: Command, { messages, terminal }: Context, onHelp: (text: string) => void): void {
  program.exitOverride();
  program.showSuggestionAfterError(false);
  program.configureOutput({
    writeOut: onHelp,
    writeErr: () => {
      // Usage errors are thrown, and written like any other error: see usageError.
    },
    getOutHelpWidth: () => terminal.stdout.columns ?? HELP_WIDTH,
    getOutHasColors: () => terminal.stdout.color,
  });
  program.configureHelp(helpLayout(messages));
}

/** `abo help company set` is `abo company set --help`. */
function withoutHelpCommand(args: readonly string[]): readonly string[] {
  return args[0] === 'help' ? [...args.slice(1), '--help'] : args;
}

/** The first word that is neither a global flag nor its value. */
function firstOperand(args: readonly string[]): string | undefined {
  const withValue = new Set(
    Object.values(GLOBAL_FLAGS).flatMap((flag) => ('parse' in flag ? [flag.syntax.split(' ')[0]] : [])),
  );
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') return args[i + 1];
    if (!arg.startsWith('-')) return arg;
    if (withValue.has(arg)) i++;
  }
  return undefined;
}

function unknownCommand(word: string, known: readonly string[], prefix: string): AboError {
  const suggestion = nearest(word, known);
  return new AboError('unknown-command', {
    name: prefix + word,
    command: `abo ${prefix}`.trim(),
    suggestion: suggestion && `abo ${prefix}${suggestion}`,
  });
}

/** Each command makes its own usage errors: they name the command and suggest its flags. */
function throwUsageErrors(command: Command): void {
  command.exitOverride((error) => {
    throw usageError(error, command);
  });
  command.commands.forEach(throwUsageErrors);
}

const AT_FLAG = new Option(FLAGS.at.syntax).long;

/** Converts commander's usage error to an `AboError`. Help and the version, which end the program too, stay as they are. */
function usageError(error: CommanderError, command: Command): Error {
  const name = fullName(command);
  const quoted = /'([^']*)'/u.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption': {
      // The nearest flag would be `--all`.
      if (quoted === AT_FLAG) return new AboError('no-past-here', { flag: quoted, command: name });
      // Without the dashes, which all flags share.
      const flag = nearest(
        quoted.replace(/^-+/u, ''),
        command.options.flatMap(({ long }) => long?.slice(2) ?? []),
      );
      return new AboError('unknown-option', {
        flag: quoted,
        command: name,
        suggestion: flag && `--${flag}`,
      });
    }
    case 'commander.missingArgument':
      return new AboError('missing-operand', { operand: quoted.toUpperCase(), command: name });
    case 'commander.excessArguments':
      return new AboError('excess-operand', {
        operand: command.args[command.registeredArguments.length] ?? '',
        command: name,
      });
    case 'commander.optionMissingArgument':
      return new AboError('missing-value', {
        flag: quoted.split(/[ ,]/u).find((word) => word.startsWith('--')) ?? quoted,
        command: name,
      });
    default:
      return error;
  }
}
