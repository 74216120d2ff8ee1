/** Progress by the clock: silence, then a bar on a terminal, lines elsewhere. */
import { expect, test } from 'vitest';
import { messagesIn } from '../../src/messages/index.js';
import { startProgress } from '../../src/terminal/progress.js';
import type { Output } from '../../src/terminal/terminal.js';
import { MemoryOutput } from '../support/memory-output.js';

function started(output: Output, { quiet = false, messages = messagesIn.en } = {}) {
  let time = 0;
  const label = messages.views.progress.reading;
  const progress = startProgress(output, { label, quiet, messages, now: () => time });
  return {
    ...progress,
    stop: () => progress.stop(),
    at: (seconds: number, done: number, total: number | null = null): void => {
      time = seconds * 1_000;
      progress.report(done, total);
    },
  };
}

test('on a terminal: nothing for the first second, then a bar that is taken away', async () => {
  const output = new MemoryOutput({ columns: 60 });
  const progress = started(output);
  progress.at(0.9, 900, 4_000);
  progress.at(1, 1_000, 4_000);
  progress.at(1.05, 1_050, 4_000);
  progress.at(2, 4_000, 4_000);
  await progress.stop();
  const bars = output.text.split('\r').map((line) => line.trimEnd());
  expect(bars).toEqual([
    '',
    'Reading: 1,000 of 4,000 [######---------------------] 25 %',
    'Reading: 4,000 of 4,000 [###########################] 100 %',
    '',
    '',
  ]);
});

test('a counter when the end is not known, in French', async () => {
  const output = new MemoryOutput({ columns: 60 });
  const progress = started(output, { messages: messagesIn.fr });
  progress.at(1.5, 12_345);
  await progress.stop();
  expect(output.text).toMatch(/^\rLecture : 12\s345\r +\r$/u);
});

test('elsewhere: a line every 10 s', async () => {
  const output = new MemoryOutput();
  const progress = started(output);
  for (let second = 1; second <= 25; second++) progress.at(second, second * 100, 5_000);
  await progress.stop();
  expect(output.text).toBe('Reading: 1,000 of 5,000\nReading: 2,000 of 5,000\n');
});

test('-q, and work that is soon done, show nothing', async () => {
  const quiet = new MemoryOutput({ columns: 60 });
  const silent = started(quiet, { quiet: true });
  silent.at(5, 1);
  await silent.stop();
  const soon = new MemoryOutput({ columns: 60 });
  const short = started(soon);
  short.at(0.5, 1);
  await short.stop();
  expect([quiet.text, soon.text]).toEqual(['', '']);
});

test('when nobody can see it any more, the work goes on', async () => {
  const closed = Object.assign(new MemoryOutput({ columns: 60 }), {
    write: () => Promise.reject(new Error('closed')),
  });
  const progress = started(closed);
  progress.at(2, 1);
  progress.at(3, 2);
  await expect(progress.stop()).resolves.toBeUndefined();
});
