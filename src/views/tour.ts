/** `abo demo`: a title for each stop, the command line, and what it answered. Source: docs/contract/cli.md, "Commands". */
import type { Messages } from '../messages/index.js';
import type { Page } from './page.js';
import { styleOf } from './style.js';
import { widthOf } from './width.js';

export type TourStep = keyof Messages['tour']['steps'];

/** Of the line that a title stands in, where there is no terminal or a wide one. */
const WIDEST = 80;

export async function writeStepTitle(step: TourStep, page: Page, { tour }: Messages): Promise<void> {
  const style = styleOf(page);
  const title = tour.steps[step];
  const rest = Math.max(0, Math.min(page.columns ?? WIDEST, WIDEST) - widthOf(title) - '── '.length - ' '.length);
  await page.write(`${style.dim('──')} ${style.bold(title)} ${style.dim('─'.repeat(rest))}\n`);
}

/** The command line as one would type it, and all that it wrote; `lastLines`: only so many of these, and how many more. */
export async function writeRun(
  words: readonly string[],
  output: string,
  lastLines: number | null,
  page: Page,
  { tour }: Messages,
): Promise<void> {
  const style = styleOf(page);
  const lines = output.split('\n').slice(0, -1);
  const before = lastLines === null ? 0 : Math.max(0, lines.length - lastLines);
  const shown = before === 0 ? lines : [style.dim(tour.before(before)), ...lines.slice(before)];
  await page.write(`${style.dim('$')} ${style.bold(['abo', ...words].join(' '))}\n${shown.join('\n')}\n`);
}
