/** A command never writes its output onto the database or onto a file that it reads, whatever the name. Source: docs/contract/cli.md, "Output". */
import { linkSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { expect } from 'vitest';
import { test, type Abo } from './abo.js';

const FILES = {
  'companies.csv': 'company,name,universes\nACME,Acme,client\n',
  'contacts.csv': 'company,contact,name,role,access,universes\nACME,jean@acme.fr,Jean,admin,yes,client\n',
};
const SET = 'contact set name=Jeanne --contact ACME/jean@acme.fr';

/** Each flag that names a file, with the command line before the file's name. */
const FLAGS: Readonly<Record<string, string>> = {
  'audit -o': 'audit -o json=',
  'audit --write-baseline': 'audit --write-baseline ',
  'verify -o': 'verify expected.csv -o junit=',
  'set -o': `${SET} -y -o json=`,
  'set --plan-out': `${SET} -n --plan-out `,
  'import -o': 'contact import in.csv -y -o json=',
  'import --plan-out': 'contact import in.csv -n --plan-out ',
  'import --rejects': 'contact import in.csv -y --rejects ',
  'apply -o': 'apply saved.plan -y -o json=',
  'plan show -o': 'plan show saved.plan -o json=',
};

async function world(abo: Abo): Promise<void> {
  await abo.holds(FILES);
  abo.write('in.csv', 'company,contact,name\nACME,jean@acme.fr,Jean Petit\n');
  abo.write('expected.csv', 'company,event,universe,channel,recipient\n');
  await abo.answer(`${SET} -n --plan-out saved.plan`);
}

/** Names of one file: how the database is opened, and how the output is named. */
function namesOf(abo: Abo): readonly { readonly db: string; readonly file: string }[] {
  const path = abo.database;
  const relative = 'data/abo/abo.db';
  linkSync(path, abo.path('linked.db'));
  return [
    { db: path, file: path },
    { db: `sqlite:${path}`, file: path },
    { db: `sqlite:${relative}`, file: relative },
    { db: `sqlite://${path.replaceAll('abo.db', 'ab%6F.db')}`, file: `./${relative}` },
    { db: path, file: 'linked.db' },
  ];
}

for (const [name, command] of Object.entries(FLAGS)) {
  test(`${name} never writes onto the database, whatever name is given for it`, async ({ abo }) => {
    await world(abo);
    const before = await abo.dump();
    const names = namesOf(abo);
    const ran = await abo.runEach(names.map(({ db, file }) => `${command}${file} --db ${db}`));
    for (const [i, { stdout, stderr, exitCode }] of ran.entries()) {
      const flag = name.split(' ').at(-1);
      expect({ stdout, stderr, exitCode }).toEqual({
        stdout: '',
        stderr: `Error: ${flag}: “${names[i]?.file}” is the database and would be overwritten.\nChoose another file.\n`,
        exitCode: 2,
      });
    }
    expect(await abo.dump()).toBe(before);
  });
}

for (const [name, command] of Object.entries(FLAGS)) {
  test(`${name} reports a path that can’t be written to before anything is done`, async ({ abo }) => {
    await world(abo);
    const before = await abo.dump();
    const long = 'x'.repeat(300);
    symlinkSync('loop', abo.path('loop'));
    mkdirSync(abo.path('folder'));
    const ran = await abo.runEach(['no/where', 'folder', long, 'loop'].map((file) => command + file));
    expect(ran.map(({ stdout, stderr, exitCode }) => ({ stdout, said: stderr.split('\n')[0], exitCode }))).toEqual([
      { stdout: '', said: "Error: “no/where” can't be written: there is no folder “no”.", exitCode: 2 },
      { stdout: '', said: "Error: “folder” can't be replaced: it is not a regular file.", exitCode: 2 },
      { stdout: '', said: `Error: “${long}” can't be written: its name is too long.`, exitCode: 2 },
      { stdout: '', said: "Error: “loop” can't be written: its symbolic links form a loop.", exitCode: 2 },
    ]);
    expect(await abo.dump()).toBe(before);
    expect(readdirSync(abo.folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
}

test('the output never replaces another file that the command reads', async ({ abo }) => {
  await world(abo);
  abo.write('known.json', '{"schema":"abo.baseline/1","findings":[]}');
  const commands = [
    'verify expected.csv -o junit=expected.csv',
    'verify expected.csv --with in.csv -o junit=in.csv',
    'audit --with in.csv -o json=in.csv',
    'audit --with in.csv --write-baseline in.csv',
    'audit --baseline known.json -o json=known.json',
    'apply saved.plan -y -o json=saved.plan',
  ];
  const files = ['in.csv', 'expected.csv', 'known.json', 'saved.plan'];
  const before = files.map((file) => abo.read(file));
  expect(await abo.each(commands)).toMatchInlineSnapshot(`
    "
    $ abo verify expected.csv -o junit=expected.csv

    stderr
    Error: -o: “expected.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo verify expected.csv --with in.csv -o junit=in.csv

    stderr
    Error: -o: “in.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo audit --with in.csv -o json=in.csv

    stderr
    Error: -o: “in.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo audit --with in.csv --write-baseline in.csv

    stderr
    Error: --write-baseline: “in.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo audit --baseline known.json -o json=known.json

    stderr
    Error: -o: “known.json” is the input file and would be overwritten.
    Choose another file.
    exit 2

    $ abo apply saved.plan -y -o json=saved.plan

    stderr
    Error: -o: “saved.plan” is the input file and would be overwritten.
    Choose another file.
    exit 2
    "
  `);
  expect(files.map((file) => abo.read(file))).toEqual(before);
});

test('two outputs never go to the same file, whatever the names', async ({ abo }) => {
  await world(abo);
  abo.write('known.json', '{"schema":"abo.baseline/1","findings":[]}');
  symlinkSync('known.json', abo.path('linked.json'));
  symlinkSync('.', abo.path('here'));
  const commands = [
    'audit --write-baseline new.json -o json=./new.json',
    'audit --write-baseline known.json -o json=linked.json --lang fr',
    'audit -o json=new.json -o markdown=here/new.json',
    `${SET} -n --plan-out new.plan -o json=new.plan`,
    'contact import in.csv -n --rejects new.csv --plan-out new.csv',
    'contact import in.csv -y --rejects new.csv -o json=new.csv',
    'verify expected.csv --update -y -o markdown=here/expected.csv',
  ];
  const before = readdirSync(abo.folder);
  expect(await abo.each(commands)).toMatchInlineSnapshot(`
    "
    $ abo audit --write-baseline new.json -o json=./new.json

    stderr
    Error: --write-baseline new.json and -o …=./new.json can't be used together.
    Use only one of them.
    exit 2

    $ abo audit --write-baseline known.json -o json=linked.json --lang fr

    stderr
    Erreur : --write-baseline known.json et -o …=linked.json ne vont pas ensemble.
    N'utilisez que l'un des deux.
    exit 2

    $ abo audit -o json=new.json -o markdown=here/new.json

    stderr
    Error: -o …=new.json and -o …=here/new.json can't be used together.
    Use only one of them.
    exit 2

    $ abo contact set name=Jeanne --contact ACME/jean@acme.fr -n --plan-out new.plan -o json=new.plan

    stderr
    Error: --plan-out new.plan and -o …=new.plan can't be used together.
    Use only one of them.
    exit 2

    $ abo contact import in.csv -n --rejects new.csv --plan-out new.csv

    stderr
    Error: --rejects new.csv and --plan-out new.csv can't be used together.
    Use only one of them.
    exit 2

    $ abo contact import in.csv -y --rejects new.csv -o json=new.csv

    stderr
    Error: --rejects new.csv and -o …=new.csv can't be used together.
    Use only one of them.
    exit 2

    $ abo verify expected.csv --update -y -o markdown=here/expected.csv

    stderr
    Error: -o: “here/expected.csv” is the input file and would be overwritten.
    Choose another file.
    exit 2
    "
  `);
  expect(readdirSync(abo.folder)).toEqual(before);
  expect((await abo.run('audit --write-baseline a.json -o json=b.json -o markdown=b.md')).stderr).toContain('a.json');
});

test('a path that can’t be read is not treated as a new file', async ({ abo }) => {
  await world(abo);
  symlinkSync('loop.json', abo.path('loop.json'));
  expect(await abo('audit --rule no-admin -o json=loop.json')).toMatchInlineSnapshot(`
    "
    $ abo audit --rule no-admin -o json=loop.json

    stderr
    Error: “loop.json” can't be written: its symbolic links form a loop.
    Nothing was changed. Choose another place for the file.
    exit 2
    "
  `);
  expect(lstatSync(abo.path('loop.json')).isSymbolicLink()).toBe(true);
});

test('a baseline is replaced by the one after it', async ({ abo }) => {
  await world(abo);
  await abo.run('audit --write-baseline known.json');
  const first = abo.read('known.json');
  const { stderr, exitCode } = await abo.run('audit --baseline known.json --write-baseline known.json');
  expect({ stderr, exitCode, same: abo.read('known.json') === first }).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "same": true,
      "stderr": "known.json: 6 findings recorded.
    ",
    }
  `);
});
