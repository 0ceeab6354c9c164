/** Checks of who clients say they are, and of the region that they name. */
import { profileNames } from '../aws-files.js';
import { type Check, currentProfile } from './check.js';

const anyPair = 'set AWS_ACCESS_KEY_ID=local and AWS_SECRET_ACCESS_KEY=local';

export const credentialsSet: Check = {
  name: 'clients have credentials to sign with',
  look(surroundings) {
    const { environment, files } = surroundings;
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_BEARER_TOKEN_BEDROCK: token } = environment;
    if (Boolean(id) !== Boolean(secret)) {
      const found = `${id ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'} set, its other half not`;
      return [
        {
          found,
          effect: 'boto3 stops with PartialCredentialsError; the JavaScript SDK looks elsewhere',
          remedy: anyPair,
        },
      ];
    }
    const { name, settings } = currentProfile(surroundings);
    if (
      id ||
      token ||
      files.credentials[name] ||
      Object.keys(settings).some((key) => /^(aws_access|role_|sso_|credential_|login_)/.test(key))
    )
      return [];
    const effect = 'SDKs fail before they call: NoCredentialsError in boto3, CredentialsProviderError in JavaScript';
    return [{ found: 'no credentials, in variables or AWS files', effect, remedy: anyPair }];
  },
};

export const noProfile: Check = {
  name: 'no profile takes the place of the key variables',
  look({ environment, files }) {
    return ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'].flatMap((variable) => {
      const name = environment[variable];
      if (!name) return [];
      const found = `${variable}=${name}`;
      if (!profileNames(files).includes(name))
        return [
          {
            found: `${found}, a profile that no AWS file has`,
            effect: 'boto3 stops with ProfileNotFound',
            remedy: 'remove it',
          },
        ];
      if (variable === 'AWS_DEFAULT_PROFILE') return [];
      const effect =
        "the JavaScript SDK signs with the profile's credentials, though AWS_ACCESS_KEY_ID is set; a sign-on or role calls AWS first";
      return [{ found, effect, remedy: 'remove it' }];
    });
  },
};

export const noBearerToken: Check = {
  name: 'no API key takes the place of signatures',
  look({ environment }) {
    if (!environment.AWS_BEARER_TOKEN_BEDROCK) return [];
    const effect =
      'every SDK sends this API key, over plain HTTP too, and signs nothing; --auth strict refuses it unless apiKeys has it';
    return [{ found: 'AWS_BEARER_TOKEN_BEDROCK set', effect, remedy: 'remove it, unless API keys are what you test' }];
  },
};

export const noStraySessionToken: Check = {
  name: 'no session token is left over from other credentials',
  look({ environment }) {
    if (!environment.AWS_SESSION_TOKEN || environment.AWS_ACCESS_KEY_ID?.startsWith('ASIA')) return [];
    const effect = 'every SDK sends it along with keys that it does not belong to; --auth strict refuses it';
    return [
      { found: 'AWS_SESSION_TOKEN set, though the access key is not a temporary one', effect, remedy: 'remove it' },
    ];
  },
};

export const regionSet: Check = {
  name: 'every SDK finds the same region',
  look(surroundings) {
    const { AWS_REGION: general, AWS_DEFAULT_REGION: boto } = surroundings.environment;
    const inFile = currentProfile(surroundings).settings.region;
    const [others, boto3] = [general || inFile, boto || inFile];
    if (others && boto3 && others === boto3) return [];
    const remedy = 'set AWS_REGION and AWS_DEFAULT_REGION to the same region';
    if (others && boto3)
      return [
        {
          found: `AWS_REGION=${others}, AWS_DEFAULT_REGION=${boto3}`,
          effect: 'boto3 reads the second, the other SDKs the first: they see different models',
          remedy,
        },
      ];
    const found = `${others ? 'AWS_DEFAULT_REGION' : boto3 ? 'AWS_REGION' : 'neither AWS_REGION nor AWS_DEFAULT_REGION'} ${others || boto3 ? 'not ' : ''}set`;
    const who = others
      ? 'boto3, which does not read AWS_REGION, stops'
      : boto3
        ? 'the JavaScript SDK, which does not read AWS_DEFAULT_REGION, stops'
        : 'SDKs stop';
    return [{ found, effect: `${who} for want of a region`, remedy }];
  },
};
