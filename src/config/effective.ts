/**
 * The settings in force for one command line, and where each came from; and the profiles that there are. Opens no database and
 * runs no command. Source: docs/contract/cli.md, "config and profile list".
 */
import { maskedLocation } from '../passwords.js';
import type { System } from '../system.js';
import type { DatabaseChoice } from './database.js';
import { readProjectConfig, readUserConfig, type Profile } from './files.js';
import { languageChoice } from './language.js';
import { chooseStaff } from './staff.js';

export type SettingName =
  | 'database'
  | 'profile'
  | 'read_only'
  | 'protected'
  | 'password'
  | 'as'
  | 'staff'
  | 'language'
  | 'color'
  | 'prompts'
  | 'user_file'
  | 'project_file'
  | 'audit';

export interface Origin {
  readonly source: 'flag' | 'environment' | 'profile' | 'project' | 'user' | 'system' | 'default';
  /** The flag, variable, profile or file itself; null for the system, and for what nobody set. */
  readonly from: string | null;
}

export interface EffectiveSetting extends Origin {
  readonly setting: SettingName;
  /** Null for none. Of a password only what it comes from. */
  readonly value: string | boolean | null;
}

export type PasswordSource = 'url' | 'password_command' | 'password_file';

export interface ListedProfile {
  readonly name: string;
  /** Without a password. */
  readonly database: string;
  readonly readOnly: boolean;
  readonly protected: boolean;
  readonly password: PasswordSource | null;
  /** The flag, variable or file that chose it; null where it is not the one chosen. */
  readonly chosenBy: string | null;
}

export interface ProfileList {
  readonly file: string;
  readonly exists: boolean;
  /** What chose the database, or the profile that names it; null where nothing did. */
  readonly chooser: string | null;
  readonly profiles: readonly ListedProfile[];
}

/** What is for the command line and the environment to say. */
export interface CommandLine {
  readonly flags: { readonly as?: string; readonly staff?: string; readonly lang?: string };
  readonly system: System;
  readonly color: Told;
  readonly prompts: Told;
}

export interface Told {
  readonly value: boolean;
  /** The flag or variable that says so; null for the terminal, or for there being none. */
  readonly from: string | null;
}

const DEFAULT: Origin = { source: 'default', from: null };
const SYSTEM: Origin = { source: 'system', from: null };

export function effectiveSettings(choice: DatabaseChoice, line: CommandLine): readonly EffectiveSetting[] {
  const { flags, system, color, prompts } = line;
  const { env, cwd, directories } = system;
  const { profile } = choice;
  const user = readUserConfig(directories.config);
  const project = readProjectConfig(cwd);
  const audit = project?.hasAudit === true ? project.file : null;
  const staff = chooseStaff(flags.staff, system);
  const language = languageChoice(flags.lang, env);
  const password = passwordOf(choice.location, profile);
  const chooser: Origin = { source: choice.source, from: chooserOf(choice, system) };
  const byProfile: Origin = { source: 'profile', from: profile?.name ?? null };
  const database = profile === null ? chooser : byProfile;

  return [
    { setting: 'database', value: maskedLocation(choice.location), ...database },
    { setting: 'profile', value: profile?.name ?? null, ...(profile === null ? DEFAULT : chooser) },
    { setting: 'read_only', value: profile?.readOnly === true, ...(profile?.readOnly === true ? byProfile : DEFAULT) },
    {
      setting: 'protected',
      value: profile?.protected === true,
      ...(profile?.protected === true ? byProfile : DEFAULT),
    },
    { setting: 'password', value: password, ...(password === null ? DEFAULT : database) },
    { setting: 'as', value: flags.as ?? null, ...(flags.as === undefined ? DEFAULT : originOf('--as', DEFAULT)) },
    { setting: 'staff', value: staff.name, ...originOf(staff.from, SYSTEM) },
    { setting: 'language', value: language.language, ...originOf(language.from, DEFAULT) },
    { setting: 'color', value: color.value, ...originOf(color.from, SYSTEM) },
    { setting: 'prompts', value: prompts.value, ...originOf(prompts.from, SYSTEM) },
    // Where it would be helps whoever has none yet.
    {
      setting: 'user_file',
      value: user.exists ? user.file : null,
      source: 'system',
      from: user.exists ? null : user.file,
    },
    {
      setting: 'project_file',
      value: project?.file ?? null,
      ...(project === null ? DEFAULT : { source: 'project', from: null }),
    },
    { setting: 'audit', value: audit, ...(audit === null ? DEFAULT : { source: 'project', from: audit }) },
  ];
}

/** The profiles of the user's settings, in their order. */
export function listProfiles(choice: DatabaseChoice, system: System): ProfileList {
  const { file, exists, profiles } = readUserConfig(system.directories.config);
  const chooser = chooserOf(choice, system);
  return {
    file,
    exists,
    chooser,
    profiles: profiles.map((profile) => ({
      name: profile.name,
      database: maskedLocation(profile.database),
      readOnly: profile.readOnly,
      protected: profile.protected,
      password: passwordOf(profile.database, profile),
      chosenBy: choice.profile?.name === profile.name ? chooser : null,
    })),
  };
}

function chooserOf({ source, profile }: DatabaseChoice, { cwd, directories }: System): string | null {
  switch (source) {
    case 'flag':
      return profile === null ? '--db' : '--profile';
    case 'environment':
      return profile === null ? 'ABO_DATABASE_URL' : 'ABO_PROFILE';
    case 'project':
      return readProjectConfig(cwd)?.file ?? null;
    case 'user':
      return readUserConfig(directories.config).file;
    case 'default':
      return null;
  }
}

/** Where a password would come from; what comes of it is not asked. */
function passwordOf(location: string, profile: Profile | null): PasswordSource | null {
  if (profile !== null && profile.passwordCommand !== null) return 'password_command';
  if (profile !== null && profile.passwordFile !== null) return 'password_file';
  return maskedLocation(location) === location ? null : 'url';
}

/** Flags begin with dashes; what else is named here is a variable. */
function originOf(from: string | null, otherwise: Origin): Origin {
  if (from === null) return otherwise;
  return { source: from.startsWith('--') ? 'flag' : 'environment', from };
}
