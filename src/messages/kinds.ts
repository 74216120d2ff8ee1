/** The commands that take each kind of file, for hints: they are typed the same in every language. */

const COMMANDS: Readonly<Record<string, string>> = {
  companies: 'abo company import',
  contacts: 'abo contact import',
  mailboxes: 'abo mailbox import',
  subscriptions: 'abo subscription import',
  events: 'abo simulate --events',
  expectations: 'abo verify',
};

/** `abo contact import`, and what that does with it, in words. */
export function takenBy(kind: string, takesIt: string): string | undefined {
  const command = COMMANDS[kind];
  return command === undefined ? undefined : `${command} ${takesIt}`;
}
