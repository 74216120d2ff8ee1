/** Accounts of PostgreSQL that may write to a database, and own nothing of it. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { TestEngine } from './engines.js';

/** The URL of a database for an account of its own, until the test ends. */
export async function newRole({ query }: TestEngine, location: string, options = ''): Promise<string> {
  const url = new URL(location);
  url.username = `abo_test_${randomBytes(6).toString('hex')}`;
  url.password = 'writer';
  await query(location, `create role ${url.username} login password 'writer' ${options}`);
  onTestFinished(async () => {
    await query(location, `drop owned by ${url.username}; drop role ${url.username}`);
  });
  await query(location, `grant select, insert, update, delete on all tables in schema public to ${url.username}`);
  return url.href;
}
