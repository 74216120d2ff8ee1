/** Where a server's database is, from its URL. Source: docs/contract/cli.md, "Database". */
import { expect, test } from 'vitest';
import { serverAddress } from '../../src/storage/engines/server-url.js';

test('every part of it is read, and decoded', () => {
  const url = 'postgres://s%C3%A9bastien:p%40%2F%25@db.example.net:6543/abo%40prod?sslmode=require&connect_timeout=3';
  expect(serverAddress(url, 5432)).toEqual({
    host: 'db.example.net',
    port: 6543,
    user: 'sébastien',
    password: 'p@/%',
    database: 'abo@prod',
    sslMode: 'require',
    sslRootCert: null,
    connectTimeout: 3_000,
    answerTimeout: 600_000,
    name: 'db.example.net:6543/abo@prod',
  });
  expect(serverAddress('mysql:///abo', 3306)).toMatchObject({
    host: 'localhost',
    port: 3306,
    user: null,
    password: null,
    name: 'localhost/abo',
  });
});

test.each([
  ['postgres://abo@db.example.net/', 'database'],
  ['postgres://db.example.net', 'database'],
  ['postgres://db.example.net:99999/abo', 'port'],
  ['postgres://db.example.net:0/abo', 'port'],
  ['postgres://abo@db.example.net:bad/abo', 'port'],
  ['postgres://abo:S#cret@db.example.net/abo', 'escape'],
  ['postgres://abo:S?cret@db.example.net/abo', 'escape'],
  ['postgres://abo:S/cret@db.example.net/abo', 'escape'],
  ['postgres://abo:S%cret@db.example.net/abo', 'escape'],
  ['postgres://abo:S cr#t@db.example.net/abo', 'escape'],
  ['postgres://db.example.net/%zz', 'escape'],
  ['postgres://db.example.net/abo/', 'path'],
  ['postgres://db.example.net/abo%2F', 'path'],
  ['postgres://abo@/abo', 'host'],
  ['postgres://:5432/abo', 'host'],
  ['postgres://db example/abo', 'host'],
  ['postgres://[::1/abo', 'host'],
  ['postgres:abo', 'host'],
])('what is wrong in %s: the %s', (url, wrong) => {
  expect(thrownBy(() => serverAddress(url, 5432))).toMatchObject({ code: 'bad-database-url', params: { wrong } });
});

test.each([
  ['postgres://abo@db.example.net/', 'postgres://abo@db.example.net/'],
  ['postgres://db.example.net/a/b', 'postgres://db.example.net/a/b'],
  // Not valid percent escapes: the account is still shown whole, and the password hidden whole.
  ['mysql://nobody%zz@host/abo', 'mysql://nobody%zz@host/abo'],
  ['mysql://abo:100%@host/abo', 'mysql://abo:***@host/abo'],
  // What is written as it should not be is taken for no other part.
  ['postgres://abo:12/S3cret@host', 'postgres://abo:***@host'],
  ['postgres://abo:/S3cret@host/abo', 'postgres://abo:***@host/abo'],
  ['postgres://abo:S3cret/@host', 'postgres://abo:***@host'],
])('%s names no database', (url, shown) => {
  expect(thrownBy(() => serverAddress(url, 5432))).toMatchObject({ code: 'bad-database-url', params: { url: shown } });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
