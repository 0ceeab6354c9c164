import { describe, expect, it } from 'vitest';
import { profileNames, readAwsFiles, readSections } from '../../src/cli/aws-files.js';

const text = `
# comment
[default]
region = eu-west-1   
; other
[profile dev]
services = local
s3 =
  max_concurrent_requests = 20
role_arn = arn:aws:iam::111122223333:role/a=b

[services local]
bedrock_runtime =
  endpoint_url = http://localhost:1
[sso-session corp]
sso_region=us-east-1
`;

describe('readSections', () => {
  it('reads titles, settings and nested settings', () => {
    expect(readSections(text)).toEqual({
      default: { region: 'eu-west-1' },
      'profile dev': {
        services: 'local',
        s3: '',
        's3.max_concurrent_requests': '20',
        role_arn: 'arn:aws:iam::111122223333:role/a=b',
      },
      'services local': { bedrock_runtime: '', 'bedrock_runtime.endpoint_url': 'http://localhost:1' },
      'sso-session corp': { sso_region: 'us-east-1' },
    });
  });
});

it('names the profiles of both files', () => {
  const credentials = { default: {}, ci: {} };
  expect(profileNames({ config: readSections(text), credentials })).toEqual(['default', 'dev', 'ci']);
});

it('takes files that are not there as empty', () => {
  const nowhere = { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' };
  expect(readAwsFiles(nowhere)).toEqual({ config: {}, credentials: {} });
});
