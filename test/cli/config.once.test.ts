/** `config`, `profile list`; passwords that are never printed. Source: docs/contract/cli.md, "Commands" and "Global flags". */
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { test } from './abo.js';
import { onTerminal } from './terminal.js';
import { ACME } from './world.js';

const PROFILES = `profile: test
profiles:
  test:
    database: test.db
  production:
    database: postgres://abo:s3cret@db.example.net/abo
    protected: true
  remote:
    database: mysql://abo@db.example.net/abo
    password_command: touch ran
  archive:
    database: archive.db
    read_only: true
    password_file: /run/secrets/abo
`;

/** The width of a column depends on the path of the test's folder. */
function spaced(table: string): string {
  return table.replaceAll(/(?<=\S) {2,}/gu, '  ');
}

test('config shows the settings in force and where each came from, without a database', async ({ abo }) => {
  expect(spaced(await abo('config --staff marie'))).toMatchInlineSnapshot(`
    "
    $ abo config --staff marie
    Setting  Value  From
    database  <folder>/data/abo/abo.db  default
    profile  -  default
    read-only  no  default
    protected  no  default
    password  -  default
    acting contact  -  default
    staff  marie  --staff
    language  en  LANG
    colour  no  the system
    prompts  no  the system
    your settings  -  <folder>/config/abo/config.yaml
    project file  -  default
    audit settings  -  default
    "
  `);
  abo.write('config/abo/config.yaml', PROFILES);
  abo.write('abo.config.yaml', 'profile: archive\naudit: { fail_on: info }\n');
  const env = { ABO_STAFF: 'marie', ABO_LANG: 'fr', NO_COLOR: '1' };
  expect(spaced(await abo('config --as lea@acme.fr --no-input', { env }))).toMatchInlineSnapshot(`
    "
    $ abo config --as lea@acme.fr --no-input
    Réglage  Valeur  Origine
    base  archive.db  profil archive
    profil  archive  fichier du projet
    lecture seule  oui  profil archive
    protégé  non  par défaut
    mot de passe  password_file  profil archive
    contact qui agit  lea@acme.fr  --as
    support  marie  ABO_STAFF
    langue  fr  ABO_LANG
    couleur  non  NO_COLOR
    confirmations  non  --no-input
    vos réglages  <folder>/config/abo/config.yaml  le système
    fichier du projet  <folder>/abo.config.yaml  ce dossier ou au-dessus
    réglages d'audit  <folder>/abo.config.yaml  fichier du projet
    "
  `);
  expect(await abo('config --profile production --staff marie --format json')).toMatchInlineSnapshot(`
    "
    $ abo config --profile production --staff marie --format json
    {
      "schema": "abo.settings/1",
      "items": [
        {"setting":"database","value":"postgres://abo:***@db.example.net/abo","source":"profile","from":"production"},
        {"setting":"profile","value":"production","source":"flag","from":"--profile"},
        {"setting":"read_only","value":false,"source":"default","from":null},
        {"setting":"protected","value":true,"source":"profile","from":"production"},
        {"setting":"password","value":"url","source":"profile","from":"production"},
        {"setting":"as","value":null,"source":"default","from":null},
        {"setting":"staff","value":"marie","source":"flag","from":"--staff"},
        {"setting":"language","value":"en","source":"environment","from":"LANG"},
        {"setting":"color","value":false,"source":"system","from":null},
        {"setting":"prompts","value":false,"source":"flag","from":"--format"},
        {"setting":"user_file","value":"<folder>/config/abo/config.yaml","source":"system","from":null},
        {"setting":"project_file","value":"<folder>/abo.config.yaml","source":"project","from":null},
        {"setting":"audit","value":"<folder>/abo.config.yaml","source":"project","from":"<folder>/abo.config.yaml"}
      ]
    }
    "
  `);
  expect(existsSync(abo.path('archive.db'))).toBe(false);
});

test('the source of the database, the staff name, the language and the colour is shown', async ({ abo }) => {
  abo.write('config/abo/config.yaml', PROFILES);
  const from = async (setting: string, command: string, env: Record<string, string> = {}): Promise<string> => {
    const lines = (await abo.answer(`config --format csv ${command}`, { env })).split('\n');
    return lines.find((line) => line.startsWith(`${setting},`)) ?? '';
  };
  expect(await from('database', '--db a.db')).toBe('database,a.db,flag,--db');
  expect(await from('database', '', { ABO_DATABASE_URL: 'sqlite:b.db' })).toBe(
    'database,sqlite:b.db,environment,ABO_DATABASE_URL',
  );
  expect(await from('profile', '', { ABO_PROFILE: 'archive' })).toBe('profile,archive,environment,ABO_PROFILE');
  expect(await from('database', '', { ABO_PROFILE: 'archive' })).toBe('database,archive.db,profile,archive');
  expect(abo.plain(await from('profile', ''))).toBe('profile,test,user,<folder>/config/abo/config.yaml');
  expect(await from('password', '--profile remote')).toBe('password,password_command,profile,remote');
  expect(await from('password', '--db postgres://u:s3cret@h/d')).toBe('password,url,flag,--db');
  expect(await from('staff', '', { ABO_STAFF: 'x' })).toBe('staff,x,environment,ABO_STAFF');
  expect(await from('language', '', { LANG: 'fr_FR.UTF-8' })).toBe('language,fr,environment,LANG');
  expect(await from('language', '--lang en', { ABO_LANG: 'fr' })).toBe('language,en,flag,--lang');
  expect(await from('color', '--no-color', { FORCE_COLOR: '1' })).toBe('color,no,flag,--no-color');
  expect(await from('color', '', { FORCE_COLOR: '1' })).toBe('color,yes,environment,FORCE_COLOR');
});

test('profile list shows the profiles and the one that is chosen', async ({ abo }) => {
  expect(await abo('profile list')).toMatchInlineSnapshot(`
    "
    $ abo profile list

    stderr
    There are no profiles. They are defined in <folder>/config/abo/config.yaml.
    "
  `);
  abo.write('config/abo/config.yaml', PROFILES);
  expect(await abo('profile list')).toMatchInlineSnapshot(`
    "
    $ abo profile list
    Profile     Database                               Changes        Password  Chosen by
    test        test.db                                allowed        -         config.yaml
    production  postgres://abo:***@db.example.net/abo  confirm first  URL
    remote      mysql://abo@db.example.net/abo         allowed        command
    archive     archive.db                             refused        file
    "
  `);
  expect(await abo('profile list --lang fr --db other.db')).toMatchInlineSnapshot(`
    "
    $ abo profile list --lang fr --db other.db
    Profil      Base                                   Modifications  Mot de passe  Choisi par
    test        test.db                                autorisées     -
    production  postgres://abo:***@db.example.net/abo  à confirmer    URL
    remote      mysql://abo@db.example.net/abo         autorisées     commande
    archive     archive.db                             refusées       fichier
    stderr
    Aucun n'est choisi : la base est other.db (--db).
    "
  `);
  expect(await abo('profile list --format json', { env: { ABO_PROFILE: 'archive' } })).toMatchInlineSnapshot(`
    "
    $ abo profile list --format json
    {
      "schema": "abo.profiles/1",
      "items": [
        {"profile":"test","database":"test.db","read_only":false,"protected":false,"password":null,"chosen":false,"chosen_by":null},
        {"profile":"production","database":"postgres://abo:***@db.example.net/abo","read_only":false,"protected":true,"password":"url","chosen":false,"chosen_by":null},
        {"profile":"remote","database":"mysql://abo@db.example.net/abo","read_only":false,"protected":false,"password":"password_command","chosen":false,"chosen_by":null},
        {"profile":"archive","database":"archive.db","read_only":true,"protected":false,"password":"password_file","chosen":true,"chosen_by":"ABO_PROFILE"}
      ]
    }
    "
  `);
  abo.write('config/abo/config.yaml', 'profiles: {}\n');
  expect(await abo('profile list --format ndjson')).toMatchInlineSnapshot(`
    "
    $ abo profile list --format ndjson
    "
  `);
  expect(await abo('profile list --lang fr')).toMatchInlineSnapshot(`
    "
    $ abo profile list --lang fr

    stderr
    <folder>/config/abo/config.yaml ne contient aucun profil.
    "
  `);
});

test('on a narrow terminal nothing is cut', async ({ abo }) => {
  abo.write('config/abo/config.yaml', PROFILES);
  const { screen } = await onTerminal(abo, ['profile', 'list'], { columns: 60 });
  expect(screen).toMatchInlineSnapshot(`
    "Profile     Database          Changes  Password  Chosen by
    test        test.db           allowed  -         config.yaml
    production  postgres://       confirm  URL
                abo:***@db.       first
                example.net/abo
    remote      mysql://abo@db.   allowed  command
                example.net/abo
    archive     archive.db        refused  file
    "
  `);
});

test('config and profile list run no command and read no password', async ({ abo }) => {
  abo.write('config/abo/config.yaml', PROFILES);
  for (const command of ['config', 'profile list']) {
    expect((await abo.run(`${command} --profile remote`)).exitCode, command).toBe(0);
    expect((await abo.run(`${command} --profile archive`)).exitCode, command).toBe(0);
  }
  expect(existsSync(abo.path('ran'))).toBe(false);
});

test('a password is never printed, wherever it came from and whatever fails', async ({ abo }) => {
  abo.write('config/abo/config.yaml', PROFILES);
  abo.write('list.csv', 'company,name\nACME,Acme\n');
  const url = 'postgres://abo:s3cret@db.example.net/abo';
  const outputs: string[] = [];
  const commands = [
    '',
    'config',
    'profile list',
    'db status',
    'db init',
    'company list',
    'onboard list.csv -n --plan-out p',
  ];
  for (const command of commands) {
    for (const format of ['', '--format json', '-v']) {
      for (const chosen of [`--db ${url}`, '--profile production', '']) {
        const env = chosen === '' ? { ABO_DATABASE_URL: url } : {};
        const { stdout, stderr } = await abo.run(`${command} ${format} ${chosen}`, { env });
        outputs.push(stdout, stderr);
      }
    }
  }
  // Passwords in the wrong syntax or the wrong place.
  for (const command of [
    `company list --db postgres//abo:s3cret@db.example.net/abo`,
    `db status --db postgres//abo:s3cret@db.example.net/abo`,
    `db init --db postgres//abo:s3cret@db.example.net/abo`,
    `company list --db postgress://abo:s3cret@db.example.net/abo`,
    `company list --db sqlite://x?password=s3cret`,
    url,
    `db ${url}`,
    `company list ${url}`,
    `company list --profile ${url}`,
    `find --format ${url}`,
  ]) {
    const { stdout, stderr } = await abo.run(command);
    outputs.push(stdout, stderr);
  }
  for (const yaml of [
    `profiles: { prod: "${url}" }`,
    `"${url}": x`,
    `profiles: { p: { database: a, read_only: "${url}" } }`,
    `profile: "${url}`,
  ]) {
    abo.write('config/abo/config.yaml', yaml);
    const { stdout, stderr } = await abo.run('company list --profile prod');
    outputs.push(stdout, stderr);
  }
  expect(outputs.filter((text) => text.includes('s3cret'))).toEqual([]);
  expect(outputs.filter((text) => text.includes('***')).length).toBeGreaterThan(10);
});

test('a password in the name of a database is in no plan, document or journal', async ({ abo }) => {
  // No server is needed: a file may have such a name.
  abo.write('db/folder', '');
  const database = 'db//abo:s3cret@host.db';
  abo.write('config/abo/config.yaml', `profile: p\nprofiles: { p: { database: "${database}" } }\n`);
  for (const [name, text] of Object.entries(ACME)) abo.write(`acme/${name}`, text);
  const outputs: string[] = [];
  for (const command of [
    'db init',
    'db init',
    '',
    'db status',
    'db status --format json',
    'db migrate',
    'onboard acme -y',
    'company set name=X -c ACME -n --plan-out x.plan',
    'company set name=X -c ACME -n --format json',
    'plan show x.plan',
    'plan show x.plan --format json',
    'apply x.plan -y --format json',
    'apply x.plan -y',
    'history --format json',
    'history show 2 --format json',
    'audit --format json',
    `why ACME/lea@acme.fr ticketing --db ${database}`,
    `why ACME/lea@acme.fr ticketing --db ${database} --format json`,
    `audit --db ${database}`,
    `audit --db ${database} --format markdown`,
    `company export --as nobody --db ${database}`,
    `mailbox export --db ${database}`,
    `company set name=Y -c ACME -n --plan-out ${database}`,
  ]) {
    const { stdout, stderr } = await abo.run(command);
    outputs.push(stdout, stderr);
  }
  await abo.answer('db init --db other.db');
  const { stderr, exitCode } = await abo.run('apply x.plan -y --db other.db');
  expect(exitCode).toBe(6);
  outputs.push(stderr, abo.read('x.plan'), readFileSync(abo.path(database)).toString('latin1'));
  expect(outputs.filter((text) => text.includes('s3cret'))).toEqual([]);
  expect(abo.read('x.plan')).toContain('abo:***@host.db');
});
