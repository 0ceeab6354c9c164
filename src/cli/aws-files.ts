/** The shared AWS files, `~/.aws/config` and `~/.aws/credentials`: where they are and what their sections say. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../server/options.js';

/** Section title to its settings; a nested one is `bedrock_runtime.endpoint_url`. */
export type Sections = Record<string, Record<string, string>>;

/** Reads INI text as the SDKs do: `#` and `;` open comments, an indented line belongs to the setting above it. */
export function readSections(text: string): Sections {
  const sections: Sections = {};
  let settings: Record<string, string> = {};
  let parent = '';
  for (const line of text.split(/\r?\n/)) {
    const title = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    const setting = /^(\s*)([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (title !== undefined) {
      const name = title.trim().replaceAll(/\s+/g, ' ');
      settings = sections[name] ??= {};
    } else if (setting) {
      const [, indent, name, value] = setting as unknown as [string, string, string, string];
      if (!indent) parent = name;
      settings[indent ? `${parent}.${name}` : name] = value;
    }
  }
  return sections;
}

export interface AwsFiles {
  config: Sections;
  credentials: Sections;
}

function readFileSections(path: string): Sections {
  try {
    return readSections(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Both files, from the places that the environment names. One that cannot be read is empty. */
export function readAwsFiles(environment: Environment): AwsFiles {
  const home = join(homedir(), '.aws');
  return {
    config: readFileSections(environment.AWS_CONFIG_FILE || join(home, 'config')),
    credentials: readFileSections(environment.AWS_SHARED_CREDENTIALS_FILE || join(home, 'credentials')),
  };
}

/** Names of all profiles, `default` always among them. */
export function profileNames({ config, credentials }: AwsFiles): string[] {
  const inConfig = Object.keys(config).flatMap((title) => /^(?:profile )?([^ ]+)$/.exec(title)?.[1] ?? []);
  return [...new Set(['default', ...inConfig, ...Object.keys(credentials)])];
}

/** The settings of a profile in the config file. */
export function profileSettings({ config }: AwsFiles, name: string): Record<string, string> | undefined {
  return config[`profile ${name}`] ?? (name === 'default' ? config.default : undefined);
}
