/** What notices name by a code. */
export type Delimiter = ',' | ';' | '\t' | '|';
