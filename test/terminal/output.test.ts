/** Streams as outputs: slow readers, closed pipes, full disks, colour and width. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { AboError } from '../../src/errors.js';
import type { Environment } from '../../src/system.js';
import { ClosedPipe, StreamOutput, type TerminalStream } from '../../src/terminal/output.js';

function stream(fields: { isTTY?: boolean; columns?: number } = {}, write?: Writable['_write']): TerminalStream {
  return Object.assign(
    new Writable({
      write: write ?? ((_chunk, _encoding, done) => done()),
      highWaterMark: 1,
      decodeStrings: false,
    }),
    fields,
  );
}

const output = (to: TerminalStream, env: Environment = {}, noColor = false) =>
  new StreamOutput(to, { env, noColor, name: 'stdout' });

/** A stream whose every write fails, as the system does. */
const failing = (code: string): TerminalStream =>
  stream({}, (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })));

test('a write waits for the reader', async () => {
  const seen: string[] = [];
  const slow = stream({}, (chunk: string, _encoding, done) => {
    setTimeout(() => {
      seen.push(chunk);
      done();
    }, 5);
  });
  const to = output(slow);
  await to.write('one');
  expect(seen).toEqual(['one']);
  await to.write('two');
  expect(seen).toEqual(['one', 'two']);
});

test('once the reader has closed the pipe, every write throws ClosedPipe', async () => {
  const to = output(failing('EPIPE'));
  await expect(to.write('one')).rejects.toBeInstanceOf(ClosedPipe);
  await expect(to.write('two')).rejects.toBeInstanceOf(ClosedPipe);
});

test('a full disk is an error that says so', async () => {
  const error: unknown = await output(failing('ENOSPC'))
    .write('one')
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AboError);
  expect(error).toMatchObject({ code: 'output-failed', params: { output: 'stdout', code: 'ENOSPC' }, exitCode: 1 });
});

test.each<[string, { isTTY?: boolean; env?: Environment; noColor?: boolean }, boolean]>([
  ['a pipe', {}, false],
  ['a terminal', { isTTY: true }, true],
  ['NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
  ['an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, true],
  ['TERM=dumb', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ['--no-color', { isTTY: true, env: { FORCE_COLOR: '1' }, noColor: true }, false],
  ['FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
  ['FORCE_COLOR=0', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
  ['both', { isTTY: true, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
])('colour: %s', (_name, { isTTY = false, env = {}, noColor = false }, color) => {
  expect(output(stream({ isTTY }), env, noColor).color).toBe(color);
});

test('the width is the terminal’s, COLUMNS when it is set, and none when piped', () => {
  const terminal = stream({ isTTY: true, columns: 120 });
  expect(output(terminal).columns).toBe(120);
  expect(output(terminal, { COLUMNS: '60' }).columns).toBe(60);
  expect(output(terminal, { COLUMNS: 'wide' }).columns).toBe(120);
  expect(output(stream({ isTTY: true })).columns).toBe(80);
  expect(output(stream(), { COLUMNS: '60' }).columns).toBeNull();
});
