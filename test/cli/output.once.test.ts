/** Where the answer goes: pipes, terminals, colours, languages. Source: docs/contract/cli.md, "Output" and "Global flags". */
import { spawnSync } from 'node:child_process';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import { BIN, NODE, test, type Abo } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

const LONG = 'Établissements Œuvrard, de la Tour du Pin et Associés – Succursale de Clermont-Ferrand';

/** Runs a line of shell in which $ABO is the program. */
function shell(
  abo: Abo,
  line: string,
): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  return spawnSync('bash', ['-c', line], {
    cwd: abo.folder,
    env: { ...abo.env, ABO: `${NODE} ${BIN}` },
    encoding: 'utf8',
  });
}

test('a closed pipe ends quietly, with exit 0', async ({ abo }) => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `C${i},"Company ${i} ${LONG}",client`);
  await abo.holds({ 'companies.csv': `company,name,universes\n${rows.join('\n')}\n` });
  for (const command of ['company list', 'company list --format json', 'company export', 'find company']) {
    const { stdout, stderr } = shell(abo, `$ABO ${command} | head -1; echo "exit $\{PIPESTATUS[0]}"`);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stdout).toContain('exit 0');
    expect(stderr).toBe('');
  }
  const { stdout, stderr } = shell(abo, '$ABO --help | head -1; echo "exit ${PIPESTATUS[0]}"');
  expect(stdout).toContain('exit 0');
  expect(stderr).toBe('');
});

test('a full disk under the answer is an error', async ({ abo }) => {
  await abo.holds(ACME);
  for (const command of ['company list', '--help', 'company export']) {
    const { stderr, status } = shell(abo, `$ABO ${command} > /dev/full`);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'Error: stdout is incomplete: the disk is full.\nFree some disk space or write to another place, then run it again.\n',
    );
  }
});

test('a table fits its terminal, and is never cut in a pipe', async ({ abo }) => {
  await abo.holds(ACME);
  await abo.answer(['company', 'set', `name=${LONG}`, '-c', 'ACME', '-y']);
  expect(await abo.answer('company list')).toContain(LONG);
  const { screen } = await onTerminal(abo, ['company', 'list'], { columns: 60 });
  expect(screen).not.toContain('…');
  // Nothing is cut: long values are wrapped.
  expect(LONG.split(' ').filter((word) => !screen.includes(word))).toEqual([]);
  expect(screen.split('\n').filter((line) => stringWidth(line) > 60)).toEqual([]);
  const help = await onTerminal(abo, ['subscription', 'set', '--help'], { columns: 60 });
  expect(help.screen.split('\n').filter((line) => stringWidth(line) > 60 && !line.includes('$ abo'))).toEqual([]);
});

test('colour is used on a terminal only, unless a flag or variable says otherwise', async ({ abo }) => {
  await abo.holds(ACME);
  const isColoured = (text: string): boolean => text.includes('\u001b[');
  const list = ['sub', 'list', '-c', 'ACME'];
  const onScreen = async (args: readonly string[], env: Record<string, string> = {}): Promise<boolean> =>
    isColoured((await onTerminal(abo, args, { env })).raw);
  expect(await onScreen(list)).toBe(true);
  expect(await onScreen([...list, '--no-color'])).toBe(false);
  expect(await onScreen(list, { NO_COLOR: '1' })).toBe(false);
  expect(await onScreen(list, { TERM: 'dumb' })).toBe(false);
  const piped = await abo.answer(list);
  expect(isColoured(piped)).toBe(false);
  const forced = await abo.run(list, { env: { FORCE_COLOR: '1' } });
  expect(isColoured(forced.stdout)).toBe(true);
});

test('the language: the flag, then ABO_LANG, then the locale', async ({ abo }) => {
  const language = async (args = '', env: Record<string, string> = {}): Promise<string> =>
    (await abo.answer(args, { env })).includes('qui est notifié') ? 'fr' : 'en';
  expect(await language()).toBe('en');
  expect(await language('', { LANG: 'fr_FR.UTF-8' })).toBe('fr');
  expect(await language('', { LANG: 'fr_FR.UTF-8', LC_ALL: 'C' })).toBe('en');
  expect(await language('', { LANG: 'de_DE.UTF-8' })).toBe('en');
  expect(await language('', { ABO_LANG: 'fr' })).toBe('fr');
  expect(await language('--lang en', { ABO_LANG: 'fr' })).toBe('en');
});

test('-q prints the answer and errors only', async ({ abo }) => {
  await abo.holds(ACME);
  const { stdout, stderr } = await abo.run('contact list --contact nobody* -q');
  expect(stdout).toBe('');
  expect(stderr).toBe('');
  expect((await abo.run('contact list -c NOBODY -q')).stderr).toContain('There is no company');
});

test('control characters of names are made visible', async ({ abo }) => {
  await abo.init();
  await abo.answer(['company', 'add', 'EVIL', 'name=a\u001b[31mred\u0007', 'universes=client', '-y']);
  const { stdout } = await abo.run('company list');
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('\u0007');
  expect(stdout).toContain('red');
});
