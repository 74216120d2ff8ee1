/** Nothing is kept that the program does not use: what is exported, what an error says, what its texts explain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messagesIn } from '../../src/messages/index.js';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));

/** By bin/abo.js; by tests alone, on purpose. */
const FROM_OUTSIDE = ['main'];

test('every export is used by the program or belongs to the library', () => {
  const uses = new Map<string, number>();
  for (const { text } of files) {
    const code = text.replaceAll(/\/\*.*?\*\/|(?<=^|\s)\/\/[^\n]*/gsu, '');
    for (const [word] of code.matchAll(/[\w$]+/gu)) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  const exported = files.flatMap(({ file, text }) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) ([\w$]+)/gmu)].map(
      ([, name = '']) => ({ file, name }),
    ),
  );
  expect(exported.length).toBeGreaterThan(500);
  const unused = exported.filter(({ name }) => uses.get(name) === 1 && !FROM_OUTSIDE.includes(name));
  expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

test('every error is thrown somewhere', () => {
  const code = files.filter(({ file }) => !file.startsWith('messages')).map(({ text }) => text);
  // Without the table of exit codes, which names them all.
  const thrown = code.join('\n').replaceAll(/'[\w-]+': EXIT\./gu, '');
  expect(Object.keys(messagesIn.en.errors).filter((name) => !thrown.includes(`'${name}'`))).toEqual([]);
});
