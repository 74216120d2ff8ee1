/** The way in, bin/abo.js, in front of a stand-in program. Source: CONTRIBUTING.md, "Node". */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Options, execa, execaSync } from 'execa';
import * as pty from '@lydell/node-pty';
import { afterEach, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** Does what its first argument says. `count` counts signals until it can read a line, then ends with 7. */
const PROGRAM = `
  export async function main(argv) {
    const [what, ...rest] = argv;
    if (what === 'exit') return Number(rest[0]);
    if (what === 'tell') process.stdout.write(JSON.stringify(rest) + '\\n');
    if (what === 'node') process.stdout.write(process.versions.node + '\\n');
    if (what === 'echo') for await (const chunk of process.stdin) process.stdout.write(chunk);
    if (what === 'wait') {
      setInterval(() => {}, 1000);
      process.stdout.write('ready\\n');
      await new Promise(() => {});
    }
    if (what === 'count') {
      let heard = 0;
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
        process.on(signal, () => process.stdout.write(signal + ' ' + ++heard + '\\n'));
      }
      process.stdout.write('ready\\n');
      for await (const line of process.stdin) break;
      return 7;
    }
    return 0;
  }`;

const checkouts: string[] = [];
afterEach(() => {
  for (const folder of checkouts.splice(0)) rmSync(folder, { recursive: true });
});

interface Checkout {
  /** The text of dist/main.js; null: not built. */
  readonly program?: string | null;
  readonly engines?: string;
  /** Put in node_modules as the checkout's own Node. */
  readonly ownNode?: string;
}

/** A folder laid out as a checkout is; answers its bin/abo.js. */
function checkout({ program = PROGRAM, engines, ownNode }: Checkout = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'abo-bin-'));
  checkouts.push(folder);
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
  const own = { ...manifest, ...(engines === undefined ? {} : { engines: { node: engines } }) };
  write(join(folder, 'package.json'), JSON.stringify(own));
  if (program !== null) write(join(folder, 'dist/main.js'), program);
  if (ownNode !== undefined) {
    // A script, so that the Node that it starts isn't taken for the one that starts it.
    write(join(folder, 'node_modules/node/bin/node'), `#!/bin/sh\nexec '${ownNode}' "$@"\n`);
    chmodSync(join(folder, 'node_modules/node/bin/node'), 0o755);
  }
  return join(folder, 'bin/abo.js');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const run = (abo: string, args: readonly string[], options: Options = {}, node = process.execPath) =>
  execa(node, [abo, ...args], { reject: false, ...options });

describe('on a supported Node', () => {
  test.each(['--version', '-V'])('%s is answered without dist/', async (flag) => {
    const { stdout, exitCode } = await run(checkout({ program: null }), [flag]);
    expect({ stdout, exitCode }).toEqual({ stdout: manifest.version, exitCode: 0 });
  });

  test('--version into a full disk fails in one line; into a closed pipe, it ends quietly', async () => {
    const shell = (command: string) => execa('bash', ['-c', command, process.execPath, checkout()], { reject: false });
    const full = await shell('"$0" "$1" --version >/dev/full');
    expect(full.stderr).toMatch(/^abo cannot write its answer: ENOSPC.*$/);
    expect(full.exitCode).toBe(1);
    const closed = await shell('"$0" "$1" --version | true; exit "${PIPESTATUS[0]}"');
    expect({ stderr: closed.stderr, exitCode: closed.exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  test('the program receives the arguments, and its exit code is returned', async () => {
    const abo = checkout();
    expect((await run(abo, ['tell', '--as', 'a b', ''])).stdout).toBe('["--as","a b",""]');
    expect((await run(abo, ['exit', '4'])).exitCode).toBe(4);
    expect((await run(abo, ['exit', '0'])).exitCode).toBe(0);
  });

  test('compiled code is cached in the user’s cache folder', async () => {
    const abo = checkout();
    const cache = join(dirname(abo), 'cache');
    await run(abo, ['tell'], { env: { XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: '' } });
    expect(existsSync(join(cache, 'abo/compile-cache'))).toBe(true);
  });

  test('not built: one line that says how to build', async () => {
    const abo = checkout({ program: null });
    const { stderr, exitCode } = await run(abo, ['company', 'list']);
    expect(stderr).toMatchInlineSnapshot(`"abo is not built: run “npm run build” in its folder first."`);
    expect(exitCode).toBe(1);
    expect((await run(abo, [], { env: { ABO_LANG: 'fr' } })).stderr).toMatchInlineSnapshot(
      `"abo n’est pas compilé : lancez d’abord « npm run build » dans son dossier."`,
    );
  });

  test('a program that cannot be loaded: one line; the stack with -v', async () => {
    const abo = checkout({ program: `import 'no-such-package';` });
    const { stderr, exitCode } = await run(abo, []);
    expect(stderr).toMatch(/^abo cannot start: Cannot find package 'no-such-package' imported from \S+$/);
    expect(exitCode).toBe(1);
    expect((await run(abo, ['-v'])).stderr).toContain('\n    at ');
  });
});

describe('the supported versions of Node are those of package.json', () => {
  const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number);

  test.each([
    [`^${major}.${minor}.${patch}`, 0],
    [`^${major}.${minor}.${patch + 1}`, 1],
    [`^${major}.${minor + 1}.0`, 1],
    [`^${major}.0.${patch + 1}`, minor > 0 ? 0 : 1],
    [`^${major - 1}.0.0`, 1],
    [`^${major + 1}.0.0`, 1],
    [`>=${major}`, 0],
    [`>=${major - 1}`, 0],
    [`>=${major + 1}`, 1],
    [`^${major - 2}.0.0 || ^${major}.${minor}.0 || >=${major + 2}`, 0],
  ])('%s', async (engines, exitCode) => {
    expect((await run(checkout({ engines }), ['exit', '0'])).exitCode).toBe(exitCode);
  });

  test('a Node that is too old, without another: one line', async () => {
    const abo = checkout({ engines: '^97.1.0 || >=99' });
    const { stderr, exitCode } = await run(abo, ['company', 'list']);
    expect(stderr).toBe(`abo needs Node.js ^97.1.0 || >=99; this is ${process.versions.node}.`);
    expect(exitCode).toBe(1);
    expect((await run(abo, [], { env: { LC_ALL: 'fr_FR.UTF-8' } })).stderr).toBe(
      `abo demande Node.js ^97.1.0 || >=99 ; cette version est ${process.versions.node}.`,
    );
  });

  test('when the checkout’s Node is too old as well, it is not started again and again', async () => {
    const abo = checkout({ engines: '>=99' });
    const own = join(dirname(abo), '../node_modules/node/bin/node');
    mkdirSync(dirname(own), { recursive: true });
    cpSync(process.execPath, own);
    const { stderr, exitCode } = await run(abo, ['company', 'list']);
    expect(stderr).toBe(`abo needs Node.js >=99; this is ${process.versions.node}.`);
    expect(exitCode).toBe(1);
  });
});

const oldNode = findOldNode();

/** The first Node of the PATH, outside of node_modules, that is too old; undefined if the machine has none. */
function findOldNode(): string | undefined {
  const { stdout } = execaSync('which', ['-a', 'node'], { reject: false });
  return stdout
    .split('\n')
    .filter((node) => node !== '' && !node.includes('node_modules'))
    .find((node) => Number(execaSync(node, ['-p', 'process.versions.node']).stdout.split('.')[0]) < 22);
}

describe.skipIf(oldNode === undefined)(
  'on a Node that is too old, with the Node of the checkout (skipped without one)',
  () => {
    const old = (abo: string, args: readonly string[], options: Options = {}) => run(abo, args, options, oldNode);
    const withOwnNode = () => checkout({ engines: '^22.22.2 || ^24.15.0 || >=26', ownNode: process.execPath });

    test('--version is answered at once', async () => {
      expect((await old(checkout({ program: null }), ['--version'])).stdout).toBe(manifest.version);
    });

    test('the checkout’s Node runs the program, with the same arguments, streams and exit code', async () => {
      const abo = withOwnNode();
      expect((await old(abo, ['node'])).stdout).toBe(process.versions.node);
      expect((await old(abo, ['tell', '--as', 'a b', ''])).stdout).toBe('["--as","a b",""]');
      expect((await old(abo, ['echo'], { input: 'ligne é\n' })).stdout).toBe('ligne é');
      expect((await old(abo, ['exit', '4'])).exitCode).toBe(4);
    });

    test('without the checkout’s Node: one line', async () => {
      const { stderr, exitCode } = await old(checkout({ engines: '>=26' }), ['company', 'list']);
      expect(stderr).toMatch(/^abo needs Node\.js >=26; this is \d+\.\d+\.\d+\.$/);
      expect(exitCode).toBe(1);
    });

    test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      '%s is passed on to the program, which decides how it ends',
      async (signal) => {
        const running = old(withOwnNode(), ['count']);
        running.stdout?.on('data', (text: Buffer) => {
          if (text.toString() === 'ready\n') running.kill(signal);
          else running.stdin.end('\n');
        });
        const { stdout, exitCode } = await running;
        expect({ stdout, exitCode }).toEqual({ stdout: `ready\n${signal} 1`, exitCode: 7 });
      },
    );

    test.each([
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const)('a program ended by %s exits %i', async (signal, code) => {
      const running = old(withOwnNode(), ['wait']);
      running.stdout?.once('data', () => running.kill(signal));
      expect((await running).exitCode).toBe(code);
    });

    test('each Ctrl-C on a terminal reaches the program once', async () => {
      const terminal = pty.spawn(oldNode ?? '', [withOwnNode(), 'count'], {});
      const ended = new Promise<{ exitCode: number }>((resolve) => terminal.onExit(resolve));
      let output = '';
      terminal.onData((data) => (output += data));
      const shown = (text: string) => expect.poll(() => output, { timeout: 20_000 }).toContain(text);
      await shown('ready');
      // The next one is pressed when this one has arrived: the system joins signals that come together.
      for (const heard of [1, 2, 3]) {
        terminal.write('\x03');
        await shown(`SIGINT ${heard}\r\n`);
      }
      terminal.write('\r');
      expect((await ended).exitCode).toBe(7);
      expect(output.match(/SIGINT \d/gu)).toEqual(['SIGINT 1', 'SIGINT 2', 'SIGINT 3']);
    });
  },
);
