/** One thing that `doctor` looks at, what it looks at it in, and what it may find. */
import type { Environment } from '../../server/options.js';
import { type AwsFiles, profileSettings } from '../aws-files.js';

/** All that a check may know; the tests make their own. */
export interface Surroundings {
  environment: Environment;
  /** The shared AWS files. */
  files: AwsFiles;
  /** `20.19.0`. */
  nodeVersion: string;
  /** Version of a package as code in the working directory would load it; undefined where it is not installed. */
  installedVersion(name: string): string | undefined;
  /** Asks the server at `url` whether it is ready; resolves with what went wrong, undefined where nothing did. */
  probe(url: string): Promise<string | undefined>;
  /** The mistake in this tool's own options, if there is one. */
  optionMistake(): string | undefined;
}

export interface Finding {
  /** What is set, as it is set; no secret in it. */
  found: string;
  /** What that does, and to which client. */
  effect: string;
  remedy: string;
}

export interface Check {
  /** What is in order where nothing is found. */
  name: string;
  look(surroundings: Surroundings): Finding[] | Promise<Finding[]>;
}

/** The name of the profile in force, and its settings. boto3 alone reads AWS_DEFAULT_PROFILE. */
export function currentProfile({ environment, files }: Surroundings): {
  name: string;
  settings: Record<string, string>;
} {
  const name = environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || 'default';
  return { name, settings: profileSettings(files, name) ?? {} };
}

export const endpointNames = ['AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME'];

/** The URLs that the environment gives for the two services, each once. */
export function endpointUrls({ environment }: Surroundings): string[] {
  const urls = endpointNames.map((name) => environment[name] || environment.AWS_ENDPOINT_URL);
  return [...new Set(urls.filter((url): url is string => Boolean(url)))];
}
