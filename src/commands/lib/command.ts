/**
 * How commands are made: a table entry says a command's words, operands and flags; `run` does the work. Parsing, help and
 * usage errors are the same for all. Source: docs/contract/cli.md, "Commands" and "Global flags".
 */
import { Option, type Command } from 'commander';
import type { Context, Globals, Session } from '../../context.js';
import { AboError, type ExitCode } from '../../errors.js';
import { HELP_WIDTH, wrapHelp } from './help.js';
import { FLAGS, GLOBAL_FLAGS, isGlobalFlag, type FlagName, type Options } from './flags.js';

export type Run = (session: Session, operands: readonly string[], options: Options) => Promise<ExitCode>;

export interface CommandEntry {
  /** Absent for a noun that is a command itself: `find`. */
  readonly verb?: string;
  /** In commander's form: `<event>`, `[dir]`, `<assignments...>`. */
  readonly operands?: readonly string[];
  readonly flags?: readonly FlagName[];
  /**
   * May only support staff run it, and no contact whom `--as` names? So it is, unless said otherwise, for whatever can
   * change something (it takes `--dry-run`). A command of which it is false has each change judged by itself.
   */
  readonly staffOnly?: boolean;
  readonly run: Run;
}

export interface Noun {
  readonly name: string;
  readonly alias?: string;
  /** Of all its commands. */
  readonly staffOnly?: true;
  readonly commands: readonly CommandEntry[];
}

/** What the program does with a command that was parsed. */
export type Execute = (command: Command, run: Run, operands: readonly string[], options: Options) => Promise<void>;

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
  for (const operand of entry.operands ?? []) command.argument(operand);
  const names = entry.flags ?? [];
  for (const name of names) command.addOption(optionOf(name, FLAGS[name], context.messages.help.flags[name]));
  addGlobalFlags(command, context);
  command.action(async () => {
    if (canChange(entry)) context.reached('changing');
    const run = isStaffOnly(noun, entry) ? refusingContacts(entry.run) : entry.run;
    await execute(command, run, command.args, optionsOf(command, names));
  });
  return command;
}

/** Source: docs/contract/rules.md, "Who may do what". */
export function isStaffOnly(noun: Noun, entry: CommandEntry): boolean {
  return noun.staffOnly ?? entry.staffOnly ?? canChange(entry);
}

function canChange({ flags }: CommandEntry): boolean {
  return flags?.includes('dryRun') ?? false;
}

/** Whoever the contact is, the answer is no: the database isn't even opened. */
function refusingContacts(run: Run): Run {
  return async (session, operands, options) => {
    const { as: actor } = session.globals;
    if (actor !== undefined) throw new AboError('staff-only', { actor });
    return run(session, operands, options);
  };
}

/** The texts of a command, by its words: `mailbox set`. */
export function describe(command: Command, name: string, context: Context): void {
  const texts: Readonly<Record<string, { readonly summary: string; readonly more?: string }>> =
    context.messages.help.commands;
  const help = texts[name];
  if (help === undefined) throw new Error(`no help for ${name}`);
  command.description(help.summary);
  const { more } = help;
  const width = (): number => context.terminal.stdout.columns ?? HELP_WIDTH;
  if (more !== undefined) command.addHelpText('after', () => `\n${wrapHelp(more, width())}`);
}

export function addGlobalFlags(command: Command, { messages, version }: Context): void {
  const { globals, titles } = messages.help;
  for (const name of Object.keys(GLOBAL_FLAGS).filter(isGlobalFlag)) {
    command.addOption(optionOf(name, GLOBAL_FLAGS[name], globals[name]).helpGroup(titles.globals));
  }
  command.version(version, '--version', globals.version);
  command.options.at(-1)?.helpGroup(titles.globals);
  command.addHelpOption(new Option('-h, --help', globals.help).helpGroup(titles.globals));
  command.helpCommand(false);
}

function optionOf(
  name: string,
  flag: { readonly syntax: string; readonly parse?: (flag: string) => (text: string, previous: never) => unknown },
  description: string,
): Option {
  const option = new Option(flag.syntax, description);
  const long = option.long ?? name;
  if (flag.parse !== undefined) {
    const parse = flag.parse(long);
    // Commander hands back as `previous` what the same parser gave before.
    option.argParser<unknown>((text, previous) => parse(text, previous as never));
  }
  return option;
}

/** Commander names a value by its flag; here it goes by its name in `FLAGS`. */
function optionsOf(command: Command, names: readonly FlagName[]): Options {
  const values: Readonly<Record<string, unknown>> = command.opts();
  const entries = names.map((name) => [name, values[new Option(FLAGS[name].syntax).attributeName()]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
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
