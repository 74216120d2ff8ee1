/**
 * The settings in force for one command line, and where each came from; and the profiles that there are. Opens no database and
 * runs no command. Source: docs/contract/cli.md, "config and profile list".
 */
import { maskedLocation } from '../passwords.js';
import type { Chosen, System } from '../system.js';
import type { DatabaseChoice } from './database.js';
import { readProjectConfig, readUserConfig, type Profile } from './files.js';
import { chooseLanguage } from './language.js';
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

export interface SettingOrigin {
  readonly source: 'flag' | 'environment' | 'profile' | 'project' | 'user' | 'system' | 'default';
  /** The flag, variable, profile or file itself; null for the system, and for what is not set. */
  readonly from: string | null;
}

export interface EffectiveSetting extends SettingOrigin {
  readonly setting: SettingName;
  /** Null for none. Of a password only where it comes from. */
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

/** The command line and its environment. */
export interface CommandLine {
  readonly flags: { readonly as?: string; readonly staff?: string; readonly lang?: string };
  readonly system: System;
  readonly color: Chosen<boolean>;
  readonly prompts: Chosen<boolean>;
}

const DEFAULT: SettingOrigin = { source: 'default', from: null };
const SYSTEM: SettingOrigin = { source: 'system', from: null };

export function effectiveSettings(choice: DatabaseChoice, line: CommandLine): readonly EffectiveSetting[] {
  const { flags, system, color, prompts } = line;
  const { location, profile, source, from } = choice;
  const user = readUserConfig(system.directories.config);
  const project = readProjectConfig(system.cwd);
  const audit = project?.hasAudit === true ? project.file : null;
  const readOnly = profile?.readOnly === true;
  const confirmsByName = profile?.protected === true;
  const staff = chooseStaff(flags.staff, system);
  const language = chooseLanguage(flags.lang, system.env);
  const password = passwordSource(location, profile);
  const byProfile: SettingOrigin = { source: 'profile', from: profile?.name ?? null };
  const database = profile === null ? { source, from } : byProfile;

  return [
    row('database', maskedLocation(location), database),
    row('profile', profile?.name ?? null, profile === null ? DEFAULT : { source, from }),
    row('read_only', readOnly, readOnly ? byProfile : DEFAULT),
    row('protected', confirmsByName, confirmsByName ? byProfile : DEFAULT),
    row('password', password, password === null ? DEFAULT : database),
    row('as', flags.as ?? null, originOf(flags.as === undefined ? null : '--as', DEFAULT)),
    row('staff', staff.value, originOf(staff.from, SYSTEM)),
    row('language', language.value, originOf(language.from, DEFAULT)),
    row('color', color.value, originOf(color.from, SYSTEM)),
    row('prompts', prompts.value, originOf(prompts.from, SYSTEM)),
    // Where there is no file yet, `from` says where it would be.
    row('user_file', user.exists ? user.file : null, { source: 'system', from: user.exists ? null : user.file }),
    row('project_file', project?.file ?? null, project === null ? DEFAULT : { source: 'project', from: null }),
    row('audit', audit, audit === null ? DEFAULT : { source: 'project', from: audit }),
  ];
}

function row(setting: SettingName, value: EffectiveSetting['value'], origin: SettingOrigin): EffectiveSetting {
  return { setting, value, ...origin };
}

/** The profiles of the user's settings, in their order. */
export function listProfiles(choice: DatabaseChoice, { directories }: Pick<System, 'directories'>): ProfileList {
  const { file, exists, profiles } = readUserConfig(directories.config);
  return {
    file,
    exists,
    chooser: choice.from,
    profiles: profiles.map((profile) => ({
      name: profile.name,
      database: maskedLocation(profile.database),
      readOnly: profile.readOnly,
      protected: profile.protected,
      password: passwordSource(profile.database, profile),
      chosenBy: choice.profile?.name === profile.name ? choice.from : null,
    })),
  };
}

/** Where a password would come from. No command is run and no file is read. */
function passwordSource(location: string, profile: Profile | null): PasswordSource | null {
  if (profile !== null && profile.passwordCommand !== null) return 'password_command';
  if (profile !== null && profile.passwordFile !== null) return 'password_file';
  return maskedLocation(location) === location ? null : 'url';
}

/** A name that begins with dashes is a flag, any other a variable. */
function originOf(from: string | null, otherwise: SettingOrigin): SettingOrigin {
  if (from === null) return otherwise;
  return { source: from.startsWith('--') ? 'flag' : 'environment', from };
}
