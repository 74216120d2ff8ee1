/** Asks, once a run, which servers can be reached. Source: CONTRIBUTING.md, "Servers for tests". */
import mysql from 'mysql2/promise';
import pg from 'pg';
import { MYSQL_URL, POSTGRES_URL, REACHED } from './storage/servers.js';

const SERVERS = [
  { name: 'postgres', url: POSTGRES_URL, look: lookAtPostgres },
  { name: 'mysql', url: MYSQL_URL, look: lookAtMysql },
];

export default async function setup(): Promise<void> {
  const required = (process.env['ABO_TEST_REQUIRE'] ?? '').split(',');
  const reached: string[] = [];
  for (const { name, url, look } of SERVERS) {
    try {
      await look(url);
      reached.push(name);
    } catch (cause) {
      if (required.includes(name))
        throw new Error(`${name} is required (ABO_TEST_REQUIRE) and can't be reached`, { cause });
      const { host } = new URL(url);
      process.stderr.write(`Not tested on ${name}: nothing can be reached at ${host} (${String(cause)}).\n`);
    }
  }
  process.env[REACHED] = reached.join(',');
}

async function lookAtPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.end();
}

async function lookAtMysql(url: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 5_000 });
  await connection.end();
}
