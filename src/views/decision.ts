/** Yes or no, and the rule: `abo.decision/1`, or in words. Source: docs/contract/cli.md, "A decision". */
import type { Decided } from '../domain/permissions.js';
import type { Messages } from '../messages/index.js';
import type { JsonObject } from './json.js';
import type { Page } from './page.js';
import { visible } from './visible.js';

export async function writeDecision(
  decided: Decided,
  page: Pick<Page, 'write'>,
  { views: { decision: texts } }: Messages,
): Promise<void> {
  const { decision, action, oneself } = decided;
  const because = action === 'view' ? texts.sees : oneself ? texts.oneself : texts.administers;
  const text = decision.allowed
    ? texts.yes(because(decided))
    : texts.no({ because: texts.refusal[decision.reason](decided), rule: decision.reason });
  await page.write(`${visible(text)}\n`);
}

export function decisionDocument({ decision }: Decided): JsonObject {
  const { allowed } = decision;
  return { schema: 'abo.decision/1', allowed, reason: decision.allowed ? null : decision.reason };
}
