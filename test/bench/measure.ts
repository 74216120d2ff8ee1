/** Two whole processes, alternating (A B A B…), after a warm-up: the median of the pairwise ratios; and peak memory. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Run before each timed run, and not timed. */
  readonly prepare?: () => void;
}

export interface Measured {
  /** Seconds. */
  readonly time: number;
  /** Bytes: the most that the process held at once. Null where GNU time is not installed. */
  readonly memory: number | null;
}

/** GNU time reports the peak memory of a process; its own is nothing beside a Node's. */
const GNU_TIME = '/usr/bin/time';
const withMemory = existsSync(GNU_TIME);

/** @throws Error when the command fails */
export async function run(command: Command): Promise<Measured> {
  command.prepare?.();
  const words = [...(withMemory ? [GNU_TIME, '-f', '%M'] : []), command.program, ...command.args];
  const [program = '', ...args] = words;
  const output = openSync('/dev/null', 'w');
  const started = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...command.env },
    stdio: ['ignore', output, 'pipe'],
  });
  closeSync(output);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const time = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${command.program} ${command.args.join(' ')} exited ${code}: ${errors.slice(-500)}`);
  return { time, memory: withMemory ? Number(errors.trim().split('\n').at(-1)) * 1024 : null };
}

export interface Compared {
  readonly ratio: number;
  readonly ours: Measured;
  readonly theirs: Measured;
}

/** With a single pair, which only shows that the commands work, there is no warm-up. */
export async function compare(ours: Command, theirs: Command, pairs: number): Promise<Compared> {
  if (pairs > 1) for (const command of [ours, theirs]) await run(command);
  const runs: { ours: Measured; theirs: Measured }[] = [];
  for (let i = 0; i < pairs; i++) runs.push({ ours: await run(ours), theirs: await run(theirs) });
  return {
    ratio: median(runs.map((pair) => pair.ours.time / pair.theirs.time)),
    ours: summaryOf(runs.map((pair) => pair.ours)),
    theirs: summaryOf(runs.map((pair) => pair.theirs)),
  };
}

function summaryOf(runs: readonly Measured[]): Measured {
  const memories = runs.flatMap(({ memory }) => memory ?? []);
  return {
    time: median(runs.map(({ time }) => time)),
    memory: memories.length === 0 ? null : Math.max(...memories),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new Error('no values');
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
