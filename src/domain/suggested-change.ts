/**
 * What an answer offers to do: one command, before it has words (`commands/lib/offered-commands.ts` gives them). Who may run it is for
 * the permissions to say. Source: docs/contract/cli.md, "why" and "Audit rules"; docs/contract/rules.md, "Who may do what".
 */
import type { Stored } from './cells.js';
import type { Company, Contact, UniverseSet } from './model.js';
import type { Action } from './permissions.js';
import type { Category, Channel, Universe } from './vocabulary.js';

export type SuggestedChange =
  | {
      readonly kind: 'contact';
      readonly contact: Contact;
      readonly access?: true;
      readonly universes?: UniverseSet;
    }
  | {
      readonly kind: 'subscription';
      readonly company: Company;
      readonly contact: Contact;
      readonly universe: Universe;
      readonly category: Category;
      readonly channel: Channel;
      readonly value: Stored;
    }
  /** Takes back every choice of the contact, in the universes that they hold. */
  | { readonly kind: 'no-choices'; readonly company: Company; readonly contact: Contact }
  /** Takes a generic address away. */
  | { readonly kind: 'mailbox'; readonly company: Company; readonly universe: Universe; readonly category: Category }
  /** Gives the company's addresses of one domain another: `@acm.fr`, `@acme.fr`. */
  | { readonly kind: 'domain'; readonly company: Company; readonly from: string; readonly to: string };

/** What it does, as permissions know it. */
export function actionOf(step: SuggestedChange): Action {
  switch (step.kind) {
    case 'contact':
    case 'domain':
      return { kind: 'staff' };
    case 'subscription':
    case 'no-choices':
      return { kind: 'edit-subscription', company: step.company, contact: step.contact };
    case 'mailbox':
      return { kind: 'edit-mailbox', company: step.company };
  }
}
