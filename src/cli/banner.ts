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

function settings(shell: Shell, { endpoint, wellKnown }: BannerOptions): string[] {
  const { set } = shells[shell];
  return Object.entries(endpointVariables(endpoint)).map(([name, value]) =>
    set(name, !wellKnown && secrets.includes(name) ? '...' : value),
  );
}

function settingLines(shell: Shell, options: BannerOptions): string[] {
  const lines = settings(shell, options).map((line) => `  ${line}`);
  return [`Point your AWS SDK at it (${shells[shell].title}):`, ...lines, ''];
}

/** The same for a shell that is less likely, on one line. */
function settingLine(shell: Shell, options: BannerOptions): string[] {
  const { title, joiner } = shells[shell];
  return [`In ${title}:`, `  ${settings(shell, options).join(joiner)}`, ''];
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
  const { version, endpoint } = options;
  const others = (Object.keys(shells) as Shell[]).filter((shell) => !options.shells.includes(shell));
  return [
    `bedrock-local ${version} is ready at ${endpoint.url} (${options.settings.region})`,
    '',
    ...options.shells.flatMap((shell) => settingLines(shell, options)),
    ...others.flatMap((shell) => settingLine(shell, options)),
    ...tryLines(options),
    'One command alone:    bedrock-local run -- npm test',
    'Client goes astray:   bedrock-local doctor',
    '',
  ].join('\n');
}
