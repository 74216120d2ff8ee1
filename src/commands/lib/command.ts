/**
 * How commands are made: `command({ … })` says a command's words, operands and flags, and `run` does the work with just
 * those. Parsing, help and usage errors are the same for all. Source: docs/contract/cli.md, "Commands" and "Global flags".
 */
import { Option, type Command } from 'commander';
import type { Context, Globals, Session } from '../../context.js';
import { AboError, type ExitCode } from '../../errors.js';
import { EXAMPLES } from '../../messages/examples.js';
import { HELP_WIDTH, wrapHelp } from './help.js';
import type { Parse } from './flag-values.js';
import { FLAGS, GLOBAL_FLAGS, isGlobalFlag, type FlagName, type Options } from './flags.js';

/**
 * The values of operands in commander's form: `['<old>', '<new>']` are `[string, string]`, `['[dir]']` is `[string?]`,
 * `['<assignment...>']` is `[string, ...string[]]`.
 */
export type Operands<Declared extends readonly string[]> = Declared extends readonly [
  infer First,
  ...infer Rest extends readonly string[],
]
  ? First extends `<${string}...>`
    ? readonly [string, ...string[]]
    : First extends `[${string}]`
      ? readonly [string?, ...Operands<Rest>]
      : readonly [string, ...Operands<Rest>]
  : readonly [];

/** A command, as it is written down. */
interface CommandDeclaration<Declared extends readonly string[], Flag extends FlagName> {
  /** Absent for a noun that is a command itself: `find`. */
  readonly verb?: string;
  /** In commander's form: `<event>`, `[dir]`, `<assignments...>`. */
  readonly operands?: Declared;
  readonly flags?: readonly Flag[];
  /**
   * Only support staff may run it, not a contact that `--as` names. The default is true for a command that can change
   * something (it takes `--dry-run`). Where it is false, each change is judged by itself.
   */
  readonly staffOnly?: boolean;
  readonly run: (session: Session, operands: Operands<Declared>, options: Options<Flag>) => Promise<ExitCode>;
}

/** A command among others, whatever its operands and flags. */
export interface CommandEntry extends Pick<CommandDeclaration<readonly [], never>, 'verb' | 'staffOnly'> {
  readonly operands: readonly string[];
  readonly flags: readonly FlagName[];
  /** @throws Error for other operands and flags than the command declares */
  readonly run: (session: Session, operands: unknown, options: unknown) => Promise<ExitCode>;
}

export function command<const Declared extends readonly string[] = readonly [], const Flag extends FlagName = never>(
  declaration: CommandDeclaration<Declared, Flag>,
): CommandEntry {
  const { run, operands = [], flags = [] } = declaration;
  const areOperands = (values: unknown): values is Operands<Declared> =>
    Array.isArray(values) && values.length >= operands.filter((operand) => operand.startsWith('<')).length;
  const areOptions = (values: unknown): values is Options<Flag> =>
    typeof values === 'object' && values !== null && flags.every((name) => name in values);
  return {
    ...declaration,
    operands,
    flags,
    run: async (session, values, options) => {
      if (!areOperands(values) || !areOptions(options)) throw new Error(`not the operands and flags of a command`);
      return run(session, values, options);
    },
  };
}

export interface Noun {
  readonly name: string;
  readonly alias?: string;
  /** Of all its commands. */
  readonly staffOnly?: true;
  readonly commands: readonly CommandEntry[];
}

/** Runs a command that was parsed, in a session of its own. */
export type Execute = (command: Command, run: (session: Session) => Promise<ExitCode>) => Promise<void>;

/** Adds a command with its flags. The global flags work before and after it, so it has them too. */
export function addCommand(
  parent: Command,
  noun: Noun,
  entry: CommandEntry,
  context: Context,
  execute: Execute,
): Command {
  const command = parent.command(entry.verb ?? noun.name);
  describe(command, entry.verb === undefined ? noun.name : `${noun.name} ${entry.verb}`, context);
  for (const operand of entry.operands) command.argument(operand);
  for (const name of entry.flags)
    command.addOption(optionOf(name, FLAGS[name], context.messages.help.flags[name], context));
  addGlobalFlags(command, context);
  command.action(async () => {
    if (canChange(entry)) context.reached('changing');
    const options = optionsOf(command, entry.flags);
    await execute(command, async (session) => {
      const { as: actor } = session.globals;
      // No contact may: the database is not even opened.
      if (actor !== undefined && isStaffOnly(noun, entry)) throw new AboError('staff-only', { actor });
      return entry.run(session, command.args, options);
    });
  });
  return command;
}

/** Source: docs/contract/rules.md, "Who may do what". */
export function isStaffOnly(noun: Noun, entry: CommandEntry): boolean {
  return noun.staffOnly ?? entry.staffOnly ?? canChange(entry);
}

function canChange({ flags }: CommandEntry): boolean {
  return flags.includes('dryRun');
}

/** The texts of a command, by its words: `mailbox set`. */
export function describe(command: Command, name: string, context: Context): void {
  const { commands, details, titles } = context.messages.help;
  const summaries: Readonly<Record<string, string>> = commands;
  const summary = summaries[name];
  if (summary === undefined) throw new Error(`no help for ${name}`);
  command.description(summary);
  const more: Readonly<Record<string, string>> = details;
  const examples: Readonly<Record<string, readonly string[]>> = EXAMPLES;
  const lines = (examples[name] ?? []).map((line) => `  $ ${line}`);
  const paragraphs = [more[name] ?? '', lines.length === 0 ? '' : [titles.examples, ...lines].join('\n')];
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  const width = (): number => context.terminal.stdout.columns ?? HELP_WIDTH;
  if (text !== '') command.addHelpText('after', () => `\n${wrapHelp(text, width())}`);
}

export function addGlobalFlags(command: Command, context: Context): void {
  const { messages, version } = context;
  const { globals, titles } = messages.help;
  for (const name of Object.keys(GLOBAL_FLAGS).filter(isGlobalFlag)) {
    command.addOption(optionOf(name, GLOBAL_FLAGS[name], globals[name], context).helpGroup(titles.globals));
  }
  command.version(version, '--version', globals.version);
  command.options.at(-1)?.helpGroup(titles.globals);
  command.addHelpOption(new Option('-h, --help', globals.help).helpGroup(titles.globals));
  command.helpCommand(false);
}

function optionOf(
  name: string,
  {
    syntax,
    parse,
  }: { readonly syntax: string; readonly parse?: (...given: Required<Parameters<Parse<never>>>) => unknown },
  description: string,
  context: Context,
): Option {
  const option = new Option(syntax, description);
  // Commander hands back as `previous` what the same parser gave before.
  if (parse === undefined) return option;
  return option.argParser<unknown>((text, previous) => parse(text, option.long ?? name, context, previous as never));
}

/** Commander names a value by its flag; here it has its name in `FLAGS`. */
function optionsOf(command: Command, names: readonly FlagName[]): Readonly<Record<string, unknown>> {
  const values: Readonly<Record<string, unknown>> = command.opts();
  return Object.fromEntries(
    names.map((name) => {
      const flag = FLAGS[name];
      const value = values[new Option(flag.syntax).attributeName()];
      return [name, value ?? ('repeatable' in flag ? [] : 'parse' in flag ? undefined : false)];
    }),
  );
}

/** The global flags of a command and those above it; the nearest to the command wins. */
export function globalsOf(command: Command): Globals {
  const merged: Record<string, unknown> = {};
  const chain: Command[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) chain.unshift(each);
  for (const each of chain) {
    for (const name of Object.keys(GLOBAL_FLAGS)) {
      if (each.getOptionValueSource(name) === 'cli') merged[name] = each.getOptionValue(name);
    }
  }
  return merged;
}
