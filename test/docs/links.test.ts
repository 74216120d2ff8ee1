/** Every link between the pages of the repository leads to a file, and to a heading of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './examples.js';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...['docs', 'fixtures'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  ),
].filter((file) => file.endsWith('.md'));

test('every link leads somewhere', () => {
  const links = pages.flatMap((page) => linksOn(page).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter(({ page, link }) => !leadsSomewhere(page, link))).toEqual([]);
});

test('a broken link is found', () => {
  expect(leadsSomewhere('docs/contract/cli.md', 'rules.md#erasure')).toBe(true);
  expect(leadsSomewhere('docs/contract/cli.md', '../audit.md')).toBe(true);
  expect(leadsSomewhere('docs/contract/cli.md', 'rules.md#erasures')).toBe(false);
  expect(leadsSomewhere('docs/contract/cli.md', '../rules.md')).toBe(false);
});

function linksOn(page: string): readonly string[] {
  const prose = readFileSync(join(ROOT, page), 'utf8').replace(/^```.*?^```$/gmsu, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/u.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
