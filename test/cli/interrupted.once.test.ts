/**
 * A signal while a server is committing: its answer is waited for, and what is said is true.
 * Source: docs/contract/cli.md, "Exit codes" (130, 143).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { newPlace, SERVERS, type TestEngine } from '../storage/engines.js';
import { Proxy, type Failure } from '../storage/proxy.js';
import { BIN, NODE, test, type Abo, type Ran } from './abo.js';
import { ACME } from './world.js';

/** Of what is written, not of what is read before. */
const COMMIT = /\bcommit\b/iu;
const JOURNAL = /insert into ["`]change_set["`]/iu;

interface Committing {
  readonly signal: (signal: NodeJS.Signals) => Promise<void>;
  readonly ended: Promise<Ran>;
  readonly proxy: Proxy;
  /** Names of the companies, by the shortest way. */
  readonly companies: () => Promise<string>;
}

/** A change whose COMMIT the network does something to, from that moment on. */
async function committing(abo: Abo, engine: TestEngine, failure: Failure, lang = 'en'): Promise<Committing> {
  const location = await newPlace(engine);
  await abo.answer(['db', 'init', '--db', location]);
  const proxy = await Proxy.to(location);
  const env = { ...abo.env, ABO_DATABASE_URL: proxy.url(), ABO_LANG: lang };
  const journaled = proxy.seen(JOURNAL);
  const child = spawn(NODE, [BIN, 'company', 'add', 'ACME', 'name=Acme', 'universes=client', '-y', '-q'], {
    cwd: abo.folder,
    env,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([exitCode]: unknown[]): Ran => {
    return { stdout, stderr, exitCode: typeof exitCode === 'number' ? exitCode : null };
  });
  await journaled;
  await proxy.failAt(COMMIT, failure);
  return {
    signal: async (signal) => {
      child.kill(signal);
      // The process needs a moment to receive it.
      await setTimeout(300);
    },
    ended,
    proxy,
    companies: async () => abo.answer(['company', 'list', '--format', 'csv', '--db', location]),
  };
}

describe.each(SERVERS)('$name', (engine) => {
  test('a late answer to the commit is waited for: the change is written, and reported', async ({ abo }) => {
    const { signal, ended, proxy, companies } = await committing(abo, engine, 'held');
    await signal('SIGINT');
    proxy.release();
    const { stdout, stderr, exitCode } = await ended;
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toContain('Applied as change set 1');
    expect(await companies()).toContain('ACME');
  });

  test('a connection lost during the commit: the result is looked up, and the change is not tried again', async ({
    abo,
  }) => {
    const { signal, ended, proxy, companies } = await committing(abo, engine, 'held');
    await signal('SIGTERM');
    proxy.cutAll();
    const { stderr, exitCode } = await ended;
    expect({ stderr, exitCode }).toEqual({ stderr: 'Interrupted: nothing was written.\n', exitCode: 143 });
    expect(await companies()).not.toContain('ACME');
  });

  test('a lost reply to the commit: the change that was written is reported', async ({ abo }) => {
    const { signal, ended, proxy, companies } = await committing(abo, engine, 'late');
    await signal('SIGINT');
    proxy.release();
    const { stdout, stderr, exitCode } = await ended;
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toContain('Applied as change set 1');
    expect(await companies()).toContain('ACME');
  });

  test('interrupted before the commit of a copy: the state is reported, and the same command continues', async ({
    abo,
  }) => {
    await abo.holds(ACME);
    const place = await newPlace(engine);
    const proxy = await Proxy.to(place);
    const held = proxy.failAt(JOURNAL, 'held');
    const child = spawn(NODE, [BIN, 'db', 'copy', '--to', proxy.url()], { cwd: abo.folder, env: abo.env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close');
    await held;
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(stderr).toBe(
      engine.name === 'mysql'
        ? 'Interrupted: no row was written. The tables created so far remain, empty.\nRun the same command again: it continues where this one stopped.\n'
        : 'Interrupted: nothing was written.\n',
    );
    await proxy.close();
    const again = await abo.run(['db', 'copy', '--to', place]);
    expect(again.stderr).toContain('verified the copy');
    expect(again.exitCode).toBe(0);
  });

  test('a second signal ends it at once, and the result is reported as unknown', async ({ abo }) => {
    const { signal, ended, proxy } = await committing(abo, engine, 'held', 'fr');
    await signal('SIGINT');
    await signal('SIGINT');
    const { stdout, stderr, exitCode } = await ended;
    expect({ stderr, exitCode }).toEqual({
      stderr:
        'Interrompu pendant la validation : les changements ont été écrits en entier, ou pas du tout.\nPour le savoir, lancez abo history.\n',
      exitCode: 130,
    });
    expect(stdout).not.toContain('Modification');
    proxy.cutAll();
  });
});
