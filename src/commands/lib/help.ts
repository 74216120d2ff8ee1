/**
 * How `--help` is laid out: the usage, what it is for, the commands, the command's own options, then the global ones.
 * Source: docs/contract/cli.md, "Commands".
 */
import type { Argument, Command, Help, Option } from 'commander';
import type { Messages } from '../../messages/index.js';
import { fillLines, wrapWords } from '../../views/width.js';

/** Columns of a help that is not for a terminal. */
export const HELP_WIDTH = 80;

/** For `configureHelp`. */
export function helpLayout({ help: { titles, usageOptions, usageCommand, usageVerb } }: Messages): Partial<Help> {
  return {
    // Lines of one or two words are better than lines that the terminal cuts.
    minWidthToWrap: 20,
    commandUsage: (command) => {
      const operands = command.registeredArguments.map((operand) =>
        operand.name() === VERB ? (operand.required ? `<${usageVerb}>` : `[${usageVerb}]`) : operandText(operand),
      );
      const subcommand = command.parent === null ? [`<${usageCommand}>`] : [];
      return [fullName(command), ...subcommand, ...operands, usageOptions].join(' ');
    },
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(operandText)].join(' '),
    // Commander would hide `help`, and sort nothing.
    visibleCommands: (command) => [...command.commands],
    formatHelp: (command, help) => {
      const [globals, options] = [true, false].map((isGlobal) =>
        help.visibleOptions(command).filter((option) => (option.helpGroupHeading === titles.globals) === isGlobal),
      );
      const rows = (list: readonly Option[] = []): readonly HelpRow[] =>
        list.map((option) => [help.optionTerm(option), help.optionDescription(option)]);
      const width = help.padWidth(command, help);
      const section = (title: string, items: readonly HelpRow[]): string =>
        items.length === 0
          ? ''
          : [title, ...items.map(([term, text]) => help.formatItem(term, width, text, help))].join('\n');
      const commands = help.visibleCommands(command);
      const sections = [
        `${titles.usage} ${help.commandUsage(command)}`,
        help.boxWrap(help.commandDescription(command), help.helpWidth ?? HELP_WIDTH),
        section(
          titles.commands,
          commands.map((each) => [help.subcommandTerm(each), help.subcommandDescription(each)]),
        ),
        section(titles.options, rows(options)),
        section(titles.globals, rows(globals)),
      ];
      return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
    },
  };
}

/** `--dry-run`, and what it does. */
type HelpRow = readonly [term: string, text: string];

/** The operand that stands for the verbs of a noun. */
export const VERB = 'verb';

function operandText(argument: Argument): string {
  const name = argument.name() + (argument.variadic ? '...' : '');
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** A text in paragraphs, laid out for the width; indented lines are examples, which a shell's `\\` continues. */
export function wrapHelp(text: string, width: number): string {
  const lines = text.replaceAll(/(?<=^\S.*)\n(?=\S)/gmu, ' ').split('\n');
  return lines
    .flatMap((line) => {
      if (!line.startsWith('  ') || line.length <= width) return wrapWords(line, width);
      const words = line.trim().split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/u);
      return fillLines(words, width - 2, { indent: '    ', end: ' \\' }).map((part) => `  ${part}`);
    })
    .join('\n');
}

/** The words that lead to a command: `abo mailbox set`. */
export function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
