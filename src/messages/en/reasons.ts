/** Why the operating system refused something, in words: after "can't be read: …". */

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
};

/** The words for an error's code; what the system itself says where there are none. */
export function reason(code: string | null, said: string): string {
  return REASONS[code ?? ''] ?? said;
}
