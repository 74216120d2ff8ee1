/** Prompts, on streams that stand in for a terminal. */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { messagesIn } from '../../src/messages/index.js';
import { terminalPrompter } from '../../src/terminal/prompts.js';
import { Interrupted, Signals } from '../../src/terminal/signals.js';

function terminal({ isTTY = true } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 80, rows: 24 });
  let drawn = '';
  stderr.on('data', (chunk: Buffer) => {
    drawn += chunk.toString();
  });
  const type = async (keys: string): Promise<void> => {
    await expect.poll(() => drawn, { timeout: 10_000 }).toContain('?');
    stdin.write(keys);
  };
  const source = Object.assign(new EventEmitter(), { exit: vi.fn<(code?: number | string | null) => never>() });
  const tell = vi.fn<(interruption: Interrupted) => void>();
  const signals = new Signals(source, tell);
  signals.listen();
  const prompter = terminalPrompter({ stdin, stderr }, messagesIn.fr, signals);
  return { prompter, type, drawn: () => drawn, source, signals, tell };
}

test.each([
  ['y\r', true],
  ['Oui \r', true],
  ['o\r', true],
  ['n\r', false],
  ['non\r', false],
  ['\r', false],
])('yes or no: %j', async (keys, answer) => {
  const { prompter, type, drawn } = terminal();
  const answered = prompter.confirm('Apply this plan?');
  await type(keys);
  expect(await answered).toBe(answer);
  expect(drawn()).toContain('Apply this plan? (o/N)');
});

test('any other answer is prompted for again', async () => {
  const { prompter, type, drawn } = terminal();
  const answered = prompter.confirm('Apply this plan?');
  await type('peut-être\r');
  await expect.poll(drawn, { timeout: 10_000 }).toContain('Tapez o ou n.');
  await type('\u0015oui\r');
  expect(await answered).toBe(true);
});

test.each([
  ['prod\r', true],
  ['y\r', false],
])('the name itself: %j', async (keys, answer) => {
  const { prompter, type } = terminal();
  const answered = prompter.confirmByName('Is it “prod”?', 'prod');
  await type(keys);
  expect(await answered).toBe(answer);
});

test('Ctrl-C is Interrupted, exit 130', async () => {
  const { prompter, type } = terminal();
  const answered = prompter.confirm('Apply this plan?').catch((error: unknown) => error);
  await type('\u0003');
  const error = await answered;
  expect(error).toBeInstanceOf(Interrupted);
  expect(error).toMatchObject({ exitCode: 130 });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
])('%s during a prompt removes the prompt, exit %i', async (signal, exitCode) => {
  const { prompter, drawn, source, signals } = terminal();
  const answered = prompter.confirm('Apply this plan?').catch((error: unknown) => error);
  await expect.poll(drawn, { timeout: 10_000 }).toContain('?');
  source.emit(signal);
  const error = await answered;
  expect(error).toBeInstanceOf(Interrupted);
  expect(error).toMatchObject({ exitCode });
  expect(source.exit).not.toHaveBeenCalled();
  signals.stop();
  expect(source.eventNames()).toEqual([]);
});

test('a signal ends the work; a finished change may still be reported, once', () => {
  const { source, signals } = terminal();
  source.emit('SIGTERM');
  expect(source.exit.mock.calls).toEqual([[143]]);
  signals.reached('written');
  source.emit('SIGINT');
  expect(source.exit).toHaveBeenCalledTimes(1);
  source.emit('SIGINT');
  expect(source.exit.mock.calls).toEqual([[143], [130]]);
});

describe('a change', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test.each(['changing', 'making-tables'] as const)(
    '%s ends it at once, and the state of the change is reported',
    (stage) => {
      const { source, signals, tell } = terminal();
      signals.reached(stage);
      source.emit('SIGTERM');
      expect(tell.mock.calls).toEqual([[expect.objectContaining({ exitCode: 143, stage })]]);
      expect(source.exit.mock.calls).toEqual([[143]]);
    },
  );

  test('being committed: the answer is waited for, and reported', () => {
    const { source, signals, tell } = terminal();
    signals.reached('changing');
    signals.reached('committing');
    source.emit('SIGINT');
    signals.reached('written');
    vi.advanceTimersByTime(60_000);
    expect(source.exit).not.toHaveBeenCalled();
    source.emit('SIGINT');
    expect(source.exit.mock.calls).toEqual([[130]]);
    expect(tell).not.toHaveBeenCalled();
  });

  test('being committed, which failed: it is not tried again', () => {
    const { source, signals, tell } = terminal();
    signals.reached('committing');
    source.emit('SIGINT');
    signals.reached('changing');
    expect(tell.mock.calls).toEqual([[expect.objectContaining({ stage: 'changing' })]]);
    expect(source.exit.mock.calls).toEqual([[130]]);
  });

  test('being committed, without an answer: ten seconds, or a second signal', () => {
    for (const end of [() => vi.advanceTimersByTime(10_000), (): unknown => undefined]) {
      const { source, signals, tell } = terminal();
      signals.reached('committing');
      source.emit('SIGINT');
      vi.advanceTimersByTime(9_999);
      expect(source.exit).not.toHaveBeenCalled();
      if (end() === undefined) source.emit('SIGTERM');
      expect(tell.mock.calls).toEqual([[expect.objectContaining({ stage: 'committing' })]]);
      expect(source.exit).toHaveBeenCalledTimes(1);
    }
  });

  test('a commit that failed for another reason leaves no timer', () => {
    const { source, signals } = terminal();
    signals.reached('committing');
    source.emit('SIGINT');
    signals.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('without a terminal there is no prompt, and nothing is drawn', async () => {
  const { prompter, drawn } = terminal({ isTTY: false });
  expect(prompter.available).toBe(false);
  await expect(prompter.confirm('Apply?')).rejects.toThrow('without a terminal');
  expect(drawn()).toBe('');
});
