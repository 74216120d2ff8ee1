import { expect, test } from 'vitest';
import { nearest } from '../src/nearest.js';

const COMMANDS = ['company', 'contact', 'mailbox', 'subscription', 'find', 'db'];
const FLAGS = ['db', 'lang', 'staff', 'as', 'format', 'company'];
const PEOPLE = ['lea@acme.fr', 'jean@acme.fr', 'Léa Œuvrard', 'jean.petit@acme-industrie.fr'];

test.each([
  ['contcat', COMMANDS, 'contact'],
  ['compagny', COMMANDS, 'company'],
  ['fidn', COMMANDS, 'find'],
  ['MAILBOX', COMMANDS, 'mailbox'],
  ['mial', ['mail'], 'mail'],
  ['lea oeuvrar', PEOPLE, 'Léa Œuvrard'],
  ['leo@acme.fr', PEOPLE, 'lea@acme.fr'],
  ['jean@acme.com', PEOPLE, undefined],
  ['jean@amce.fr', PEOPLE, 'jean@acme.fr'],
])('a typing error: %s', (text, known, meant) => {
  expect(nearest(text, known)).toBe(meant);
});

test.each([
  ['75', ['00075', '00750', '76'], '00075'],
  ['312', ['00311', '00312'], '00312'],
])('leading zeros removed by a spreadsheet: %s', (text, known, meant) => {
  expect(nearest(text, known)).toBe(meant);
});

test.each([
  ['subscr', COMMANDS, 'subscription'],
  ['mail', COMMANDS, 'mailbox'],
  ['ticket', ['ticketing.ticket-created', 'ticketing', 'ticketing.ticket-updated'], 'ticketing'],
  ['co', COMMANDS, undefined],
  ['com', ['company', 'command'], undefined],
])('an incomplete name: %s', (text, known, meant) => {
  expect(nearest(text, known)).toBe(meant);
});

test.each([
  ['at', FLAGS],
  ['on', FLAGS],
  ['max@acme.fr', PEOPLE],
  ['paul@acme.fr', PEOPLE],
  ['list', COMMANDS],
  ['', COMMANDS],
])('nothing is near: %s', (text, known) => {
  expect(nearest(text, known)).toBeUndefined();
});

test('the nearest of several, or the first of equally near ones', () => {
  expect(nearest('ACMEE', ['ACMES', 'ACME', 'ACMEX'])).toBe('ACMES');
  expect(nearest('acmee', ['ACMEEE', 'ACME1'])).toBe('ACMEEE');
});
