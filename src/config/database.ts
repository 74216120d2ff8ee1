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
}

export interface DatabaseFlags {
  readonly db?: string;
  readonly profile?: string;
}

export function chooseDatabase(
  flags: DatabaseFlags,
  { env, cwd, directories }: Pick<System, 'env' | 'cwd' | 'directories'>,
): DatabaseChoice {
  const named = (name: string, source: DatabaseChoice['source']): DatabaseChoice => {
    const profile = findProfile(name, directories.config);
    return { location: profile.database, profile, source };
  };

  if (flags.db !== undefined && flags.profile !== undefined) {
    throw new AboError('database-chosen-twice', { first: '--db', second: '--profile' });
  }
  if (flags.db !== undefined) return { location: flags.db, profile: null, source: 'flag' };
  if (flags.profile !== undefined) return named(flags.profile, 'flag');

  const url = setting(env, 'ABO_DATABASE_URL');
  const profile = setting(env, 'ABO_PROFILE');
  if (url !== null && profile !== null) {
    throw new AboError('database-chosen-twice', { first: 'ABO_DATABASE_URL', second: 'ABO_PROFILE' });
  }
  if (url !== null) return { location: url, profile: null, source: 'environment' };
  if (profile !== null) return named(profile, 'environment');

  const project = readProjectConfig(cwd);
  if (project !== null && project.profile !== null) return named(project.profile, 'project');
  const user = readUserConfig(directories.config);
  if (user.profile !== null) return named(user.profile, 'user');
  return { location: join(directories.data, 'abo.db'), profile: null, source: 'default' };
}

/** An empty variable is as good as none: that is how scripts unset one. */
function setting(env: System['env'], name: string): string | null {
  const value = env[name];
  return value === undefined || value === '' ? null : value;
}

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
