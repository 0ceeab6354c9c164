/** Checks of the versions at work, and of this tool's own options. */

import { nearestWord } from '../../server/nearest.js';
import { options } from '../../server/options.js';
import type { Check } from './check.js';

const toNumbers = (version: string) => version.replace(/^v/, '').split('.').map(Number) as [number, number, number];

function isBefore(version: string, limit: string): boolean {
  const [left, right] = [toNumbers(version), toNumbers(limit)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index >= 0 && left[index]! < right[index]!;
}

const runtime = '@aws-sdk/client-bedrock-runtime';

export const sdkVersion: Check = {
  name: 'the JavaScript SDK of this directory reads the endpoint variables',
  look({ installedVersion }) {
    const version = installedVersion(runtime);
    if (version === undefined) return [];
    const found = `${runtime} ${version}`;
    const remedy = `raise ${runtime}, or give its client an endpoint in code`;
    // aws/aws-sdk-js-v3#5364: 3.428.0 reads them. #7203: 3.844.0 does not.
    if (isBefore(version, '3.428.0'))
      return [
        { found, effect: 'it may be too old to read AWS_ENDPOINT_URL_BEDROCK_RUNTIME: calls go to AWS itself', remedy },
      ];
    if (version === '3.844.0')
      return [
        {
          found,
          effect: 'this release does not read AWS_ENDPOINT_URL_* (aws/aws-sdk-js-v3#7203): calls go to AWS itself',
          remedy,
        },
      ];
    return [];
  },
};

export const nodeVersion: Check = {
  name: 'Node.js is new enough',
  look({ nodeVersion: version }) {
    if (!isBefore(version, '20.19.0')) return [];
    return [
      {
        found: `Node.js ${version}`,
        effect: 'bedrock-local and the present AWS SDK need 20.19 or newer',
        remedy: 'raise it',
      },
    ];
  },
};

export const ownOptions: Check = {
  name: 'the options of bedrock-local itself are in order',
  look({ optionMistake }) {
    const mistake = optionMistake();
    if (mistake === undefined) return [];
    return [
      {
        found: mistake,
        effect: 'bedrock-local does not start',
        remedy: 'correct it; docs/configuration.md lists all options',
      },
    ];
  },
};

export const ownVariables: Check = {
  name: 'every variable that begins with BEDROCK_LOCAL_ is known',
  look({ environment }) {
    const known = Object.values(options).flatMap((option) => option.environment ?? []);
    return Object.keys(environment)
      .filter((name) => name.startsWith('BEDROCK_LOCAL_') && !known.includes(name))
      .flatMap((name) => {
        const nearest = nearestWord(name, known);
        if (nearest === undefined) return [];
        return [{ found: `${name} set`, effect: 'bedrock-local does not read it', remedy: `was ${nearest} meant?` }];
      });
  },
};
