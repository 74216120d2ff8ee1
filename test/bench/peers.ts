/** The other programs, those that this machine has: what they are compared with does the same work as `abo`, or less. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { POSTGRES_URL } from '../storage/servers.ts';
import type { Command } from './measure.ts';

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

/** The directory's own tables are in the database already; without validation, plan and journal. */
const NORMALISE = `CREATE TABLE cell(company varchar(255), contact_id bigint, universe varchar(20), category varchar(20), channel varchar(20), value boolean, PRIMARY KEY(company, contact_id, universe, category, channel))`;
const INSERT = `INSERT INTO cell SELECT k.company, k.id, s.universe, s.category, s.channel, s.value = '1' FROM staging s JOIN company c ON c.code = s.company JOIN contact k ON k.company = s.company AND k.email_key = lower(s.contact)`;

const EXPORT = `.mode csv
SELECT company, contact, name, role, access, universe, category, channel, notified FROM subscription_cell WHERE reason <> 'not-in-universe' ORDER BY company, contact, universe, category, channel`;

const SIMULATE = `.mode csv
SELECT e.rowid, e.id, e.event, s.company, s.universe, s.channel, s.contact, s.reason FROM event e JOIN company c ON c.code = e.company JOIN subscription_cell s ON s.company = CASE WHEN e.event LIKE 'mobile.%' THEN c.partner ELSE c.code END AND s.category = substr(e.event, 1, instr(e.event, '.') - 1) AND s.notified = 1 ORDER BY e.rowid`;

/** Commands of `sqlite3` on a database. */
export const sqlite3 = {
  import: (database: string, csv: string): Command => script(database, [`.import --csv ${csv} staging`]),
  importNormalised: (database: string, csv: string): Command =>
    script(database, [`.import --csv ${csv} staging`, `${NORMALISE} WITHOUT ROWID`, INSERT]),
  export: (database: string): Command => script(database, EXPORT.split('\n')),
  simulate: (database: string, csv: string): Command =>
    script(database, [`.import --csv ${csv} event`, ...SIMULATE.split('\n')]),
} as const;

function script(database: string, lines: readonly string[]): Command {
  return { program: 'sqlite3', args: [database, ...lines] };
}

export function sqliteUtilsInsert(database: string, csv: string): Command {
  return { program: 'sqlite-utils', args: ['insert', database, 'staging', csv, '--csv'] };
}

/** Which receiver an alert of a company goes to, in a configuration with a route for each company. */
export function amtoolRoutes(configuration: string, companies: number): Command {
  const codes = Array.from({ length: companies }, (_, i) => `C${String(i).padStart(6, '0')}`);
  const routes = codes.map((code) => `    - { receiver: ${code}, matchers: [ company="${code}" ] }\n`);
  const receivers = codes.map((code) => `  - name: ${code}\n`);
  writeFileSync(
    configuration,
    `route:\n  receiver: ${codes[0] ?? ''}\n  routes:\n${routes.join('')}receivers:\n${receivers.join('')}`,
  );
  const args = ['config', 'routes', 'test', `--config.file=${configuration}`, `company=${codes.at(-1) ?? ''}`];
  return { program: 'amtool', args };
}

/** Databases of a PostgreSQL server for one run of the benchmark; a copy of one is made as a file is copied. */
export class PostgresDatabases {
  readonly #names = new Set<string>();

  /** Does a server answer, and is `psql` installed? */
  static isReachable(): boolean {
    return isInstalled('psql') && spawnSync('psql', [POSTGRES_URL, '-c', 'select 1']).status === 0;
  }

  urlOf(name: string): string {
    const url = new URL(POSTGRES_URL);
    url.pathname = `/${this.#nameOf(name)}`;
    return url.href;
  }

  /** Creates a database, in place of one of the same name: empty, or a copy of another one. */
  create(name: string, copyOf?: string): void {
    const database = this.#nameOf(name);
    this.#sql(`drop database if exists ${database} with (force)`);
    const template = copyOf === undefined ? '' : `template ${this.#nameOf(copyOf)}`;
    this.#names.add(database);
    this.#sql(`create database ${database} ${template}`);
  }

  dropAll(): void {
    for (const database of this.#names) this.#sql(`drop database if exists ${database} with (force)`);
  }

  importNormalised(name: string, csv: string): Command {
    const staging =
      'create table staging(company text, contact text, universe text, category text, channel text, value text)';
    const copy = `\\copy staging from '${csv}' with (format csv, header)`;
    const args = [staging, copy, NORMALISE, INSERT].flatMap((statement) => ['-c', statement]);
    return { program: 'psql', args: [this.urlOf(name), '--quiet', '--set', 'ON_ERROR_STOP=1', ...args] };
  }

  #nameOf(name: string): string {
    return `abo_bench_${process.pid}_${name}`;
  }

  #sql(statement: string): void {
    const { status, stderr } = spawnSync('psql', [POSTGRES_URL, '--quiet', '-c', statement], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${statement}: ${stderr}`);
  }
}
