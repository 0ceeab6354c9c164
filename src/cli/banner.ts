/** What `bedrock-local` says when it is ready: the lines to set, and one to try. */
import type { Settings } from '../server/settings.js';
import { defaultEndpoint, type Endpoint, endpointVariables } from './endpoint.js';
import { type Shell, shells } from './shells.js';

const modelId = 'amazon.nova-lite-v1:0';
const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });

/** Configured secrets are not shown: whoever configured them has them. */
const secrets = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK'];

export interface BannerOptions {
  version: string;
  endpoint: Endpoint;
  settings: Settings;
  /** Whose syntax is shown, in this order. */
  shells: Shell[];
  /** Whether the endpoint's credentials are the well-known ones, which may be printed. */
  wellKnown: boolean;
}

function settingLines(shell: Shell, { endpoint, wellKnown }: BannerOptions): string[] {
  const { title, set } = shells[shell];
  const lines = Object.entries(endpointVariables(endpoint)).map(([name, value]) =>
    set(name, !wellKnown && secrets.includes(name) ? '...' : value),
  );
  return [`Point your AWS SDK at it (${title}):`, ...lines.map((line) => `  ${line}`), ''];
}

function tryLines({ endpoint, settings, shells: [first] }: BannerOptions): string[] {
  const { post, quote } = shells[first ?? 'posix'];
  const where = endpoint.url === defaultEndpoint ? '' : ` --endpoint ${quote(endpoint.url)}`;
  const chat = `bedrock-local chat --stream${where}`;
  const request = post(`${endpoint.url}/model/${modelId}/converse`, body, endpoint.caPath);
  const lines = settings.auth.mode === 'any' ? [request, chat] : [chat];
  return ['Try it:', ...lines.map((line) => `  ${line}`), ''];
}

/** The lines, without the last line's end. */
export function writeBanner(options: BannerOptions): string {
  const { version, endpoint, settings } = options;
  const others = (Object.keys(shells) as Shell[]).filter((shell) => !options.shells.includes(shell));
  return [
    `bedrock-local ${version} is ready at ${endpoint.url} (${settings.region})`,
    '',
    ...options.shells.flatMap((shell) => settingLines(shell, options)),
    ...tryLines(options),
    'One command alone:    bedrock-local run -- npm test',
    'Client goes astray:   bedrock-local doctor',
    ...(others.length > 0 ? [`Another shell:        --shell ${others.join(', ')} or all`] : []),
    '',
  ].join('\n');
}
