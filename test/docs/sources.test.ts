/** Each `Source:` in the code names a page of the repository and a heading on it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './examples.js';

const CODE = ['src', 'test', 'scripts', 'bin', '.dependency-cruiser.cjs', 'vitest.config.ts', 'eslint.config.js'];

/** This file cites pages that are not there. */
const files = CODE.flatMap(filesIn).filter((file) => file !== 'test/docs/sources.test.ts');

test('each source in the code is a page and a heading of it', () => {
  const faults = files.flatMap((file) => {
    const sources = sourcesIn(readFileSync(join(ROOT, file), 'utf8'));
    return sources.flatMap((source) => faultsOf(source).map((fault) => `${file}: ${fault}`));
  });
  expect(faults).toEqual([]);
});

test('most files say where their rules come from', () => {
  const citing = files.filter((file) => sourcesIn(readFileSync(join(ROOT, file), 'utf8')).length > 0);
  expect(citing.length).toBeGreaterThan(250);
});

describe('what is wrong with a source', () => {
  test.each([
    ['docs/contract/cli.md, "Exit codes".', []],
    ['docs/contract/cli.md, "why" and "Exit codes" (6, 7); CONTRIBUTING.md, "Layout". More text.', []],
    ['docs/contract/cli.md, "Output", "JSON" (list items) and "why".', []],
    ['docs/contract/cli.md, "Exit code".', ['docs/contract/cli.md has no heading “Exit code”']],
    ['docs/contract/domain.md, "Things".', ['docs/contract/domain.md is not there']],
    [
      'docs/contract/cli.md, "Output"; docs/contract/csv.md, "Outputs".',
      ['docs/contract/csv.md has no heading “Outputs”'],
    ],
    ['docs/contract/cli.md.', ['not of the form PAGE, "Heading": docs/contract/cli.md.']],
    ['docs/contract/cli.md, `why`.', ['not of the form PAGE, "Heading": docs/contract/cli.md, `why`.']],
    ['docs/contract/cli.md, “Output”.', ['not of the form PAGE, "Heading": docs/contract/cli.md, “Output”.']],
    ['docs/contract/cli.md, "Output"', ['not of the form PAGE, "Heading": docs/contract/cli.md, "Output"']],
  ])('%s', (source, faults) => {
    expect(faultsOf(source)).toEqual(faults);
  });

  test('found over the lines of a comment, whatever its signs', () => {
    const code =
      '/**\n * Text. Source: docs/x.md, "A\n * heading".\n *\n * More.\n */\n// Source: docs/y.md,\n// "B".\ncode();\n';
    expect(sourcesIn(code)).toEqual(['docs/x.md, "A heading".', 'docs/y.md, "B".']);
  });
});

function filesIn(path: string): readonly string[] {
  const full = join(ROOT, path);
  if (!existsSync(full)) throw new Error(`${path} is not there`);
  if (/\.\w+$/u.test(path)) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js|cjs|sh|py)$/u.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** What follows each `Source: `, to the end of its paragraph, on one line. */
function sourcesIn(code: string): readonly string[] {
  return [...code.matchAll(/^.*?\bSource: (?:.*\n?)(?:[ \t]*(?:\*|\/\/|#)[ \t]+\S.*\n?)*/gmu)].flatMap(([paragraph]) =>
    paragraph
      .replace(/\s*\*\/[^]*$/u, '')
      .replace(/\n[ \t]*(?:\*|\/\/|#)?[ \t]*/gu, ' ')
      .split(/\bSource: /u)
      .slice(1)
      .map((text) => text.trim()),
  );
}

const HEADINGS = /"[^"]+"(?: \([^)]*\))?(?:(?:, | and )"[^"]+"(?: \([^)]*\))?)*/u;
const PART = new RegExp(`([\\w./-]+\\.md), (${HEADINGS.source})`, 'u');
const SOURCE = new RegExp(`^${PART.source}(?:; ${PART.source})*\\.(?= |$)`, 'u');

function faultsOf(source: string): readonly string[] {
  const [cited] = SOURCE.exec(source) ?? [];
  if (cited === undefined) return [`not of the form PAGE, "Heading": ${source}`];
  return [...cited.matchAll(new RegExp(PART, 'gu'))].flatMap(([, page = '', headings = '']) => {
    const known = headingsOf(page);
    if (known === null) return [`${page} is not there`];
    const named = [...headings.matchAll(/"([^"]+)"/gu)].map(([, heading = '']) => heading);
    return named.filter((heading) => !known.has(heading)).map((heading) => `${page} has no heading “${heading}”`);
  });
}

const pages = new Map<string, ReadonlySet<string> | null>();

/** The headings of a page, without their marks; null where there is no such page. */
function headingsOf(page: string): ReadonlySet<string> | null {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const path = join(ROOT, page);
  const headings = existsSync(path)
    ? new Set(
        [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) => heading.replaceAll('`', '')),
      )
    : null;
  pages.set(page, headings);
  return headings;
}
