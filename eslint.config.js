import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Two words in a row: a sentence, or the start of one. Errors for programmers and SQL are written where they are. */
const WORDS = String.raw`/\p{L}{2,}[,;:]? \p{L}{2,}/u`;
const OUTSIDE_MESSAGES = 'Words for people belong in src/messages, in every language.';

const NODE_GLOBALS = { __dirname: false, __filename: false, module: false, process: false, require: false };

const THROUGH_MAIN = 'Only main reads the process: take it from the context (src/system.ts).';
const NO_EXIT = { object: 'process', property: 'exit', message: 'Output may be pending: return an exit code to main.' };

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'reports/', '.stryker-tmp/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      // `typeof import('…')` is how a module that is loaded late is named.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A number or a boolean in a template reads well; an object or undefined there is still an error.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `while (true)` with its exit in the middle.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // `() => stream.end()` as a callback.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // What implements an interface that is async need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      // An interface or a type: whichever reads better. Both are in the code on purpose.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // `keyof Tables & string`, which kysely asks for.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      'no-console': 'error',
      'no-restricted-properties': ['error', NO_EXIT],
      eqeqeq: 'error',
    },
  },
  {
    files: [
      'src/{app,commands,config,csv,plans,terminal,views}/**/*.ts',
      'src/{errors,main,nearest,program,session}.ts',
    ],
    // What people type: read, and never written.
    ignores: ['src/csv/aliases.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `:not(NewExpression[callee.name=/^(Range)?Error$/]) > Literal[value=${WORDS}]`,
          message: OUTSIDE_MESSAGES,
        },
        {
          selector: `:not(NewExpression[callee.name=/^(Range)?Error$/]) > TemplateLiteral > TemplateElement[value.cooked=${WORDS}]`,
          message: OUTSIDE_MESSAGES,
        },
      ],
    },
  },
  {
    // One process can run many commands, each in its own folder and environment.
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        NO_EXIT,
        ...['argv', 'chdir', 'cwd', 'env', 'exitCode', 'stderr', 'stdin', 'stdout'].map((property) => ({
          object: 'process',
          property,
          message: THROUGH_MAIN,
        })),
      ],
      'no-restricted-imports': [
        'error',
        { name: 'node:os', importNames: ['homedir', 'hostname', 'tmpdir', 'userInfo'], message: THROUGH_MAIN },
        // With one relative path it starts at the working directory of the process.
        { name: 'node:path', importNames: ['resolve', 'relative'], message: 'Use pathIn of src/system.ts.' },
        { name: 'node:process', message: THROUGH_MAIN },
        { name: 'env-paths', message: THROUGH_MAIN },
        { name: 'node:v8', message: THROUGH_MAIN },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['scripts/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  {
    // Parsed by Nodes that are too old to run the rest.
    files: ['bin/abo.js'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'commonjs', globals: NODE_GLOBALS },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: NODE_GLOBALS } },
);
