/** Why the operating system refused something, or what it gave is no text, in words: after "can't be read: …". */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission to do that',
  EPERM: 'you have no permission to do that',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'the file is larger than is allowed',
  EIO: 'the disk failed',
  EBUSY: 'something else is using it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENXIO: 'nothing is there to read or write it',
  NUL: 'it is not text: it holds NUL characters',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

/** The words for an error's code; what the system itself says where there are none. */
export function reason(code: string | null, said: string): string {
  return REASONS[code ?? ''] ?? said;
}

/** Why no connection to a server can be made, by the system's codes: after "can't be reached: …". */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers on that port',
  EHOSTUNREACH: 'no way leads to its server',
  ENETUNREACH: 'no way leads to its server',
  ETIMEDOUT: 'its server did not answer in time',
};

export function unreachable(code: string): string {
  return UNREACHABLE[code] ?? code;
}

/** What a YAML parser finds wrong, by its codes: its own words may quote the file, and a password with it. */
const YAML_REASONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a line begins with a tab; YAML wants spaces',
  BAD_INDENT: 'the indentation is wrong, or a bracket is not closed',
  DUPLICATE_KEY: 'this key is there twice',
  MISSING_CHAR: 'something is missing: a colon, a comma, a space or a closing quote',
  UNEXPECTED_TOKEN: 'something stands here that does not belong',
  BAD_SCALAR_START: 'a value that begins with such a sign must be quoted',
  BAD_DQ_ESCAPE: 'what follows the backslash is no escape; in single quotes a backslash is itself',
  BAD_ALIAS: 'there is no such anchor for this alias (*)',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping can’t begin on this line: put it on lines of its own, or quote the value',
  BLOCK_IN_FLOW: 'an indented block can’t stand within brackets',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line, with a colon behind it',
  MULTIPLE_DOCS: 'it holds more than one document (---)',
  TAG_RESOLVE_FAILED: 'the tag (!) means nothing here',
};

/** The words for a parser's code; in general where there are none. */
export function yamlReason(code: string): string {
  return YAML_REASONS[code] ?? `it can’t be understood (${code})`;
}
