/** `abo db …`, and which database a command works on. Source: docs/contract/cli.md, "Commands" and "Global flags". */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { ENGINES, newPlace } from '../storage/engines.js';
import { BIN, NODE, test } from './abo.js';
import { ACME } from './world.js';

test('a database is created, inspected and migrated', async ({ abo }) => {
  expect(await abo('db status')).toMatchInlineSnapshot(`
    "
    $ abo db status
    Database  <folder>/data/abo/abo.db
    Engine    sqlite 3.54.1
    Schema    - (does not exist: create it with abo db init)
    exit 7
    "
  `);
  expect(await abo('db init')).toMatchInlineSnapshot(`
    "
    $ abo db init

    stderr
    Created database <folder>/data/abo/abo.db (<id>).
    "
  `);
  expect(await abo('db init')).toMatchInlineSnapshot(`
    "
    $ abo db init

    stderr
    Database <folder>/data/abo/abo.db is already initialised (<id>): nothing to do.
    "
  `);
  expect(await abo('db migrate')).toMatchInlineSnapshot(`
    "
    $ abo db migrate

    stderr
    The schema is up to date: nothing to do.
    "
  `);
  expect((await abo('db status')).replace(/Size .*/u, 'Size …')).toMatchInlineSnapshot(`
    "
    $ abo db status
    Database         <folder>/data/abo/abo.db
    Engine           sqlite 3.54.1
    Schema           0001-initial (up to date)
    Identity         <id>
    Size …
    Holds            0 companies, 0 contacts
    Last change set  none yet
    "
  `);
  expect(await abo('db status --lang fr --format json')).toMatchInlineSnapshot(`
    "
    $ abo db status --lang fr --format json
    {
      "schema": "abo.status/1",
      "engine": "sqlite",
      "server_version": "3.54.1",
      "name": "<folder>/data/abo/abo.db",
      "state": "current",
      "identity": "<id>",
      "schema_version": "0001-initial",
      "latest_version": "0001-initial",
      "companies": 0,
      "contacts": 0,
      "last_change_set": null,
      "missing_triggers": [],
      "size": 106496
    }
    "
  `);
});

test('a missing database is created by db init only', async ({ abo }) => {
  expect(await abo('company list --db missing.db')).toMatchInlineSnapshot(`
    "
    $ abo company list --db missing.db

    stderr
    Error: There is no database at missing.db.
    Create it with abo db init, or choose another one with --db.
    exit 7
    "
  `);
  expect(await abo('company add A name=A universes=client --yes')).toMatchInlineSnapshot(`
    "
    $ abo company add A name=A universes=client --yes

    stderr
    Error: There is no database at <folder>/data/abo/abo.db.
    Create it with abo db init, or choose another one with --db.
    exit 7
    "
  `);
  expect(await abo('db init --db mistyped/acme.db')).toMatchInlineSnapshot(`
    "
    $ abo db init --db mistyped/acme.db

    stderr
    Error: The database mistyped/acme.db can't be created: there is no folder <folder>/mistyped.
    Create the folder, or check --db.
    exit 7
    "
  `);
  expect(existsSync(abo.path('mistyped'))).toBe(false);
  expect(existsSync(abo.path('missing.db'))).toBe(false);
  expect(existsSync(abo.database)).toBe(false);
});

const VERSIONS = {
  sqlite: /^3\.\d+\.\d+$/u,
  postgres: /^\d+\.\d+/u,
  // abo treats the two as one engine; the output says which it is.
  mysql: /^(\d+\.\d+\.\d+-MariaDB|MySQL \d+\.\d+)/u,
} as const;

describe.each(ENGINES)('$name', (engine) => {
  test('db status shows the engine, the schema version and the contents', async ({ abo }) => {
    const place = await newPlace(engine);
    const [absent, , , text, french, json] = await abo.runEach(
      [
        'db status',
        'db init',
        'company add ACME name=A universes=client --yes',
        'db status',
        'db status --lang fr',
        'db status --format json',
      ].map((command) => `${command} --db ${place}`),
    );
    expect(absent?.exitCode).toBe(7);
    expect([text?.exitCode, french?.exitCode, json?.exitCode]).toEqual([0, 0, 0]);
    const {
      engine: name,
      server_version: version,
      size,
      ...rest
    } = JSON.parse(json?.stdout ?? '') as Record<string, unknown>;
    expect(name).toBe(engine.name);
    expect(version).toMatch(VERSIONS[engine.name]);
    expect(size).toBeGreaterThan(0);
    expect(rest).toMatchObject({
      schema: 'abo.status/1',
      state: 'current',
      schema_version: '0001-initial',
      companies: 1,
      contacts: 0,
      last_change_set: { number: 1, command: 'company add' },
    });
    const labels = (page: string | undefined): string[] =>
      (page ?? '').split('\n').map((line) => line.split('  ')[0] ?? '');
    expect(labels(text?.stdout)).toEqual([
      'Database',
      'Engine',
      'Schema',
      'Identity',
      'Size',
      'Holds',
      'Last change set',
      '',
    ]);
    expect(labels(french?.stdout)).toEqual([
      'Base',
      'Moteur',
      'Schéma',
      'Identité',
      'Taille',
      'Contient',
      'Dernière modification',
      '',
    ]);
    const shown = {
      sqlite: `sqlite ${String(version)}`,
      postgres: `postgres ${String(version)}`,
      mysql: /^(MariaDB|MySQL) \d+\.\d+/u,
    };
    expect(/^Engine +(.*)$/mu.exec(text?.stdout ?? '')?.[1]).toMatch(shown[engine.name]);
  });

  test('db status names a trigger of the journal that is missing', async ({ abo }) => {
    const place = await newPlace(engine);
    const status = ['db', 'status', '--db', place];
    await abo.answer(['db', 'init', '--db', place]);
    expect(JSON.parse(await abo.answer([...status, '--format', 'json']))).toMatchObject({ missing_triggers: [] });
    const [name, drop] = {
      sqlite: ['change_no_delete', 'drop trigger change_no_delete'],
      mysql: ['change_no_delete', 'drop trigger change_no_delete'],
      postgres: ['change_append_only', 'drop trigger change_append_only on change'],
    }[engine.name] as [string, string];
    await engine.query(place, drop);
    const { stdout, exitCode } = await abo.run(status);
    expect([stdout.split('\n').at(-2), exitCode]).toEqual([
      `Journal          not protected against changes outside abo: it lacks ${name} (restore a backup that has them, or make a db copy)`,
      7,
    ]);
    const json = await abo.run([...status, '--format', 'json', '--lang', 'fr']);
    expect(JSON.parse(json.stdout)).toMatchObject({ state: 'current', missing_triggers: [name] });
    expect(json.exitCode).toBe(7);
    if (engine.name !== 'postgres') return;
    await engine.query(place, 'alter table change_set disable trigger change_set_no_truncate');
    expect((await abo.run(status)).stdout).toContain('it lacks change_set_no_truncate, change_append_only (');
  });

  test('four db init at once create one database', async ({ abo }) => {
    const place = await newPlace(engine);
    const ran = await Promise.all([1, 2, 3, 4].map(() => abo.spawn(['db', 'init', '--db', place])));
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(ran.filter(({ stderr }) => stderr.startsWith('Created'))).toHaveLength(1);
    expect(new Set(ran.map(({ stderr }) => /\(([a-z]{4})\)/u.exec(stderr)?.[1])).size).toBe(1);
    expect(
      (await abo.run(['company', 'add', 'ACME', 'name=A', 'universes=client', '--yes', '--db', place])).exitCode,
    ).toBe(0);
  });

  test('db init that is killed can be run again', async ({ abo }) => {
    for (const wait of [150, 180, 210, 240, 270, 300]) {
      const place = await newPlace(engine);
      const child = spawn(NODE, [BIN, 'db', 'init', '--db', place], { env: abo.env, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGKILL'), wait);
      await once(child, 'close');
      clearTimeout(timer);
      const { exitCode, stderr } = await abo.run(['db', 'init', '--db', place]);
      expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/\([a-z]{4}\)/u)]);
      expect(await engine.engine.status(place)).toMatchObject({ state: 'current', companies: 0 });
    }
  });
});

test('the database: a flag, else the environment, else the project, else the user, else the default', async ({
  abo,
}) => {
  const which = async (command = '', env: Record<string, string> = {}): Promise<string> =>
    /Database: (.*?\))/u.exec(abo.plain(await abo.answer(command, { env })))?.[1] ?? '';
  expect(await which()).toBe('<folder>/data/abo/abo.db  (the default)');
  abo.write(
    'config/abo/config.yaml',
    'profile: mine\nprofiles:\n  mine: { database: mine.db }\n  theirs: { database: theirs.db }\n  prod: { database: prod.db }\n',
  );
  expect(await which()).toBe('mine.db  (your profile)');
  abo.write('abo.config.yaml', 'profile: theirs\n');
  expect(await which()).toBe("theirs.db  (the project's profile)");
  expect(await which('', { ABO_PROFILE: 'prod' })).toBe('prod.db  (from the environment)');
  expect(await which('', { ABO_DATABASE_URL: 'sqlite:url.db' })).toBe('sqlite:url.db  (from the environment)');
  expect(await which('', { ABO_DATABASE_URL: '', ABO_PROFILE: '' })).toBe("theirs.db  (the project's profile)");
  expect(await which('--db flag.db', { ABO_DATABASE_URL: 'sqlite:url.db' })).toBe('flag.db  (--db or --profile)');
  expect(await which('--profile prod')).toBe('prod.db  (--db or --profile)');
});

test('a database chosen twice, or a profile that does not exist, is an error', async ({ abo }) => {
  expect(await abo('company list --db a.db --profile prod')).toMatchInlineSnapshot(`
    "
    $ abo company list --db a.db --profile prod

    stderr
    Error: --db and --profile both choose the database.
    Use only one of them.
    exit 2
    "
  `);
  expect(await abo('company list', { env: { ABO_DATABASE_URL: 'a.db', ABO_PROFILE: 'prod' } })).toMatchInlineSnapshot(`
    "
    $ abo company list

    stderr
    Error: ABO_DATABASE_URL and ABO_PROFILE both choose the database.
    Use only one of them.
    exit 2
    "
  `);
  expect(await abo('company list --profile prod')).toMatchInlineSnapshot(`
    "
    $ abo company list --profile prod

    stderr
    Error: There is no profile “prod” in <folder>/config/abo/config.yaml.
    The file has no profiles.
    exit 2
    "
  `);
  expect(await abo('company list --db oracle://db.example.net/abo')).toMatchInlineSnapshot(`
    "
    $ abo company list --db oracle://db.example.net/abo

    stderr
    Error: abo does not support “oracle:” databases.
    Give the path of an SQLite file, or a URL that starts with sqlite:, postgres: or mysql:.
    exit 2
    "
  `);
  expect(await abo('company list --db sqlite:')).toMatchInlineSnapshot(`
    "
    $ abo company list --db sqlite:

    stderr
    Error: The URL “sqlite:” has no database name.
    Write sqlite:PATH (or only the path), postgres://USER@HOST:PORT/DATABASE or mysql://USER@HOST:PORT/DATABASE. In a name or password, write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, % as %25.
    exit 2
    "
  `);
});

test('errors in settings files are reported', async ({ abo }) => {
  const config = async (text: string): Promise<string> => {
    abo.write('config/abo/config.yaml', text);
    return abo('company list --profile prod');
  };
  expect(await config('profiles:\n  test: { database: test.db }\n')).toMatchInlineSnapshot(`
    "
    $ abo company list --profile prod

    stderr
    Error: There is no profile “prod” in <folder>/config/abo/config.yaml.
    Profiles: test.
    exit 2
    "
  `);
  expect(await config('profiles:\n  prod: { databse: prod.db }\n')).toMatchInlineSnapshot(`
    "
    $ abo company list --profile prod

    stderr
    Error: <folder>/config/abo/config.yaml:2: “profiles.prod.databse” is not a setting.
    Did you mean “database”?
    exit 2
    "
  `);
  expect(await config('profiles:\n  prod: { database: prod.db, read_only: maybe }\n')).toMatchInlineSnapshot(`
    "
    $ abo company list --profile prod

    stderr
    Error: <folder>/config/abo/config.yaml:2: profiles.prod.read_only must be true or false.
    exit 2
    "
  `);
  expect(await config('profiles: [')).toMatchInlineSnapshot(`
    "
    $ abo company list --profile prod

    stderr
    Error: <folder>/config/abo/config.yaml:1, column 12: this is not valid YAML: wrong indentation, or a bracket that is not closed.
    exit 2
    "
  `);
});

test('every error in a settings file names its line, its key, and the nearest name', async ({ abo }) => {
  const errorOf = async (file: string, text: string, more = ''): Promise<string> => {
    abo.write(file, text);
    const { stdout, stderr, exitCode } = await abo.run(`config --profile prod ${more}`);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    return abo.plain(stderr);
  };
  const user = (text: string, more?: string): Promise<string> => errorOf('config/abo/config.yaml', text, more);
  const project = (text: string, more?: string): Promise<string> => errorOf('abo.config.yaml', text, more);
  expect([
    await user('profiles:\n  # where\n  prod:\n    database: prod.db\n    readonly: true\n'),
    await user('profiles:\n  prod:\n    read_only: true\n', '--lang fr'),
    await user('profiles:\n  prod:\n    database: a.db\n    password_file: f\n    password_command: c\n'),
    await user('profiles:\n  prod:\n    database: a.db\n    database: b.db\n'),
    await user('profiles:\n  prod:\n    database: *elsewhere\n'),
    await user('profiles:\n\tprod: { database: a.db }\n', '--lang fr'),
    await user('profiles: [prod]\n'),
    await user('- profiles\n'),
  ]).toMatchInlineSnapshot(`
    [
      "Error: <folder>/config/abo/config.yaml:5: “profiles.prod.readonly” is not a setting.
    Did you mean “read_only”?
    ",
      "Erreur : <folder>/config/abo/config.yaml:2 : profiles.prod.database doit être du texte.
    ",
      "Error: <folder>/config/abo/config.yaml:4: profiles.prod.password_file and profiles.prod.password_command can't be used together.
    Keep one of them.
    ",
      "Error: <folder>/config/abo/config.yaml:4, column 5: this is not valid YAML: this key appears twice.
    ",
      "Error: <folder>/config/abo/config.yaml:3, column 15: this is not valid YAML: this alias (*) has no anchor.
    ",
      "Erreur : <folder>/config/abo/config.yaml:2, colonne 1 : ce n'est pas du YAML valide : une ligne est en retrait avec une tabulation ; utilisez des espaces.
    ",
      "Error: <folder>/config/abo/config.yaml:1: profiles must be a mapping.
    ",
      "Error: <folder>/config/abo/config.yaml:1: the whole file must be a mapping.
    ",
    ]
  `);
  abo.write('config/abo/config.yaml', 'profiles:\n  prod: &p { database: a.db }\n  test: *p\n');
  expect((await abo.run('config --profile test')).exitCode).toBe(0);
  expect([
    await project('profile: prod\naudit:\n  fail_on: warnings\n'),
    await project('profile: prod\naudit:\n  accept:\n    - rule: no-admin\n      reason: r\n', '--lang fr'),
    await project('audit: {}\n\nprofile: prod\npassword_command: touch evil\n'),
    await project('audit: {}\nprofil: prod\n', '--lang fr'),
  ]).toMatchInlineSnapshot(`
    [
      "Error: <folder>/abo.config.yaml:3: “warnings” is not a valid value for audit.fail_on.
    Did you mean “warning”?
    ",
      "Erreur : <folder>/abo.config.yaml:4 : audit.accept[0].until doit être une date, par exemple 2027-01-31.
    ",
      "Error: <folder>/abo.config.yaml:4: a project file can't contain “password_command”: entering a folder must not choose a database or run a command.
    Put it in a profile of your own config.yaml, and name that profile here.
    ",
      "Erreur : <folder>/abo.config.yaml:2 : « profil » n'est pas un réglage.
    Vouliez-vous dire « profile » ?
    ",
    ]
  `);
  expect(existsSync(abo.path('evil'))).toBe(false);
});

test('a project file names a profile, and may not hold a database or a command', async ({ abo }) => {
  abo.write('abo.config.yaml', 'database: evil.db\n');
  expect(await abo('company list')).toMatchInlineSnapshot(`
    "
    $ abo company list

    stderr
    Error: <folder>/abo.config.yaml:1: a project file can't contain “database”: entering a folder must not choose a database or run a command.
    Put it in a profile of your own config.yaml, and name that profile here.
    exit 2
    "
  `);
  abo.write('abo.config.yaml', 'password_command: touch evil\n');
  expect((await abo.run('')).exitCode).toBe(2);
  expect(existsSync(abo.path('evil'))).toBe(false);
});

test('a read-only profile reads and plans, and writes nothing', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('config/abo/config.yaml', `profiles:\n  prod: { database: "${abo.database}", read_only: true }\n`);
  const before = await abo.dump();
  expect((await abo.run('company list --profile prod')).exitCode).toBe(0);
  expect((await abo.run('company set name=X -c ACME -n --profile prod')).exitCode).toBe(0);
  expect(await abo('company set name=X -c ACME --yes --profile prod')).toMatchInlineSnapshot(`
    "
    $ abo company set name=X -c ACME --yes --profile prod

    stderr
    Error: The profile “prod” is read-only: nothing was changed.
    Use another profile, or remove read_only from this one.
    exit 5
    "
  `);
  expect((await abo.run('db migrate --profile prod')).exitCode).toBe(5);
  expect(await abo.dump()).toBe(before);
  // Refused before connecting: the database need not exist.
  abo.write('config/abo/config.yaml', 'profiles:\n  prod: { database: /nowhere/abo.db, read_only: true }\n');
  expect((await abo.run('company set name=X -c ACME --yes --profile prod')).exitCode).toBe(5);
  expect((await abo.run('db init --profile prod')).exitCode).toBe(5);
});

test('a protected profile needs its name typed, even with --yes', async ({ abo }) => {
  await abo.holds(ACME);
  abo.write('config/abo/config.yaml', `profiles:\n  prod: { database: "${abo.database}", protected: true }\n`);
  const before = await abo.dump();
  expect(await abo('company set name=X -c ACME --yes --profile prod')).toMatchInlineSnapshot(`
    "
    $ abo company set name=X -c ACME --yes --profile prod

    stderr
    Error: The profile “prod” is protected: nothing was changed.
    To make changes, add --confirm prod.
    exit 5
    "
  `);
  expect((await abo.run('company set name=X -c ACME --yes --profile prod --confirm test')).exitCode).toBe(5);
  expect(await abo.dump()).toBe(before);
  expect((await abo.run('company set name=X -c ACME --profile prod --confirm prod --yes')).exitCode).toBe(0);
  expect(await abo.dump()).not.toBe(before);
});
