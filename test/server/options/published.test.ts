import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFixture } from '../../../src/fixtures/read-fixture.js';
import { type OptionSources, options, readOptions, writeConfigSchema } from '../../../src/server/options.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-options-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (text: string, name = 'bedrock-local.config.yaml') => writeFileSync(join(directory, name), text);
const read = (sources: OptionSources = {}) => readOptions({ environment: {}, directory, ...sources });
const mistake = (sources: OptionSources = {}) => {
  try {
    read(sources);
  } catch (error) {
    return String(error);
  }
  return 'no mistake';
};

describe('the JSON Schema of the file', () => {
  it('is the published one (vitest --update writes it anew)', async () => {
    const text = `${JSON.stringify(writeConfigSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../src/fixtures/config.schema.json');
  });

  it('judges as the reader does', () => {
    const ajv = new Ajv({ allowUnionTypes: true, discriminator: true });
    for (const name of ['fixture.schema', 'fault.schema']) ajv.addSchema(readFixture<object>(name), `${name}.json`);
    const validate = ajv.compile(writeConfigSchema());
    for (const text of [
      'port: 4567',
      'prot: 1',
      'port: -1',
      'keys: [{accessKeyId: a}]',
      'cors: ["*"]',
      'cors: [x]',
      'auth: no',
      'faults: [{preset: slow-model}]',
      'faults: [{fault: eror}]',
      '$schema: x',
    ]) {
      file(text);
      expect(validate(parse(text)), text).toBe(mistake() === 'no mistake');
    }
  });
});

describe('docs/configuration.md', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

  it('has each option as the table has it', () => {
    for (const [name, option] of Object.entries(options)) {
      const spelled = option.flag ? `\`${option.flag}\`` : `\`${name}\``;
      const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(spelled));
      expect(row, `docs/configuration.md has no row for ${name}`).toContain(option.description);
      if (option.environment) expect(row).toContain(`\`${option.environment}\``);
    }
  });

  it('shows a file that can be read', () => {
    file(/```yaml\n(.*?)```/s.exec(page)![1]!);
    expect(read().settings).toMatchObject({ seed: 7, auth: { mode: 'strict', apiKeys: ['bedrock-api-key-example'] } });
  });
});
