/** What is hidden in data is shown, or escaped; the rest stays. And text is cut by what it takes on the screen. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHidden, visible } from '../../src/views/visible.js';
import { cutTo, padTo, widthOf, wrapWords } from '../../src/views/width.js';

test.each([
  ['a\tb\nc\rd', 'a␉b␊c␍d'],
  ['\u001b[31mred', '␛[31mred'],
  ['\u009b2J', '‹U+009B›2J'],
  ['\u202etxt.exe', '‹U+202E›txt.exe'],
  ['a\u200bb\ufeff', 'a‹U+200B›b‹U+FEFF›'],
  ['half \ud83d', 'half ‹U+D83D›'],
  ['Œuvrard 田中 👩‍💻 « é »', 'Œuvrard 田中 👩‍💻 « é »'],
])('%j is seen as %s', (text, seen) => {
  expect(visible(text)).toBe(seen);
});

test('seen text has nothing hidden left, and escaped JSON means the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(visible(visible(text))).toBe(visible(text));
      expect(JSON.parse(escapeHidden(JSON.stringify(text)))).toBe(text);
    }),
  );
});

test('cut or padded, text has the requested width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }).map(visible), fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(widthOf(cutTo(text, width))).toBeLessThanOrEqual(width);
      expect(widthOf(padTo(cutTo(text, width), width))).toBe(width);
    }),
  );
});

test.each([
  ['Jean Petit', 20, 'Jean Petit'],
  ['Jean Petit', 6, 'Jean …'],
  ['田中さん', 6, '田中…'],
  ['田中さん', 4, '田…'],
])('%s in %i columns', (text, width, cut) => {
  expect(cutTo(text, width)).toBe(cut);
});

test('sentences are broken at spaces', () => {
  expect(wrapWords('  one two three four', 10, 4)).toEqual(['  one two', '    three', '    four']);
  expect(wrapWords('one two', null)).toEqual(['one two']);
  expect(wrapWords('a.very.long@address.example.org x', 10)).toEqual(['a.very.long@address.example.org', 'x']);
});
