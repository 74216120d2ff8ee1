/** The import directions are held: a wrong import of each kind is found. Source: CONTRIBUTING.md, "Layout". */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Report {
  readonly summary: { readonly violations: readonly { from: string; to: string; rule: { name: string } }[] };
}

/** Writes these files into a project with the project's import rules. Returns the violations as “rule: from → to”. */
async function violations(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const project = mkdtempSync(join(tmpdir(), 'abo-project-'));
  folders.push(project);
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(join(ROOT, name), join(project, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const args = ['--output-type', 'json', 'src'];
  const { stdout } = await execa('depcruise', args, { cwd: project, preferLocal: true, localDir: ROOT, reject: false });
  const report = JSON.parse(stdout) as Report;
  return report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const PACKAGES = {
  'package.json': `{ "dependencies": { "@inquirer/prompts": "*" }, "devDependencies": { "kysely": "*", "csv-parse": "*", "better-sqlite3": "*" } }`,
  'node_modules/kysely/index.js': '',
  'node_modules/csv-parse/index.js': '',
  'node_modules/@inquirer/prompts/index.js': '',
  'node_modules/better-sqlite3/index.js': '',
  'node_modules/fast-check/index.js': '',
};

const WELL_BUILT = {
  ...PACKAGES,
  'src/main.ts': `import './program.js'; import './context.js';`,
  'src/program.ts': `export const run = () => import('./commands/company.js');`,
  'src/context.ts': `
    import './config/load.js'; import './csv/read.js'; import './storage/database.js'; import './terminal/prompt.js';
    export type Context = string;`,
  'src/index.ts': `export * from './domain/model.js';`,
  'src/errors.ts': `import './domain/model.js'; import type { W } from './messages/words.js'; export type E = W;`,
  'src/domain/model.ts': `export type Model = number;`,
  'src/messages/words.ts': `import '../domain/model.js'; export type W = string;`,
  'src/csv/read.ts': `import '../messages/words.js'; import 'csv-parse'; export type Row = string;`,
  'src/storage/database.ts': `import '../errors.js'; import 'kysely'; export type Store = string;`,
  'src/config/load.ts': `import 'node:fs'; import '../errors.js'; export type Config = string;`,
  'src/views/table.ts': `import '../messages/words.js';`,
  'src/terminal/prompt.ts': `import '@inquirer/prompts'; import '../messages/words.js';`,
  'src/plans/saved.ts': `import '../errors.js'; import '../domain/model.js'; export type Plan = string;`,
  'src/app/change.ts': `
    import '../errors.js'; import type { Store } from '../storage/database.js'; import type { Row } from '../csv/read.js';
    export type S = Store | Row;`,
  'src/commands/company.ts': `
    import '../app/change.js'; import '../views/table.js'; import '../terminal/prompt.js'; import '../csv/read.js';
    import '../plans/saved.js';
    import type { Context } from '../context.js'; import type { Store } from '../storage/database.js';
    export type S = Store | Context;`,
};

test('files that import down only have no errors', async () => {
  expect(await violations(WELL_BUILT)).toEqual([]);
});

test('each import that is not allowed is reported', async () => {
  const found = await violations({
    ...WELL_BUILT,
    'src/domain/model.ts': `
      import 'node:fs'; import 'csv-parse';
      import type { Row } from '../csv/read.js'; import type { A } from './one.js';
      export const later = () => import('../views/table.js');
      export type Model = Row | A;`,
    'src/domain/one.ts': `import type { B } from './two.js'; export type A = B;`,
    'src/domain/two.ts': `import type { A } from './one.js'; export type B = A;`,
    'src/messages/words.ts': `import '../terminal/prompt.js'; export type W = string;`,
    'src/csv/read.ts': `import '../storage/database.js'; import 'fast-check'; import './lost.js'; export type Row = string;`,
    'src/storage/database.ts': `import '../config/load.js'; import '@inquirer/prompts'; import 'better-sqlite3'; export type Store = string;`,
    'src/views/table.ts': `import type { S } from '../app/change.js'; export type T = S;`,
    'src/terminal/prompt.ts': `import '../views/table.js';`,
    'src/app/change.ts': `
      import { type Store, open } from '../storage/database.js';
      import type { Context } from '../context.js';
      import '../views/table.js';
      export const s: Store | Context = open; export type S = Store;`,
    'src/commands/company.ts': `
      import 'kysely'; import '../program.js'; import { open } from '../context.js'; import '../terminal/file-output.js';
      import '../plans/saved.js'; export const store = open;
      export const later = () => import('../storage/database.js');`,
    'src/terminal/file-output.ts': `export const write = 1;`,
    'src/plans/saved.ts': `import '../views/table.js'; export type Plan = string;`,
    'src/index.ts': `export * from './domain/model.js'; export * from './app/change.js';`,
    'src/attic/box.ts': `import '../domain/model.js';`,
  });
  expect(found.filter((violation) => !violation.startsWith('no-cycle')).join('\n')).toMatchInlineSnapshot(`
    "app-imports-types: src/app/change.ts → src/storage/database.ts
    app-imports-types: src/app/change.ts → src/views/table.ts
    app-imports: src/app/change.ts → src/context.ts
    commands-imports-types: src/commands/company.ts → src/context.ts
    commands-imports-types: src/commands/company.ts → src/storage/database.ts
    commands-imports: src/commands/company.ts → src/program.ts
    csv-imports: src/csv/read.ts → src/storage/database.ts
    domain-is-pure: src/domain/model.ts → fs
    domain-is-pure: src/domain/model.ts → node_modules/csv-parse/index.js
    domain-is-pure: src/domain/model.ts → src/csv/read.ts
    domain-is-pure: src/domain/model.ts → src/views/table.ts
    engines-confined: src/commands/company.ts → node_modules/kysely/index.js
    every-folder-is-listed: src/attic/box.ts → src/domain/model.ts
    files-are-checked: src/commands/company.ts → src/terminal/file-output.ts
    in-the-manifest: src/csv/read.ts → node_modules/fast-check/index.js
    installed-with-the-package: src/storage/database.ts → node_modules/better-sqlite3/index.js
    library-entry-imports: src/index.ts → src/app/change.ts
    messages-imports: src/messages/words.ts → src/terminal/prompt.ts
    no-orphan: src/attic/box.ts → src/attic/box.ts
    no-unresolvable: src/csv/read.ts → ./lost.js
    plans-imports: src/plans/saved.ts → src/views/table.ts
    prompts-confined: src/storage/database.ts → node_modules/@inquirer/prompts/index.js
    storage-imports: src/storage/database.ts → src/config/load.ts
    terminal-imports: src/terminal/prompt.ts → src/views/table.ts
    views-imports: src/views/table.ts → src/app/change.ts"
  `);
  expect(found).toContain('no-cycle: src/domain/one.ts → src/domain/two.ts');
});
