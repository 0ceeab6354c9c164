/** `bedrock-local models pull`: the account's own models and profiles, as a configuration that adds them to the catalogue. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Document, isMap, parseDocument } from 'yaml';
import { catalogueOf } from '../../server/catalogue-index.js';
import { OptionError, silenceSdkWarning } from '../../server/options.js';
import { defaultSettings, type ModelOverlay } from '../../server/settings.js';
import { type AccountLists, type Overlay, toOverlay } from './overlay.js';

export interface PullFlags {
  endpoint?: string;
  region?: string;
  out?: string;
}

/** Rejects with an `OptionError` where the flags or the file are at fault. */
export async function pull({ endpoint, region, out }: PullFlags): Promise<void> {
  silenceSdkWarning();
  if (endpoint !== undefined && !(/^https?:\/\//.test(endpoint) && URL.canParse(endpoint)))
    throw new OptionError(`--endpoint must be a URL, not "${endpoint}"`);
  const before = out === undefined ? undefined : openConfiguration(out);
  const { createAccountClient } = await import('../../client/clients.js');
  const { describeError } = await import('../../client/describe-error.js');
  const { listModels, listProfiles } = await import('../../client/models.js');
  const client = await createAccountClient({ endpoint, region });
  const where = await client.config.region().catch(() => {
    throw new OptionError('no region is set: name one by --region or AWS_REGION');
  });
  let lists: AccountLists;
  try {
    lists = { region: where, models: await listModels(client), profiles: await listProfiles(client) };
  } catch (error) {
    process.stderr.write(
      `bedrock-local: ${describeError(error, { failed: 'nothing was pulled', endpoint, region: where })}\n`,
    );
    process.exitCode = 1;
    return;
  } finally {
    client.destroy();
  }
  const overlay = toOverlay(lists, catalogueOf(defaultSettings));
  const written = write(overlay.entries, before ?? parseDocument(''), out?.endsWith('.json') === true);
  if (out === undefined) process.stdout.write(written);
  else save(out, written);
  process.stderr.write(`bedrock-local: ${summarize(lists, overlay)}\n`);
}

/** What stands there already, so that all but its models is kept. */
function openConfiguration(path: string): Document {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const document = parseDocument(text);
  const mistake = document.errors[0];
  if (mistake) throw new OptionError(`${path} is no configuration: ${mistake.message.split('\n')[0]}`);
  if (document.contents !== null && !isMap(document.contents))
    throw new OptionError(`${path} is no configuration: it is not a mapping; name another file by --out`);
  return document;
}

/** Entries of models that were pulled before are replaced, where they are of the same region; others stay. */
function write(entries: ModelOverlay[], document: Document, json: boolean): string {
  const { models: present = [], ...others } = (document.toJS() ?? {}) as { models?: ModelOverlay[] };
  const pulled = new Set(entries.flatMap(({ id, regions }) => regions?.map((region) => `${id} ${region}`)));
  const stale = ({ id, regions, facts, profile }: ModelOverlay) =>
    (facts || profile) && regions?.every((region) => pulled.has(`${id} ${region}`));
  const models = [...present.filter((entry) => !stale(entry)), ...entries];
  if (json) return `${JSON.stringify({ ...others, models }, undefined, 2)}\n`;
  document.set('models', document.createNode(models));
  return document.toString({ lineWidth: 0 });
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new OptionError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function summarize({ region, models, profiles }: AccountLists, { entries, guessed, absent }: Overlay): string {
  const parts = [
    `${models.length} models and ${profiles.length} profiles in ${region}, ${entries.length} of which the catalogue does not know or knows otherwise`,
    guessed.length > 0 && `what these are like is guessed: ${guessed.join(', ')}`,
    absent.length > 0 &&
      `${absent.length} of the catalogue are not listed: ${absent.slice(0, 5).join(', ')}${absent.length > 5 ? ', ...' : ''}`,
  ];
  return parts.filter(Boolean).join('; ');
}
