/**
 * A command that an answer offers, as data: `commands/lib/offered-commands.ts` writes it. The permissions say who may run it.
 * Source: docs/contract/cli.md, "why" and "Audit rules"; docs/contract/rules.md, "Who may do what".
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
  /** Removes every choice of the contact, in the universes that they hold. */
  | { readonly kind: 'no-choices'; readonly company: Company; readonly contact: Contact }
  /** Removes a generic address. */
  | { readonly kind: 'mailbox'; readonly company: Company; readonly universe: Universe; readonly category: Category }
  /** Changes the domain of the company's addresses: `@acm.fr` to `@acme.fr`. */
  | { readonly kind: 'domain'; readonly company: Company; readonly from: string; readonly to: string };

/** Returns the action that the permissions judge. */
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
