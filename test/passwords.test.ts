/** Passwords are masked in whatever is printed. Source: docs/contract/cli.md, "Global flags". */
import { expect, test } from 'vitest';
import { maskedLocation, maskedText } from '../src/passwords.js';

test.each([
  ['postgres://user:secret@db.example.net/abo', 'postgres://user:***@db.example.net/abo'],
  ['postgresql://user:secret@[::1]:5432/abo?sslmode=require', 'postgresql://user:***@[::1]:5432/abo?sslmode=require'],
  ['mysql://:secret@host/abo', 'mysql://:***@host/abo'],
  ['MariaDB://root:secret@host', 'MariaDB://root:***@host'],
  // Written as it should not be: the password is still not shown.
  ['postgres://user:se@cr/et@host/abo', 'postgres://user:***@host/abo'],
  ['postgres://user:se cret@host/abo', 'postgres://user:***@host/abo'],
  ['postgres:user:secret@host/abo', 'postgres:user:***@host/abo'],
  ['postgres//user:secret@host/abo', 'postgres//user:***@host/abo'],
  // As a path of it, which has lost a slash.
  ['/srv/postgres/user:secret@host/abo', '/srv/postgres/user:***@host/abo'],
  ['postgress://user:secret@host/abo', 'postgress://user:***@host/abo'],
  ['postgres://host/abo?user=u&password=secret&x=1', 'postgres://host/abo?user=u&password=***&x=1'],
  ['mysql://host/abo?sslpassword=secret', 'mysql://host/abo?sslpassword=***'],
])('%s', (location, shown) => {
  expect(maskedLocation(location)).toBe(shown);
  if (!location.includes(' '))
    expect(maskedText(`“${location}” is down: ${location}`)).toBe(`“${shown}” is down: ${shown}`);
});

test.each([
  'postgres://user@db.example.net:5432/abo',
  'postgres://db.example.net/abo',
  '/srv/abo/prod.db',
  'C:\\abo\\a@b.db',
  'sqlite:///srv/a:b@c.db',
  'a:b@c.db',
  './notes: jean@acme.fr.db',
])('%s holds none', (location) => {
  expect(maskedLocation(location)).toBe(location);
});

test('addresses and times in a text stay as they are', () => {
  const text = 'ACME: jean@acme.fr 09:30 lea@acme.fr; see https://abo.example/x and ABO_STAFF=marie@x';
  expect(maskedText(text)).toBe(text);
});
