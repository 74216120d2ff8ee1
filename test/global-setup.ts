/**
 * Runs once: finds out which servers can be reached, and creates the folder for the tests' files; at the end removes that
 * folder and the databases that the tests created. Source: CONTRIBUTING.md, "Servers for tests".
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { DATABASE_PREFIX, MYSQL_URL, POSTGRES_URL, REACHED } from './storage/servers.js';
import { RUN_FOLDER, scratchRoot } from './support/scratch.js';

const SERVERS = [
  { name: 'postgres', url: POSTGRES_URL, look: async () => queryPostgres('select 1'), drop: dropOnPostgres },
  { name: 'mysql', url: MYSQL_URL, look: async () => queryMysql('select 1'), drop: dropOnMysql },
];

export default async function setup(): Promise<() => Promise<void>> {
  const required = (process.env['ABO_TEST_REQUIRE'] ?? '').split(',');
  const reached: typeof SERVERS = [];
  for (const server of SERVERS) {
    const { name, url, look } = server;
    try {
      await look();
      reached.push(server);
    } catch (cause) {
      if (required.includes(name))
        throw new Error(`${name} is required (ABO_TEST_REQUIRE) but can't be reached`, { cause });
      const { host } = new URL(url);
      process.stderr.write(`Skipping ${name}: no server answers at ${host} (${String(cause)}).\n`);
    }
  }
  process.env[REACHED] = reached.map(({ name }) => name).join(',');
  const prefix = `abotest${randomBytes(4).toString('hex')}`;
  process.env[DATABASE_PREFIX] = prefix;
  const folder = mkdtempSync(join(scratchRoot(), 'abo-'));
  // Some tests run commands as another user, who must be able to enter the folder.
  chmodSync(folder, 0o755);
  process.env[RUN_FOLDER] = folder;
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const { drop } of reached) await drop(prefix);
  };
}

async function dropOnPostgres(prefix: string): Promise<void> {
  const found = await queryPostgres(`select datname as name from pg_database where datname like '${prefix}%'`);
  for (const { name } of found) await queryPostgres(`drop database ${name} with (force)`);
}

async function dropOnMysql(prefix: string): Promise<void> {
  const found = await queryMysql(
    `select schema_name as name from information_schema.schemata where schema_name like '${prefix}%'`,
  );
  for (const { name } of found) await queryMysql(`drop database ${name}`);
}

type Named = Readonly<Record<'name', string>>;

async function queryPostgres(sql: string): Promise<readonly Named[]> {
  const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return (await client.query<Named>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function queryMysql(sql: string): Promise<readonly Named[]> {
  const connection = await mysql.createConnection({ uri: MYSQL_URL, connectTimeout: 5_000 });
  try {
    const [rows] = await connection.query<(mysql.RowDataPacket & Named)[]>(sql);
    return Array.isArray(rows) ? rows : [];
  } finally {
    await connection.end();
  }
}
