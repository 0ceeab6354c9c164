/** What several cases send. */
import { models } from '../models.js';

export const user = (text: string) => ({ role: 'user', content: [{ text }] });

/** A question that every model can answer in a few words. */
export const question = 'Name three colours of the sea, and nothing else.';

export const claude = models.claude.id;
export const nova = models.nova.id;

/** A model, and how many tokens a call of it may cost. */
export const paid = (model: string, tokens = 200) => ({ model, tokens });

export const weatherTool = {
  toolSpec: {
    name: 'get_weather',
    description: 'Gives the weather of a city.',
    inputSchema: {
      json: {
        type: 'object',
        properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
        required: ['city'],
      },
    },
  },
};

/** A 1 x 1 PNG. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** Bytes of a native body. */
export const native = (body: unknown) => Buffer.from(JSON.stringify(body));

export const claudeBody = (more: object = {}) =>
  native({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 40,
    messages: [{ role: 'user', content: question }],
    ...more,
  });
