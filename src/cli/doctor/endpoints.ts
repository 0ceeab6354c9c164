/** Checks of the endpoint variables, and of the server behind them. */
import { type Check, currentProfile, endpointNames, endpointUrls, type Finding, type Surroundings } from './check.js';

const printed = 'set the lines that bedrock-local prints, or use bedrock-local run -- COMMAND';

export const endpointsSet: Check = {
  name: 'the endpoint of both services is set',
  look({ environment }) {
    const missing = endpointNames.filter((name) => !environment[name]);
    if (missing.length === 0) return [];
    const found = `${missing.join(' and ')} not set`;
    if (environment.AWS_ENDPOINT_URL) {
      const effect = `AWS_ENDPOINT_URL=${environment.AWS_ENDPOINT_URL} stands in, for every other AWS service too: S3 or STS calls arrive where Bedrock is meant`;
      return [{ found, effect, remedy: printed }];
    }
    return [{ found, effect: 'clients of these services call AWS itself', remedy: printed }];
  },
};

export const endpointsWellFormed: Check = {
  name: 'endpoints are URLs without a path',
  look({ environment }) {
    return [...endpointNames, 'AWS_ENDPOINT_URL', 'ANTHROPIC_BEDROCK_BASE_URL'].flatMap((name): Finding[] => {
      const value = environment[name];
      if (!value) return [];
      const found = `${name}=${value}`;
      if (!/^https?:\/\//.test(value) || !URL.canParse(value))
        return [{ found, effect: 'SDKs cannot parse it', remedy: 'begin it with http:// or https://' }];
      if (new URL(value).pathname === '/') return [];
      return [
        {
          found,
          effect: 'SDKs put its path before that of each operation, which no server knows',
          remedy: 'end it after the port',
        },
      ];
    });
  },
};

export const serverAnswers: Check = {
  name: 'a server answers there',
  async look(surroundings) {
    const urls = endpointUrls(surroundings).filter((url) => URL.canParse(url));
    const problems = await Promise.all(urls.map(async (url) => ({ url, problem: await surroundings.probe(url) })));
    return problems
      .filter(({ problem }) => problem !== undefined)
      .map(({ url, problem }) => ({
        found: `${url}/_local/health: ${problem}`,
        effect: 'calls fail, or reach something that is not bedrock-local',
        remedy: 'start bedrock-local there, or set the lines that it printed',
      }));
  },
};

function distrusts({ environment }: Surroundings, variable: string, client: string): Finding[] {
  if (environment[variable]) return [];
  const effect = `${client} does not trust a certificate made by bedrock-local`;
  return [
    {
      found: `${variable} not set, with an https endpoint`,
      effect,
      remedy: `set ${variable} to the file that bedrock-local --tls printed`,
    },
  ];
}

export const certificateTrusted: Check = {
  name: 'the certificate of an https endpoint can be trusted',
  look(surroundings) {
    const local = /^https:\/\/(localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)([:/]|$)/;
    if (!endpointUrls(surroundings).some((url) => local.test(url))) return [];
    return [
      ...distrusts(surroundings, 'NODE_EXTRA_CA_CERTS', 'Node'),
      ...distrusts(surroundings, 'AWS_CA_BUNDLE', 'boto3'),
    ];
  },
};

export const endpointsRead: Check = {
  name: 'no setting makes SDKs ignore the endpoint variables',
  look(surroundings) {
    const variable = surroundings.environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
    const profile = currentProfile(surroundings);
    const effect =
      'every SDK ignores AWS_ENDPOINT_URL_BEDROCK and AWS_ENDPOINT_URL_BEDROCK_RUNTIME, and calls AWS itself';
    if (variable && variable.toLowerCase() !== 'false')
      return [{ found: `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=${variable}`, effect, remedy: 'remove it' }];
    if (variable || profile.settings.ignore_configured_endpoint_urls?.toLowerCase() !== 'true') return [];
    const found = `ignore_configured_endpoint_urls in the profile ${profile.name} of the AWS config file`;
    return [{ found, effect, remedy: 'set AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false, which wins over the file' }];
  },
};

export const profileEndpoints: Check = {
  name: 'the AWS config file names no other endpoint',
  look(surroundings) {
    const { files, environment } = surroundings;
    const { name, settings } = currentProfile(surroundings);
    const services = settings.services;
    const section = services === undefined ? {} : files.config[`services ${services}`];
    if (section === undefined) {
      const found = `services = ${services} in the profile ${name}, without a section [services ${services}]`;
      return [{ found, effect: 'SDKs refuse to make a client', remedy: 'remove the line or add the section' }];
    }
    return ['bedrock', 'bedrock_runtime'].flatMap((service): Finding[] => {
      const url = section[`${service}.endpoint_url`] ?? settings.endpoint_url;
      const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
      if (!url || environment[variable] || environment.AWS_ENDPOINT_URL) return [];
      const found = `endpoint_url = ${url} for ${service} in the profile ${name} of the AWS config file`;
      return [{ found, effect: `SDKs call it, since ${variable} is not set`, remedy: `set ${variable}, which wins` }];
    });
  },
};

export const anthropicEndpoint: Check = {
  name: "Anthropic's SDK, where installed, has its endpoint",
  look({ environment, installedVersion }) {
    const version = installedVersion('@anthropic-ai/bedrock-sdk');
    if (version === undefined || environment.ANTHROPIC_BEDROCK_BASE_URL) return [];
    const found = `ANTHROPIC_BEDROCK_BASE_URL not set, @anthropic-ai/bedrock-sdk ${version} installed`;
    return [
      {
        found,
        effect: 'that SDK does not read AWS_ENDPOINT_URL_*: it calls AWS itself',
        remedy: 'set it to the URL of bedrock-local',
      },
    ];
  },
};
