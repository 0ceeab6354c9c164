/** Checks of what changes the way to an endpoint that is set: FIPS, dual-stack, proxies. */
import { type Check, currentProfile, endpointUrls, type Finding, type Surroundings } from './check.js';

function endpointVariant(variable: string, setting: string, title: string): Check['look'] {
  return (surroundings: Surroundings): Finding[] => {
    const value = surroundings.environment[variable];
    const profile = currentProfile(surroundings);
    const effect = `SDKs refuse an endpoint of one's own: "Invalid Configuration: ${title} and custom endpoint are not supported"`;
    if (value && value.toLowerCase() !== 'false')
      return [{ found: `${variable}=${value}`, effect, remedy: 'remove it' }];
    if (value || profile.settings[setting]?.toLowerCase() !== 'true') return [];
    const found = `${setting} in the profile ${profile.name} of the AWS config file`;
    return [{ found, effect, remedy: `set ${variable}=false, which wins over the file` }];
  };
}

export const noFips: Check = {
  name: 'FIPS endpoints are off',
  look: endpointVariant('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint', 'FIPS'),
};

export const noDualstack: Check = {
  name: 'dual-stack endpoints are off',
  look: endpointVariant('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint', 'Dualstack'),
};

const proxyNames = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** `corp.test` exempts `a.corp.test` too; a port may follow. */
function exempt(host: string, list: string): boolean {
  return list.split(',').some((entry) => {
    const name = entry.trim().replace(/:\d+$/, '').replace(/^\./, '');
    return name === '*' || name === host || (name !== '' && host.endsWith(`.${name}`));
  });
}

export const noProxy: Check = {
  name: 'no proxy stands before the endpoint',
  look(surroundings) {
    const { environment } = surroundings;
    const proxies = proxyNames.filter((name) => environment[name]);
    const hosts = endpointUrls(surroundings)
      .filter((url) => URL.canParse(url))
      .map((url) => new URL(url).hostname);
    if (proxies.length === 0) return [];
    const list = environment.no_proxy ?? environment.NO_PROXY ?? '';
    const node = environment.NODE_USE_ENV_PROXY === '1' ? ', and Node by NODE_USE_ENV_PROXY,' : '';
    return [...new Set(hosts)]
      .filter((host) => !exempt(host, list))
      .map((host) => ({
        found: `${proxies.join(', ')} set, and ${host} not in ${environment.no_proxy === undefined ? 'NO_PROXY' : 'no_proxy'}`,
        effect: `boto3${node} sends calls to ${host} through the proxy, which cannot reach it`,
        remedy: `add ${host} to NO_PROXY and no_proxy`,
      }));
  },
};
