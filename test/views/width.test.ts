/** Where lines are broken. */
import { expect, test } from 'vitest';
import { wrapCell, wrapWords } from '../../src/views/width.js';

test('words are broken at spaces, and a word that is too long sticks out', () => {
  expect(wrapWords('who is notified of what', 10)).toEqual(['who is', 'notified', 'of what']);
  expect(wrapWords('an unbreakable word', 6)).toEqual(['an', 'unbreakable', 'word']);
});

test('a French sign stays with its word, and a quote with what it quotes', () => {
  const text = 'la base « prod » : êtes-vous sûr ?';
  expect(wrapWords(text, 16)).toEqual(['la base', '« prod » :', 'êtes-vous sûr ?']);
  expect(wrapCell(text, 16)).toEqual(['la base', '« prod » :', 'êtes-vous sûr ?']);
});
