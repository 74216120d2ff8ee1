/** The pages of docs/contract/ name what the program has: commands, flags, exit codes, columns, codes and audit rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLAGS, GLOBAL_FLAGS } from '../../src/commands/lib/flags.js';
import { BOX_COLUMNS, columnsOfShape, SHAPES } from '../../src/csv/columns.js';
import { boxValues } from '../../src/csv/values.js';
import { DEFAULT_SEVERITY } from '../../src/domain/audit/finding.js';
import { CATEGORIES } from '../../src/domain/vocabulary.js';
import { PROBLEM_CODES } from '../../src/domain/problems.js';
import { EXIT } from '../../src/errors.js';
import { helpTexts } from '../../src/messages/en/help.js';
import { TARGETS } from '../bench/targets.js';
import { ROOT } from './examples.js';

const pageOf = (name: string): string => readFileSync(join(ROOT, `docs/contract/${name}.md`), 'utf8');
const cli = pageOf('cli');
const csv = pageOf('csv');

/** The rows of the first table below a heading, as cells without the marks of code and bold. */
function tableBelow(page: string, heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(new RegExp(`^#+ ${heading}$`, 'mu'));
  const [table = ''] = /(?:^\|.*\|\n)+/mu.exec(section) ?? [];
  const rows = [...table.matchAll(/^\|(.*)\|$/gmu)].map(([, row = '']) =>
    row.split(/(?<!\\)\|/u).map((cell) => cell.replace(/[`*]/gu, '').trim()),
  );
  if (rows.length === 0) throw new Error(`no table below ${heading}`);
  return rows.slice(2);
}

describe('the command line', () => {
  test('every command is named', () => {
    const [, table = ''] = /^## Commands$(.*?)^`abo` alone/msu.exec(cli) ?? [];
    const named = new Set(
      table.split('\n').flatMap((line) => [...line.matchAll(/`([a-z]+)`/gu)].map(([, word]) => word)),
    );
    const words = Object.keys(helpTexts.commands).flatMap((name) => name.split(' '));
    expect(words.filter((word) => word !== 'abo' && !named.has(word))).toEqual([]);
  });

  test('every exit code is named', () => {
    expect(tableBelow(cli, 'Exit codes').map(([code]) => Number(code))).toEqual(Object.values(EXIT));
  });

  test('each command that may answer no is listed with its exit code', () => {
    const [row = []] = tableBelow(cli, 'Exit codes').filter(([code]) => Number(code) === EXIT.no);
    const commands = join(ROOT, 'src/commands');
    const answerNo = readdirSync(commands).filter(
      (file) => file.endsWith('.ts') && readFileSync(join(commands, file), 'utf8').includes('EXIT.no'),
    );
    expect(answerNo).toContain('can.ts');
    for (const file of answerNo) expect(row.join(' ')).toContain(file.replace('.ts', ''));
  });

  test('the audit rules and their severities are those of the catalogue', () => {
    expect(tableBelow(cli, 'Audit rules').map(([rule, severity]) => [rule, severity])).toEqual(
      Object.entries(DEFAULT_SEVERITY),
    );
  });

  test('the fields of list items are those of the schemas', () => {
    for (const [list, , fields = ''] of tableBelow(cli, 'List items')) {
      const file = list === 'company' ? 'companies' : list === 'mailbox' ? 'mailboxes' : `${list}s`;
      const schema = readFileSync(join(ROOT, `schemas/${file}.schema.json`), 'utf8');
      const { $defs } = JSON.parse(schema) as { $defs: Record<string, { properties: object } | undefined> };
      const [item] = Object.values($defs).filter((each) => each?.properties !== undefined);
      const [named = ''] = fields.split(';');
      expect(named.split(', '), list).toEqual(Object.keys(item?.properties ?? {}));
    }
  });
});

describe('flags', () => {
  const syntaxes: readonly string[] = [...Object.values(FLAGS), ...Object.values(GLOBAL_FLAGS)].map(
    ({ syntax }) => syntax,
  );
  const known = new Set(syntaxes.flatMap((syntax) => /--[a-z-]+/u.exec(syntax) ?? []));
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file, readFileSync(join(ROOT, 'docs', file), 'utf8')] as const);

  test('every flag is on a page of docs/', () => {
    const all = pages.map(([, page]) => page).join('\n');
    expect([...known].filter((flag) => !new RegExp(`${flag}(?![a-z-])`, 'u').test(all))).toEqual([]);
  });

  // The page on speed has the flags of other programs.
  test.each(pages.filter(([file]) => file !== 'contract/performance.md'))('every flag on %s is one', (_, page) => {
    const prose = page.replace(/^```.*?^```$/gmsu, '');
    const mentioned = [...prose.matchAll(/(?<![\w-])--[a-z][a-z-]+/gu)].map(([flag]) => flag);
    const ofAll = ['--help', '--version'];
    expect(mentioned.filter((flag) => !known.has(flag) && !ofAll.includes(flag))).toEqual([]);
  });
});

describe('CSV', () => {
  test('every problem of a file has its code on the page', () => {
    const [, codes = ''] = /^Codes: (.*?)\.\n/msu.exec(csv) ?? [];
    expect([...codes.matchAll(/`([a-z-]+)`/gu)].map(([, code]) => code)).toEqual(PROBLEM_CODES);
  });

  test('every column of every kind of file is on its line, the required ones in bold', () => {
    const lines = csv.split('\n').filter((line) => line.startsWith('| '));
    for (const shape of SHAPES) {
      const start = new RegExp(`^\\| ${shape.kind} +\\| ${shape.layout ?? ''} *\\|`, 'u');
      const [line = ''] = lines.filter((each) => start.test(each));
      for (const column of shape.required) expect(line).toContain(`**${column}**`);
      // The categories and boxes are given by their number, and the revision is a column of every export.
      const notListed = new Set<string>([...CATEGORIES, ...BOX_COLUMNS, 'abo_revision']);
      for (const column of columnsOfShape(shape))
        if (!notListed.has(column)) expect(line).toMatch(new RegExp(`\\b${column}\\b`, 'u'));
    }
  });

  test('the values of a box are those of the table', () => {
    const words = (row: string): readonly string[] => [...row.matchAll(/`([^`]+)`/gu)].map(([, word = '']) => word);
    const rowOf = (meaning: string): string => csv.split('\n').find((line) => line.startsWith(`| ${meaning}`)) ?? '';
    const read = (meaning: string): unknown[] => [
      ...new Set(words(rowOf(meaning)).map((word) => boxValues.read(word))),
    ];
    expect([read('on, yes'), read('off, no'), read('default')]).toEqual([['on'], ['off'], ['default']]);
    expect(words(rowOf('on, yes'))).toHaveLength(10);
  });
});

test('the targets of the benchmark are those of the page on speed', () => {
  expect(tableBelow(pageOf('performance'), 'Targets')).toEqual(
    TARGETS.map(({ number, what, against, ratio }) => [String(number), what, against, ratio]),
  );
});
