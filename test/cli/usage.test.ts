/** Wrong usage: what failed, on what, why, and what to do next; exit 2, nothing done. Source: cli.md, "Exit codes". */
import { expect } from 'vitest';
import { test } from './abo.js';

const WRONG = [
  'compny list',
  'company lst',
  'company help set',
  'help nope',
  '--nope',
  'company list --compay ACME',
  'mailbox set ticketing=a@b.fr --nope -c ACME',
  'company list ACME',
  'company show',
  'sub set',
  'company list -c',
  'company list --format xml',
  'sub list --format yaml',
  'db status --format csv',
  'company export --format json',
  'company list --lang de',
  'sub list --stored x',
  'contact list --role Admin',
  'history --limit 0',
];

test('each wrong usage has one clear error, in English and in French', async ({ abo }) => {
  const said = async (lang: string): Promise<string> => {
    const texts: string[] = [];
    for (const command of WRONG) {
      const { stdout, stderr, exitCode } = await abo.run(command, { env: { ABO_LANG: lang } });
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      texts.push(`$ abo ${command}\n${stderr}`);
    }
    return `\n${texts.join('\n')}`;
  };
  const [en, fr] = await Promise.all([said('en'), said('fr')]);
  expect(en).toMatchInlineSnapshot();
  expect(fr).toMatchInlineSnapshot();
});

test('as JSON, an error is a document on stderr', async ({ abo }) => {
  expect(await abo('company lst --format json')).toMatchInlineSnapshot();
  expect(await abo('company list --format=json --db nowhere.db --lang fr')).toMatchInlineSnapshot();
});

test('a stack trace only with -v', async ({ abo }) => {
  expect((await abo.run('company list --db nowhere.db')).stderr).not.toContain('    at ');
  expect((await abo.run('company list --db nowhere.db -v')).stderr).toContain('    at ');
});
