/**
 * Which database a command works on, and who said so: flags, then the environment, then the project's profile, then the
 * user's, then `abo.db` in the user's data directory. Source: docs/contract/cli.md, "Database".
 */
import { join } from 'node:path';
import { AboError } from '../errors.js';
import type { System } from '../system.js';
import { readProjectConfig, readUserConfig, type Profile } from './files.js';

export interface DatabaseChoice {
  /** A URL, or a path. */
  readonly location: string;
  readonly profile: Profile | null;
  readonly source: 'flag' | 'environment' | 'project' | 'user' | 'default';
  /** The flag, variable or settings file itself; null for the default. */
  readonly from: string | null;
}

export interface DatabaseFlags {
  readonly db?: string;
  readonly profile?: string;
}

export function chooseDatabase(
  flags: DatabaseFlags,
  { env, cwd, directories }: Pick<System, 'env' | 'cwd' | 'directories'>,
): DatabaseChoice {
  const named = (name: string, source: DatabaseChoice['source'], from: string): DatabaseChoice => {
    const profile = findProfile(name, directories.config);
    return { location: profile.database, profile, source, from };
  };
  const given = (
    source: DatabaseChoice['source'],
    [first, location]: NamedValue,
    [second, profile]: NamedValue,
  ): DatabaseChoice | null => {
    if (location === undefined) return profile === undefined ? null : named(profile, source, second);
    if (profile !== undefined) throw new AboError('database-chosen-twice', { first, second });
    return { location, profile: null, source, from: first };
  };
  // An empty variable is as good as none: that is how scripts unset one.
  const variable = (name: string): NamedValue => [name, env[name] === '' ? undefined : env[name]];

  const chosen =
    given('flag', ['--db', flags.db], ['--profile', flags.profile]) ??
    given('environment', variable('ABO_DATABASE_URL'), variable('ABO_PROFILE'));
  if (chosen !== null) return chosen;
  const project = readProjectConfig(cwd);
  if (project !== null && project.profile !== null) return named(project.profile, 'project', project.file);
  const user = readUserConfig(directories.config);
  if (user.profile !== null) return named(user.profile, 'user', user.file);
  return { location: join(directories.data, 'abo.db'), profile: null, source: 'default', from: null };
}

/** A flag or variable, and its value. */
type NamedValue = readonly [name: string, value: string | undefined];

function findProfile(name: string, directory: string): Profile {
  const config = readUserConfig(directory);
  const profile = config.profiles.find((candidate) => candidate.name === name);
  if (profile === undefined) {
    throw new AboError('unknown-profile', {
      profile: name,
      file: config.file,
      known: config.profiles.map((candidate) => candidate.name),
    });
  }
  return profile;
}
