/**
 * Imports go down only. Source: CONTRIBUTING.md, "Layout". `import()` and `import type` count too.
 *
 * Each folder lists what it may import. Anything else under src/ is an error, and so is a folder that isn't listed.
 */
'use strict';

const folder = (name) => `^src/${name}/`;
/** Known everywhere above the core: errors, names for their hints, masked passwords, the process around a command, whole files. */
const ERRORS = '^src/(errors|nearest|passwords|system|whole-file)\\.ts$';
const CONTEXT = '^src/context\\.ts$';
const LIBRARY_ENTRY = '^src/index\\.ts$';
const ENTRIES = '^src/(main|index)\\.ts$';
/** The top: builds the real parts, may import all, and is imported by nothing below; commands know the types of CONTEXT. */
const TOP = '^src/(main|program|session|context)\\.ts$';

/** `EXTERNAL` of scripts/build.ts. The rest is inside dist/, and a devDependency: it is not installed a second time. */
const NOT_BUNDLED = '(^|/)node_modules/(better-sqlite3|@inquirer/[^/]+|pg|pg-[^/]+|mysql2)(/|$)';

const domain = folder('domain');
const messages = folder('messages');
const csv = folder('csv');
const plans = folder('plans');
const storage = folder('storage');
const views = folder('views');
const terminal = folder('terminal');
const config = folder('config');
const app = folder('app');
const commands = folder('commands');

/** `from` may import itself, what `may` lists, and the types only of what `types` lists. */
const layer = (name, from, { may, types = [] }) => [
  {
    name: `${name}-imports`,
    comment: `What ${name} may import is listed in .dependency-cruiser.cjs: imports go down only.`,
    severity: 'error',
    from: { path: from },
    to: { path: '^src/', pathNot: [from, ...may, ...types] },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${name}-imports-types`,
          comment: `${name} may import the types of this module, nothing that runs: use “import type”.`,
          severity: 'error',
          from: { path: from },
          to: { path: types, pathNot: [from, ...may], dependencyTypesNot: ['type-only'] },
        },
      ]),
];

/** Only the folders `within` may know the packages `packages`. */
const confined = (name, packages, within) => ({
  name: `${name}-confined`,
  comment: `Only ${within.join(' and ')} may know ${packages.join(', ')}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: within },
  to: { path: packages.map((name) => `(^|/)node_modules/${name}(/|$)`) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The core has rules only: no Node module, no package, nothing else of src/.',
      severity: 'error',
      from: { path: domain },
      to: { pathNot: domain },
    },
    ...layer('messages', messages, { may: [domain] }),
    ...layer('errors', ERRORS, { may: [domain], types: [messages] }),
    ...layer('csv', csv, { may: [domain, messages, ERRORS] }),
    ...layer('plans', plans, { may: [domain, messages, ERRORS] }),
    ...layer('storage', storage, { may: [domain, messages, ERRORS] }),
    ...layer('config', config, { may: [domain, messages, ERRORS] }),
    ...layer('views', views, { may: [domain, messages, ERRORS] }),
    ...layer('terminal', terminal, { may: [domain, messages, ERRORS] }),
    ...layer('app', app, { may: [domain, ERRORS], types: [messages, csv, plans, storage, views, terminal, config] }),
    ...layer('commands', commands, {
      may: [domain, messages, ERRORS, csv, plans, views, terminal, app],
      types: [storage, config, CONTEXT],
    }),
    ...layer('library-entry', LIBRARY_ENTRY, { may: [domain] }),
    {
      name: 'every-folder-is-listed',
      comment: 'A new folder under src/ needs its line in .dependency-cruiser.cjs.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          domain,
          messages,
          ERRORS,
          csv,
          plans,
          storage,
          config,
          views,
          terminal,
          app,
          commands,
          LIBRARY_ENTRY,
          TOP,
        ],
      },
      to: {},
    },
    confined('engines', ['kysely', 'better-sqlite3', 'pg', 'mysql2'], [storage]),
    {
      name: 'files-are-checked',
      comment:
        'A command writes its files by commands/lib/written-files.ts, which keeps them off the database and the input.',
      severity: 'error',
      from: { path: commands, pathNot: '^src/commands/lib/written-files\\.ts$' },
      to: { path: '^src/terminal/file-output\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    confined('prompts', ['@inquirer/[^/]+'], [terminal]),
    {
      name: 'no-cycle',
      comment: 'Modules that import each other cannot be read top-down.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Neither the program nor the library reaches this module: use it or remove it.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: '^src/', pathNot: ENTRIES, reachable: false },
    },
    {
      name: 'no-unresolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'installed-with-the-package',
      comment: 'What the build leaves outside dist/ must be in "dependencies": an installed abo has nothing else.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: NOT_BUNDLED, dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'in-the-manifest',
      comment: 'What src/ imports must be in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'Tests, scripts and dist/ are not part of the program.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|dist|bin)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
