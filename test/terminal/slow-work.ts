/** Work that takes 1.6 s and reports how far it is: what progress.test.ts runs in a terminal. */
import { setTimeout } from 'node:timers/promises';
import { messagesIn } from '../../src/messages/index.js';
import { StreamOutput } from '../../src/terminal/output.js';
import { startProgress } from '../../src/terminal/progress.js';

const MEBIBYTE = 2 ** 20;
const STEPS = 16;

const output = new StreamOutput(process.stderr, { env: process.env, name: 'stderr' });
const { en: messages } = messagesIn;
const label = messages.views.progress.reading;
const progress = startProgress(output, { label, unit: 'bytes', quiet: process.argv.includes('-q'), messages });
for (let step = 1; step <= STEPS; step++) {
  await setTimeout(100);
  progress.report(step * MEBIBYTE, STEPS * MEBIBYTE);
}
await progress.stop();
await output.write('done\n');
