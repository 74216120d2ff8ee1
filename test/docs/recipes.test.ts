/**
 * docs/recipes.md is true: every example, run in order on a fresh database, has the output that is shown, and each request is
 * done in at most three commands. `npx vitest run --project sqlite test/docs -u` writes outputs that have changed into the page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLOCK, commandsIn, rendered, ROOT } from './examples.js';

const PAGE = join(ROOT, 'docs/recipes.md');
const page = readFileSync(PAGE, 'utf8');

test('the examples have the output that is shown', { timeout: 300_000 }, async () => {
  await expect(await rendered(page)).toMatchFileSnapshot(PAGE);
});

test('each recipe takes at most three commands', () => {
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
