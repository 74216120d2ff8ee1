/** What the journal says of a change set. Source: docs/contract/rules.md, "The journal". */

export interface InputFile {
  readonly name: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
}

export interface ChangeSetEntry {
  /** UTC. Never before that of the change set before it, whatever the clocks say. */
  readonly at: Date;
  /** Who: a contact's address, or the staff's name. */
  readonly actor: string;
  /** The command's words, without its values: `mailbox set`. */
  readonly command: string;
  readonly message: string | null;
  readonly input: InputFile | null;
  readonly undoes: number | null;
}

export interface ChangeSet extends Omit<ChangeSetEntry, 'actor'> {
  /** Null when the reader may not know. */
  readonly actor: string | null;
  /** 1, 2, 3… without gaps. */
  readonly number: number;
  readonly undoneBy: number | null;
  /** How many changes (fields and cells) it made. */
  readonly changes: number;
  /** For an erasure, which can't be undone: the placeholder of what was erased. */
  readonly erased?: string;
}
