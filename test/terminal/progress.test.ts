/** Progress: nothing at first, then a bar on a terminal and lines elsewhere. */
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { messagesIn } from '../../src/messages/index.js';
import { startProgress, type ProgressOptions } from '../../src/terminal/progress.js';
import type { Output } from '../../src/terminal/terminal.js';
import { MemoryOutput } from '../support/memory-output.js';

describe('by the clock', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  function started(output: Output, options: Partial<ProgressOptions> = {}) {
    const messages = options.messages ?? messagesIn.en;
    const progress = startProgress(output, { label: 'Reading', quiet: false, messages, ...options });
    let time = 0;
    return {
      at: async (seconds: number, done: number, total: number | null = null): Promise<void> => {
        vi.advanceTimersByTime((seconds - time) * 1_000);
        time = seconds;
        progress.report(done, total);
        // The library is there, and has drawn.
        await import('cli-progress');
        await setImmediate();
      },
      stop: () => progress.stop(),
    };
  }

  /** The texts that were drawn over each other, without what moves the cursor. */
  const drawn = (text: string): readonly string[] =>
    text
      .split('\u001b[1G')
      .map(stripVTControlCharacters)
      .filter((line) => line !== '');

  test('on a terminal: nothing for the first second, then a bar with the total, the rate and the time left', async () => {
    const output = new MemoryOutput({ columns: 100 });
    const progress = started(output);
    await progress.at(0.5, 500, 4_000);
    expect(output.text).toBe('');
    await progress.at(1, 1_000, 4_000);
    await progress.at(2, 2_000, 4_000);
    await progress.stop();
    expect(drawn(output.text)).toEqual([
      'Reading: 1,000 of 4,000  [########----------------------]  25 %  1,000/s',
      'Reading: 2,000 of 4,000  [###############---------------]  50 %  1,000/s  0:02 left',
    ]);
  });

  test.each([
    [70, 'Lecture : 6,0 Mio sur 10803,0 Mio  0 %  3,0 Mio/s  reste 59:59'],
    [60, 'Lecture : 6,0 Mio sur 10803,0 Mio  0 %  3,0 Mio/s'],
  ])('on %i columns the bar does not fit: the figures are shown, none of them cut', async (columns, last) => {
    const output = new MemoryOutput({ columns });
    const progress = started(output, { messages: messagesIn.fr, label: 'Lecture', unit: 'bytes' });
    await progress.at(1, 3 * 2 ** 20, 10_803 * 2 ** 20);
    await progress.at(2, 6 * 2 ** 20, 10_803 * 2 ** 20);
    await progress.stop();
    expect(drawn(output.text)).toEqual(['Lecture : 3,0 Mio sur 10803,0 Mio  0 %  3,0 Mio/s', last]);
  });

  test('a counter when the total is not known', async () => {
    const output = new MemoryOutput({ columns: 60 });
    const progress = started(output);
    await progress.at(1.5, 12_345);
    await progress.stop();
    expect(drawn(output.text)).toEqual(['Reading: 12,345  8,230/s']);
  });

  test.each([
    ['a file', new MemoryOutput()],
    ['a dumb terminal', new MemoryOutput({ columns: 60, redraws: false })],
  ])('in %s: a line every 10 s, and none at the end', async (_name, output) => {
    const progress = started(output);
    for (let second = 1; second <= 25; second++) await progress.at(second, second * 100, 5_000);
    await progress.stop();
    expect(output.text).toBe('Reading: 1,000 of 5,000  20 %  100/s\nReading: 1,900 of 5,000  38 %  100/s  0:31 left\n');
  });

  test('with -q, or for work under a second, nothing is shown', async () => {
    const quiet = new MemoryOutput({ columns: 60 });
    const silent = started(quiet, { quiet: true });
    await silent.at(5, 1);
    await silent.stop();
    const soon = new MemoryOutput({ columns: 60 });
    const short = started(soon);
    await short.at(0.5, 1);
    await short.stop();
    expect([quiet.text, soon.text]).toEqual(['', '']);
  });

  test('when the output is closed, the work goes on', async () => {
    const closed = Object.assign(new MemoryOutput({ columns: 60 }), {
      write: () => Promise.reject(new Error('closed')),
    });
    const progress = started(closed);
    await progress.at(2, 1);
    await progress.at(3, 2);
    await expect(progress.stop()).resolves.toBeUndefined();
  });
});

describe('in a real terminal', () => {
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'abo-progress-'));
    await build({
      entryPoints: [join(import.meta.dirname, 'slow-work.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(folder, 'slow-work.mjs'),
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(...args: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      const terminal = spawn(process.execPath, [join(folder, 'slow-work.mjs'), ...args], {
        cols: 100,
        env: { ...process.env, TERM: 'xterm-256color' },
      });
      let raw = '';
      terminal.onData((text) => (raw += text));
      terminal.onExit(() => resolve(raw));
    });
  }

  test('the bar is drawn over itself, and nothing of it is left', async () => {
    const raw = await run();
    const text = stripVTControlCharacters(raw);
    expect(text).toMatch(/Reading: \d+\.0 MiB of 16\.0 MiB {2}\[#+-*\] {2}\d+ % {2}\d+\.\d MiB\/s/u);
    expect(screenAfter(raw)).toEqual(['done', '']);
  });

  test('with -q there is no bar', async () => {
    expect(await run('-q')).toBe('done\r\n');
  });
});

/** The lines that are on the screen once all of this is written. */
function screenAfter(raw: string): readonly string[] {
  const lines = [''];
  let column = 0;
  let saved = 0;
  for (const [piece] of raw.replaceAll('\u001b', '␛').matchAll(/␛\[\d*[GK]|␛[78]|\r|\n|[^␛\r\n]+/gu)) {
    const line = lines.at(-1) ?? '';
    if (piece === '\n') lines.push('');
    else if (piece === '␛[2K') lines[lines.length - 1] = '';
    else if (piece === '␛[0K') lines[lines.length - 1] = line.slice(0, column);
    else if (piece === '␛7') saved = column;
    else if (piece === '␛8') column = saved;
    else if (piece === '\r' || piece === '␛[1G') column = 0;
    else {
      lines[lines.length - 1] = line.slice(0, column).padEnd(column) + piece + line.slice(column + piece.length);
      column += piece.length;
    }
  }
  return lines;
}
