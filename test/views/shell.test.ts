/** Commands that a shell reads word for word. Source: docs/contract/cli.md, "why" and "Audit rules". */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLines, shellCommand, shellWord } from '../../src/views/shell.js';
import { visible } from '../../src/views/visible.js';

/** The words that a shell makes of a line. */
function read(shell: string, line: string): readonly string[] {
  const out = execFileSync(shell, ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

describe('one word', () => {
  test('is quoted only where it must be', () => {
    const words = ['ACME', 'ticketing.email=on', "o'neil@acme.fr", 'Le Goff', '$HOME', 'a!b', '', '=x', '~', '00075'];
    expect(words.map(shellWord)).toMatchInlineSnapshot(`
      [
        "ACME",
        "ticketing.email=on",
        "'o'\\''neil@acme.fr'",
        "'Le Goff'",
        "'$HOME'",
        "'a!b'",
        "''",
        "'=x'",
        "'~'",
        "00075",
      ]
    `);
  });

  test('that holds what can’t be seen is spelled out', () => {
    expect(shellWord('a\u202eb%é')).toBe(String.raw`"$(printf 'a\342\200\256b\045\303\251')"`);
  });

  test('is read back by a POSIX shell and by bash, whatever it holds, and shows all that it holds', () => {
    const character = fc.oneof(
      fc.constantFrom(...Array.from('\'"$!`\\ #&|;<>(){}[]*?~=%^-'), '\u202e', '\u200b', '\u001b', 'é', '😀'),
      fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
    );
    const word = fc
      .array(character, { maxLength: 8 })
      .map((characters) => characters.join('').replaceAll('\0', ''))
      // A shell takes line ends from the end of what a command wrote; no code or address ends in one.
      .filter((text) => text.isWellFormed() && !text.endsWith('\n'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const line = shellCommand(words);
        expect(visible(line)).toBe(line);
        expect(read('sh', line)).toEqual(words);
        expect(read('bash', line)).toEqual(words);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a command on a page', () => {
  const words = [
    'abo',
    'contact',
    'set',
    'access=yes',
    '--company',
    "'Le Goff'",
    '--contact',
    'a@b.fr',
    '&&',
    'abo',
    'x',
  ];

  test('is one line where there is no width', () => {
    expect(commandLines(words, null, '  ')).toEqual([
      "abo contact set access=yes --company 'Le Goff' --contact a@b.fr && abo x",
    ]);
  });

  test('goes on where a shell goes on, a flag with its value', () => {
    const lines = commandLines(words, 40, '  ');
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "abo contact set access=yes \\
        --company 'Le Goff' --contact a@b.fr &&
      abo x"
    `);
    const out = execFileSync('sh', ['-c', `abo() { printf '[%s]' "$@"; }\n${lines.join('\n')}`], { encoding: 'utf8' });
    expect(out).toBe('[contact][set][access=yes][--company][Le Goff][--contact][a@b.fr][x]');
  });
});
