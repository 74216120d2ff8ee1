/** A plan's edits by kind, each in the order of the plan. */
import type { CompanyEdit, ContactEdit, Edit, MailboxEdit, SubscriptionEdit } from '../domain/plan/edits.js';

export interface EditsByKind {
  readonly company: readonly CompanyEdit[];
  readonly contact: readonly ContactEdit[];
  readonly mailbox: readonly MailboxEdit[];
  readonly subscription: readonly SubscriptionEdit[];
}

export function editsByKind(edits: readonly Edit[]): EditsByKind {
  const company: CompanyEdit[] = [];
  const contact: ContactEdit[] = [];
  const mailbox: MailboxEdit[] = [];
  const subscription: SubscriptionEdit[] = [];
  for (const edit of edits) {
    switch (edit.kind) {
      case 'company':
        company.push(edit);
        break;
      case 'contact':
        contact.push(edit);
        break;
      case 'mailbox':
        mailbox.push(edit);
        break;
      case 'subscription':
        subscription.push(edit);
        break;
    }
  }
  return { company, contact, mailbox, subscription };
}
