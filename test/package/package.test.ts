/** What is published: built files that load, with their types, and nothing else. Run `npm run build` first. */
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { execa } from 'execa';
import { publint } from 'publint';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('the manifest points at files that are there and are what it says', async () => {
  const { messages } = await publint({ pkgDir: ROOT, strict: true });
  expect(messages).toEqual([]);
});

test('the tarball holds the program, the library, its types, the schemas and the example data, and no source', async () => {
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const [tarball] = JSON.parse(stdout) as [{ files: { path: string; mode: number }[] }];
  const paths = tarball.files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'bin/abo.js',
      'bin/package.json',
      'dist/main.js',
      'dist/index.js',
      'dist/types/index.d.ts',
      'dist/THIRD-PARTY-LICENSES.txt',
      'schemas/plan.schema.json',
      'docs/audit.md',
      'docs/contract/rules.md',
      'fixtures/onboarding-excel/contacts.csv',
    ]),
  );
  const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
  expect(
    [...folders].filter((folder) => !['bin', 'dist', 'docs', 'fixtures', 'schemas'].includes(folder ?? '')),
  ).toEqual([]);
  expect(tarball.files.find((file) => file.path === 'bin/abo.js')?.mode).toBe(0o755);
});

test('what is installed with the package is what dist/ imports: the rest is inside it', () => {
  const dist = join(ROOT, 'dist');
  const code = readdirSync(dist).flatMap((file) =>
    file.endsWith('.js') ? readFileSync(join(dist, file), 'utf8') : [],
  );
  const imported = code.flatMap((text) =>
    [...text.matchAll(/^(?:import|export)\b[^;"']*["']([^"']+)["'];$|\b(?:import|require)\(["']([^"']+)["']\)/gmu)].map(
      ([, named, late]) => named ?? late ?? '',
    ),
  );
  const packages = new Set(imported.filter((name) => !name.startsWith('.') && !isBuiltin(name)));
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };
  expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies).sort());
});

test('the library is the pure core: it imports nothing', () => {
  const library = readFileSync(join(ROOT, 'dist/index.js'), 'utf8');
  expect(library).not.toMatch(/^import |\bimport\(|\brequire\(/m);
});

test('the library is imported by its name', async () => {
  const script = `import('abo-cli').then((core) => process.stdout.write(core.UNIVERSES.join()))`;
  const { stdout } = await execa(process.execPath, ['-e', script], { cwd: ROOT });
  expect(stdout).toBe('client,ambassador,operator');
});
