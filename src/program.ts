/**
 * The command tree. Each command's module is loaded only when it runs: of the nouns, only the one that is asked for is
 * built whole, the others are a line in the help. Source: cli.md, "Commands".
 */
import { Command, CommanderError } from 'commander';
import { nearest } from './app/nearest.js';
import { addCommand, addGlobalFlags, describe, type Execute, type Noun } from './commands/command.js';
import { GLOBAL_FLAGS } from './commands/flags.js';
import type { Context } from './context.js';
import { AboError } from './errors.js';

interface NounEntry {
  readonly alias?: string;
  readonly load: () => Promise<Noun>;
}

const NOUNS: Readonly<Record<string, NounEntry>> = {
  company: { load: async () => (await import('./commands/company.js')).company },
  contact: { load: async () => (await import('./commands/contact.js')).contact },
  mailbox: { load: async () => (await import('./commands/mailbox.js')).mailbox },
  subscription: { alias: 'sub', load: async () => (await import('./commands/subscription.js')).subscription },
  onboard: { load: async () => (await import('./commands/onboard.js')).onboard },
  find: { load: async () => (await import('./commands/find.js')).find },
  address: { load: async () => (await import('./commands/address.js')).address },
  simulate: { load: async () => (await import('./commands/simulate.js')).simulate },
  history: { load: async () => (await import('./commands/history.js')).history },
  db: { load: async () => (await import('./commands/db.js')).db },
  demo: { load: async () => (await import('./commands/demo.js')).demo },
};

/** Parses the arguments and runs the command that they name, by way of `execute`. */
export async function runProgram(args: readonly string[], context: Context, execute: Execute): Promise<void> {
  const words = withoutHelpCommand(args);
  const program = new Command('abo');
  prepare(program, context);
  describe(program, 'abo', context);
  addGlobalFlags(program, context);
  program.version(context.version, '--version', context.messages.help.globals.version);
  program.enablePositionalOptions();

  const asked = firstOperand(words);
  for (const [name, entry] of Object.entries(NOUNS)) {
    if (name === asked || entry.alias === asked) await addNoun(program, await entry.load(), context, execute);
    else describe(program.command(name), name, context);
  }
  if (asked === undefined) {
    const { welcome } = await import('./commands/welcome.js');
    program.action(async () => execute(program, welcome, [], {}));
  } else if (!Object.entries(NOUNS).some(([name, { alias }]) => name === asked || alias === asked)) {
    throw unknownCommand(asked, Object.keys(NOUNS), '');
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) handleUsage(error, program, words);
    else throw error;
  }
}

async function addNoun(program: Command, noun: Noun, context: Context, execute: Execute): Promise<void> {
  const [first] = noun.commands;
  if (first !== undefined && first.verb === undefined) {
    const command = addCommand(program, noun.name, first, context, execute);
    // `history` answers itself, and has a verb.
    for (const entry of noun.commands.slice(1)) addCommand(command, noun.name, entry, context, execute);
    return;
  }
  const parent = program.command(noun.name);
  if (noun.alias !== undefined) parent.alias(noun.alias);
  describe(parent, noun.name, context);
  addGlobalFlags(parent, context);
  parent.enablePositionalOptions();
  for (const entry of noun.commands) addCommand(parent, noun.name, entry, context, execute);
  parent.argument('[verb]').action(() => {
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
function prepare(program: Command, { messages, terminal }: Context): void {
  const { titles, usageOptions, usageCommand } = messages.help;
  const titleOf = new Map([
    ['Usage:', titles.usage],
    ['Options:', titles.options],
    ['Commands:', titles.commands],
    ['Arguments:', titles.arguments],
  ]);
  program.exitOverride();
  program.showSuggestionAfterError(false);
  program.configureOutput({
    writeOut: (text) => {
      void terminal.stdout.write(text);
    },
    writeErr: () => {
      // Usage errors are told like any other: see handleUsage.
    },
    getOutHelpWidth: () => terminal.stdout.columns ?? 100,
    getOutHasColors: () => terminal.stdout.color,
  });
  program.configureHelp({
    styleTitle: (title) => titleOf.get(title) ?? title,
    styleUsage: (usage) => usage.replace('[options]', usageOptions).replace('[command]', usageCommand),
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(operandText)].join(' '),
    visibleCommands: (command) => [...command.commands],
  });
}

function operandText(argument: { required: boolean; variadic: boolean; name(): string }): string {
  const name = argument.name() + (argument.variadic ? '...' : '');
  return argument.required ? `<${name}>` : `[${name}]`;
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
    ...(suggestion === undefined ? {} : { suggestion: `abo ${prefix}${suggestion}` }),
  });
}

/** Turns commander's usage errors into ours; help and version end the program as they are. */
function handleUsage(error: CommanderError, program: Command, args: readonly string[]): void {
  const command = commandOf(program, args);
  const name = fullName(command);
  const quoted = /'([^']*)'/u.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return;
    case 'commander.unknownOption': {
      const flags = command.options.flatMap(({ long }) => long ?? []);
      const suggestion = nearest(quoted, flags);
      throw new AboError('unknown-option', {
        flag: quoted,
        command: name,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    case 'commander.missingArgument':
      throw new AboError('missing-operand', { operand: quoted.toUpperCase(), command: name });
    case 'commander.excessArguments':
      throw new AboError('excess-operand', {
        operand: command.args[command.registeredArguments.length] ?? '',
        command: name,
      });
    case 'commander.optionMissingArgument':
      throw new AboError('missing-value', {
        flag: quoted.split(/[ ,]/u).find((word) => word.startsWith('--')) ?? quoted,
        command: name,
      });
    default:
      throw error;
  }
}

/** The command that the words lead to. */
function commandOf(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    const next = command.commands.find((each) => each.name() === arg || each.aliases().includes(arg));
    if (next !== undefined) command = next;
  }
  return command;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
