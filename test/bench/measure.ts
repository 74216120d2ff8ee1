/** Two whole processes in turn (A B A B…), after a warm-up: the median of the pairwise ratios; and peak memory. */
import { spawn } from 'node:child_process';
import { createReadStream, openSync, closeSync } from 'node:fs';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file for standard input. */
  readonly input?: string;
  /** Run before each timed run, and not timed. */
  readonly prepare?: () => void;
}

export interface Run {
  /** Seconds. */
  readonly time: number;
  /** Bytes: the most that the process held at once. */
  readonly memory: number;
}

export async function run(command: Command): Promise<Run> {
  command.prepare?.();
  // GNU time tells the peak memory of the process; its own part is nothing beside a Node.
  const output = openSync('/dev/null', 'w');
  const started = performance.now();
  const child = spawn('/usr/bin/time', ['-f', '%M', command.program, ...command.args], {
    env: { ...process.env, ...command.env },
    stdio: [command.input === undefined ? 'ignore' : 'pipe', output, 'pipe'],
  });
  closeSync(output);
  if (command.input !== undefined && child.stdin !== null) createReadStream(command.input).pipe(child.stdin);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const time = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${command.program} ${command.args.join(' ')} exited ${code}: ${errors.slice(-500)}`);
  return { time, memory: Number(errors.trim().split('\n').at(-1)) * 1024 };
}

export interface Compared {
  readonly ratio: number;
  readonly ours: Run;
  readonly theirs: Run;
}

export async function compare(ours: Command, theirs: Command, pairs: number): Promise<Compared> {
  await run(ours);
  await run(theirs);
  const runs: { ours: Run; theirs: Run }[] = [];
  for (let i = 0; i < pairs; i++) runs.push({ ours: await run(ours), theirs: await run(theirs) });
  return {
    ratio: median(runs.map((pair) => pair.ours.time / pair.theirs.time)),
    ours: {
      time: median(runs.map((pair) => pair.ours.time)),
      memory: Math.max(...runs.map((pair) => pair.ours.memory)),
    },
    theirs: {
      time: median(runs.map((pair) => pair.theirs.time)),
      memory: Math.max(...runs.map((pair) => pair.theirs.memory)),
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) throw new Error('no values');
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
