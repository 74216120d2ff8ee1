/** What notices name by a code. */
export type Delimiter = ',' | ';' | '\t' | '|';
export type NounName = 'companies' | 'contacts' | 'mailboxes' | 'subscriptions' | 'events' | 'expectations';
