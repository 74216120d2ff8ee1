/** The picture of the house in CONTRIBUTING.md is that of the house: each room is named, and what is named is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** In what stands between backticks: `src/csv/`, `src/csv/columns.ts`, `app/import/plan-import.ts`. */
const paths = [...page.matchAll(/`([\w.-]+(?:\/[\w.*-]+)*\/?)`/gu)].flatMap(([, path = '']) =>
  path.includes('/') ? [path] : [],
);

test('every room of src/ is named, in the picture and in the table', () => {
  const [, picture = ''] = /^## The house\n\n```\n(.*?)^```$/msu.exec(page) ?? [];
  for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true })) {
    if (entry.isDirectory()) {
      expect(picture).toContain(`${entry.name}/`);
      expect(page).toContain(`| \`src/${entry.name}/\``);
    } else {
      expect(page, 'files at the top').toContain(entry.name);
    }
  }
});

test('every folder of the package is named', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: readonly string[] };
  const folders = [...files, 'scripts', 'test'].filter((name) => !name.includes('.') && name !== 'dist');
  for (const folder of folders) expect(page).toMatch(new RegExp(`[\`\\s]${folder}/`, 'u'));
});

test('what is named is there', () => {
  expect(paths.length).toBeGreaterThan(30);
  const missing = paths
    .filter((path) => path !== 'dist/')
    .map((path) => path.replace('*/', 'en/'))
    .filter((path) => ![ROOT, join(ROOT, 'src'), join(ROOT, 'test')].some((base) => existsSync(join(base, path))));
  expect(missing.filter((path) => !['fr/', 'en/', 'plan/', 'audit/', 'engines/'].includes(path))).toEqual([]);
});

test('the scripts that it tells to run are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...page.matchAll(/npm run ([\w:]+)/gu)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
