/**
 * Builds dist/: the program (`main.js`, and a chunk for each module that is loaded by `import()`), the library entry
 * (`index.js`) and its declarations (`types/`).
 * Source: CONTRIBUTING.md, "Tools and dependencies"; docs/contract/performance.md, "Start-up".
 *
 * Start-up is loading modules, so dependencies written in JavaScript are bundled: one file is read where an unbundled
 * package takes dozens. What stays outside has binaries, or is big and rarely needed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
/** The same packages as in "dependencies": a test in test/package compares them. */
const EXTERNAL = ['better-sqlite3', '@inquirer/*', 'pg', 'pg-*', 'mysql2'];

/** Packages in CommonJS `require` Node's own modules; an ES module has no `require`. */
const REQUIRE_BANNER =
  "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);";

const common = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  format: 'esm',
  target: 'node22',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  write: false,
} satisfies BuildOptions;

const program = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  platform: 'node',
  splitting: true,
  chunkNames: '[name]-[hash]',
  external: EXTERNAL,
  banner: { js: REQUIRE_BANNER },
});
// The pure core, as a library: the platform is neutral, so that an import of a Node module fails the build.
const library = await build({ ...common, entryPoints: ['src/index.ts'], platform: 'neutral' });

rmSync(DIST, { recursive: true, force: true });
for (const file of [...program.outputFiles, ...library.outputFiles]) {
  mkdirSync(dirname(file.path), { recursive: true });
  writeFileSync(file.path, file.contents);
}
writeFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), licensesOf([program.metafile, library.metafile]));
emitDeclarations();

/** Returns the licences of the packages whose code is inside dist/: most must be part of every copy. */
function licensesOf(metafiles: readonly Metafile[]): string {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  return [...folders]
    .sort()
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseOf(folder: string): string {
  const file = readdirSync(join(ROOT, folder)).find((name) => /^licen[cs]e/i.test(name));
  const name = folder.replace(/^.*node_modules\//, '');
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  return `${name}\n\n${readFileSync(join(ROOT, folder, file), 'utf8').trim()}\n`;
}

function emitDeclarations(): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the declarations of src/index.ts could not be written');
}
