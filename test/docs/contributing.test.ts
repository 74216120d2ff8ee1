/** The map in CONTRIBUTING.md is true: each folder is named, and each path that is named exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './examples.js';

const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** Paths between backticks: `src/csv/`, `src/csv/columns.ts`, `app/import/plan-import.ts`. */
const paths = [...page.matchAll(/`([\w.-]+(?:\/[\w.*-]+)*\/?)`/gu)].flatMap(([, path = '']) =>
  path.includes('/') ? [path] : [],
);

test('every folder of src/ has a row in the table, and those at the top a place in the picture', () => {
  const [, picture = ''] = /^## Layout\n.*?^```\n(.*?)^```$/msu.exec(page) ?? [];
  const folders = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  expect(folders.length).toBeGreaterThan(10);
  for (const folder of folders) {
    expect(page).toContain(`| \`${folder}/\``);
    if (folder.split('/').length === 2) expect(picture).toContain(`${folder.replace('src/', '')}/`);
  }
});

test('every file at the top of src/ is named', () => {
  const files = readdirSync(join(ROOT, 'src')).filter((name) => name.endsWith('.ts'));
  expect(files.filter((name) => !page.includes(name))).toEqual([]);
});

test('every folder of the package is named, and every folder of test/', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: readonly string[] };
  const folders = [...files, 'scripts', 'test'].filter((name) => !name.includes('.') && name !== 'dist');
  for (const folder of folders) expect(page).toMatch(new RegExp(`[\`\\s]${folder}/`, 'u'));
  const tests = readdirSync(join(ROOT, 'test'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const notOfSrc = tests.filter(({ name }) => !existsSync(join(ROOT, 'src', name)));
  for (const { name } of notOfSrc) expect(page).toContain(`| \`test/${name}/\``);
});

test('every path that is named exists', () => {
  expect(paths.length).toBeGreaterThan(30);
  const bases = ['', 'src', 'test'].map((base) => join(ROOT, base));
  const missing = paths.filter((path) => path !== 'dist/' && !bases.some((base) => existsSync(join(base, path))));
  expect(missing.filter((path) => !path.startsWith('@'))).toEqual([]);
});

test('every script that it says to run exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...page.matchAll(/npm run ([\w:]+)/gu)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every package is named, and why it is there', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: object;
    devDependencies: object;
  };
  const [, tools = ''] = page.split('## Tools and dependencies');
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !/^@(?:types|eslint)\//u.test(name),
  );
  expect(packages.filter((name) => !tools.includes(name))).toEqual([]);
});
