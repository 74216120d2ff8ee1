/**
 * docs/recipes.md is true: every example, run in order on a fresh database, writes what it shows, and what is asked for is
 * done in at most three commands. `npx vitest run test/docs -u` writes what has changed into the page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLOCK, commandsIn, rendered, ROOT } from './examples.js';

const PAGE = join(ROOT, 'docs/recipes.md');
const page = readFileSync(PAGE, 'utf8');

test('the examples write what they show', { timeout: 300_000 }, async () => {
  await expect(await rendered(page)).toMatchFileSnapshot(PAGE);
});

test('each is done in at most three commands', () => {
  const recipes = page.split(/^## /mu).slice(1);
  expect(recipes).toHaveLength(4);
  for (const recipe of recipes) {
    // What sets a scene comes in a block before it.
    const [, block = ''] = [...recipe.matchAll(BLOCK)].at(-1) ?? [];
    const commands = commandsIn(block);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.length).toBeLessThanOrEqual(3);
  }
});
