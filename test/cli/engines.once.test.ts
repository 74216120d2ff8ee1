/**
 * One story on a database of each engine: the same commands over the same files give the same answers, to the byte, and end
 * with the same code. Only the database's name and identity, times, and checksums of files that hold the identity, differ.
 * Source: docs/contract/rules.md, "Things" (order, comparing); CONTRIBUTING.md, "The same order on every engine".
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { reachable } from '../storage/servers.js';
import { aboIn, test, type Abo, type Files } from './abo.js';
import { engineNamed } from './databases.js';

const ENGINES = (['sqlite', 'postgres', 'mysql'] as const)
  .filter(reachable)
  .map((name) => ({ name, engine: engineNamed(name) }));

const LONG_CODE = 'é'.repeat(255);
const LONG_NAME = 'Société à nom long 🚀 '.repeat(48).slice(0, 1_000).trim();
const LONG_ADDRESS = `${'l'.repeat(64)}@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.fr`;

/** Names that some engine or driver would confuse, sort differently, cut or refuse. */
const CODES = [
  'a',
  'A',
  'ä',
  'a\u0308',
  'Ä',
  'aa',
  'ae',
  'Œ',
  'ß',
  'ss',
  'ı',
  'I',
  '75',
  '00075',
  '075',
  '🚀',
  '～',
  '\ue000',
  '%',
  '_',
  'a_b',
  'axb',
  'a%b',
  String.raw`a\b`,
  "o'neil",
  'say "hi"',
  ':name',
  '$1',
  '?',
  'a b',
  'a\u00a0b',
  'null',
  'true',
  '1e5',
  LONG_CODE,
];
const cell = (text: string): string => (/[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const FILES: Files = {
  'companies.csv': `company,name,universes,partner,partner_universe
PART,Le Partenaire,client|ambassador|operator,,
LONG,${LONG_NAME},client,PART,operator
${CODES.map((code, i) => `${cell(code)},${cell(`  ${code} & fils ${i} `)},client|ambassador${i % 3 === 0 ? ',PART,operator' : ',,'}\n`).join('')}`,
  'contacts.csv': `company,contact,name,role,access,universes,ref
PART,paul@part.fr,Paul,admin,yes,client|ambassador|operator,
PART,Zoé@été.fr,Zoé NFC,user,yes,operator,a
PART,zoe@été.fr,Zoe,user,yes,operator,A
PART,zoe\u0301a@été.fr,Zoéa NFD,user,no,operator,00075
PART,ZOE2@ÉTÉ.fr,ZOE2,user,yes,operator,75
PART,${LONG_ADDRESS},${LONG_NAME},user,yes,client,${LONG_CODE}
PART,a_b@part.fr,under_score,user,yes,client,%
PART,axb@part.fr,50% off,user,yes,client,_
PART,o'neil+x@part.fr,"Anne ""Nanou"" \\ O'Neil",user,yes,client,"q""'"
PART,Жё～@part.fr,🚀👩‍👩‍👧,user,yes,client,🚀
${CODES.map((code, i) => `${cell(code)},Jean${i}@x.fr,${cell(`jean ${code}`)},${i % 2 === 0 ? 'admin' : 'user'},yes,client,\n${cell(code)},jean@X.fr,Même,user,${i % 5 === 0 ? 'no' : 'yes'},client|ambassador,${i}\n`).join('')}`,
  'mailboxes.csv': `company,universe,category,email
PART,operator,mobile,RIO@part.fr
PART,client,ticketing,Zoé@été.fr
${CODES.map((code) => `${cell(code)},client,ticketing,JEAN@x.fr\n`).join('')}`,
  'subscriptions.csv': `company,contact,universe,category,channel,value
PART,zoé@été.fr,operator,mobile,email,on
PART,PAUL@part.fr,operator,mobile,interface,off
${CODES.map((code, i) => `${cell(code)},JEAN@x.fr,client,${i % 2 === 0 ? 'ticketing' : 'eshop'},email,1\n${cell(code)},jean${i}@x.fr,client,deliveries,email,${i % 4 === 0 ? 0 : 1}\n`).join('')}`,
};

const READS = [
  ...['company', 'contact', 'mailbox', 'subscription'].flatMap((noun) => [
    `${noun} list`,
    `${noun} list --format json`,
    `${noun} list --format csv --lang fr`,
  ]),
  'company export',
  'company export --excel --lang fr',
  'contact export',
  'contact export --excel',
  'mailbox export',
  'mailbox export --layout long --excel --lang fr',
  'subscription export',
  'subscription export --layout long',
  'subscription export --layout wide --values stored',
  'subscription export --layout long --values stored --excel',
  ...['a', 'A', 'ä', 'Ä', 'Œ', '%', '_', '🚀', '00075', '75', "'o'", 'JEAN', 'zoe', 'é', 'nanou'].map(
    (text) => `find "${text}"`,
  ),
  String.raw`find "\" --format json`,
  ...[
    'a',
    'A',
    'ä',
    'a\u0308',
    '00075',
    '075',
    '🚀',
    '%',
    '_',
    'a%b',
    String.raw`a\b`,
    LONG_CODE,
    `${LONG_CODE}x`,
    'nowhere',
    "'a '",
  ].map((code) => `company show ${code}`),
  'contact list -c a,A,ä --format csv',
  'contact list --partner PART --format csv',
  'contact list --contact "*_*" --format csv',
  'contact list --contact "a_b@*" --format csv',
  'contact list --contact "*%*" --format csv',
  'contact list --contact "zoe*" --format csv',
  'contact show JEAN@X.FR',
  'contact show PART/ZOÉ@ÉTÉ.FR --format json',
  'address show jean@x.fr',
  'address show JEAN@X.fr --format json',
  'subscription list -c a --notified yes --format csv',
  'subscription list --reason explicit-on --format json',
  'simulate ticketing.ticket-created --company ä --format json',
  'simulate mobile.rio-consulted --company 🚀 --explain',
  'simulate mobile.rio-consulted --company a --format json',
  'simulate --events events.csv --format csv',
  'simulate --events events.csv --format ndjson --at 1',
  'why jean@x.fr ticketing -c a',
  'why paul@part.fr mobile --format json',
  'why Zoé@été.fr mobile --format json --at 2',
  'audit',
  'audit --format json',
  'can view --as PART/paul@part.fr --company a --format json',
  'can edit --as PART/paul@part.fr --company A',
  'company list --as PART/paul@part.fr --format csv',
  'history',
  'history --format json',
  'history --actor marie --format json',
  'history --actor Marie --format json',
  `history --actor "marie "`,
  'history -c a --format json',
  'history -c A --format json',
  'history --contact PART/zoé@été.fr --format json',
  'history show 1 --format json',
  'history show 2',
  'history show 99',
  'company list --at 1 --format csv',
  'contact export --at 3',
  'subscription export --at 4',
  'db migrate',
];

/** Each writes a change set, or reports why not. */
const WRITES = [
  `company set name="${LONG_NAME}" -c a -y`,
  'company add b name=B universes=client -y',
  'company add B name=B universes=client -y',
  'company add B name=B universes=client -y --allow-duplicate',
  'company add "b " name=B universes=client -y',
  `company add ${LONG_CODE}x name=Long universes=client -y`,
  `company add ${'İ'.repeat(200)} name=Long universes=client -y`,
  `contact add -c a --contact new@a.fr name=New universes=client ref=${LONG_CODE}x -y`,
  `contact add -c a --contact ${LONG_ADDRESS.replace('.fr', `.${'g'.repeat(20)}.fr`)} name=New universes=client -y`,
  'contact add -c a --contact JEAN@x.fr name=New universes=client -y',
  'contact add -c a --contact new@a.fr name=New universes=client ref=Ref -y -m "100% \\ _ ✓ 🚀 \'quoted\'"',
  'contact add -c a --contact new2@a.fr name=New universes=client ref=ref -y --format json',
  'contact add -c a --contact new3@a.fr name=New universes=client ref=ref -y',
  'contact rename a/new@a.fr NEW@a.fr -y',
  'contact rename a/new@a.fr nouveau@a.fr -y --staff "Marie "',
  'contact set role=admin --contact a/nouveau@a.fr -y --format json',
  'contact set access=no --contact a/new2@a.fr -y',
  'subscription set all=on --partner PART -u client -n --impact',
  'subscription set ticketing.email=off -c 🚀,%,_ -u client -y --format json --max-losses 100%',
  'subscription set all=off --all -y',
  'mailbox set all=Boîte@été.fr -c ä -u client -y',
  'mailbox set ticketing=boîte@ÉTÉ.fr -c ä -u client -y',
  'mailbox clear all -c Œ -u client -y --max-losses 100%',
  'address replace @x.fr @y.fr -c A -y --impact',
  'address replace @nowhere.fr @y.fr -y',
  'contact remove PART/zoe@été.fr --successor PART/Zoé@été.fr -y',
  'company remove ss -y --max-losses 100%',
  'company remove PART -y --max-losses 100%',
  'contact import swap.csv -y',
  'undo 5 -n',
  'undo 4 -y',
  'undo 2 -y',
  'address erase a_b@part.fr -y --format json',
  'history --format json',
  'history show 1 --format csv',
];

const SWAP = `company,contact,name,universes,ref
a,nouveau@a.fr,Swapped,client,ref
a,new2@a.fr,Swapped 2,client,Ref
`;
const EVENTS = `event,company,universe
${CODES.map((code) => `ticketing.ticket-created,${cell(code)},\nmobile.rio-consulted,${cell(code)},\n`).join('')}`;

interface Answered {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

async function answersTo(abo: Abo, commands: readonly string[]): Promise<readonly Answered[]> {
  const plain = (text: string): string =>
    abo.plain(text).replaceAll(/"sha256":\s*"[0-9a-f]{64}"|sha256 [0-9a-f]+…/gu, '<sha256>');
  const ran = await abo.runEach(commands);
  return ran.map(({ stdout, stderr, exitCode }, i) => ({
    command: commands[i] ?? '',
    stdout: plain(stdout),
    stderr: plain(stderr),
    exitCode,
  }));
}

async function story(abo: Abo): Promise<readonly Answered[]> {
  for (const [name, text] of Object.entries({ ...FILES, 'swap.csv': SWAP, 'events.csv': EVENTS }))
    abo.write(name, text);
  await abo.init();
  const onboarded = await answersTo(abo, [
    'company import companies.csv -y --staff marie',
    'company import companies.csv -n --detailed-exitcode --format json',
    'contact import contacts.csv -y --staff marie --format json',
    'mailbox import mailboxes.csv -y --staff "marie "',
    'subscription import subscriptions.csv -y --staff Marie',
    'contact import contacts.csv -n --detailed-exitcode',
  ]);
  expect(onboarded.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  // The database is named without the account and the password, as everywhere.
  expect((await abo.run('db init')).stderr).not.toContain('://');
  const before = await answersTo(abo, READS);
  const written = await answersTo(abo, WRITES);
  const after = await answersTo(abo, READS);

  const exports = ['company', 'contact', 'mailbox', 'subscription'];
  const files = await abo.runEach(exports.map((noun) => `${noun} export`));
  for (const [i, { stdout }] of files.entries()) abo.write(`again-${exports[i] ?? ''}.csv`, stdout);
  const again = await answersTo(
    abo,
    exports.map((noun) => `${noun} import again-${noun}.csv -n --detailed-exitcode`),
  );
  expect(again.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  return [...onboarded, ...before, ...written, ...after, ...again];
}

test.runIf(ENGINES.length > 1)(
  'the same commands give the same answers on every engine',
  { timeout: 300_000 },
  async ({ abo }) => {
    const stories: { readonly name: string; readonly said: readonly Answered[] }[] = [];
    for (const { name, engine } of ENGINES) {
      const folder = join(abo.folder, name);
      mkdirSync(folder);
      const own = aboIn(folder, engine);
      stories.push({ name, said: await story(own) });
      own.release();
    }
    const [first, ...others] = stories;
    for (const { name, said } of others) {
      for (const [i, each] of said.entries()) expect(each, `${name}: ${each.command}`).toEqual(first?.said[i]);
    }
    // Most commands succeed, and each kind of refusal occurs.
    const exits = Map.groupBy(first?.said ?? [], ({ exitCode }) => exitCode);
    expect(Object.fromEntries([...exits].map(([exit, list]) => [`exit ${exit}`, list.length]).toSorted()))
      .toMatchInlineSnapshot(`
        {
          "exit 0": 200,
          "exit 2": 12,
          "exit 3": 6,
          "exit 4": 10,
          "exit 5": 1,
          "exit 6": 2,
        }
      `);
  },
);
