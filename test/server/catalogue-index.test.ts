import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../src/server/catalogue.js';
import { catalogueOf } from '../../src/server/catalogue-index.js';
import { defaultSettings, type ModelOverlay } from '../../src/server/settings.js';

const withModels = (...models: ModelOverlay[]) => ({ ...defaultSettings, models });
const { models, profiles } = catalogueOf(defaultSettings);

describe('the data', () => {
  test('holds 235 models and every profile names one of them', () => {
    expect(models.size).toBe(235);
    for (const profile of profiles.values()) {
      expect(models.has(profile.modelId), profile.inferenceProfileId).toBe(true);
      expect(profile.inferenceProfileId.endsWith(`.${profile.modelId}`)).toBe(true);
      expect(profile.routes.size).toBeGreaterThan(0);
    }
  });

  test('knows the model of a profile wherever the profile is called from', () => {
    for (const profile of profiles.values())
      for (const source of profile.routes.keys())
        expect(models.get(profile.modelId)!.regions, profile.inferenceProfileId).toContain(source);
  });

  test('has no region on demand that it does not know', () => {
    for (const model of models.values())
      expect(model.regions, model.modelId).toEqual(expect.arrayContaining(model.onDemandRegions));
  });

  test('has a native format for every model, from the known ones', () => {
    const formats = new Set([...models.values()].map((model) => model.format));
    expect([...formats].sort()).toMatchInlineSnapshot(`
      [
        "ai21-j2",
        "ai21-jamba",
        "amazon-nova-canvas",
        "amazon-nova-embeddings",
        "amazon-nova-reel",
        "amazon-nova-sonic",
        "amazon-nova-text",
        "amazon-rerank",
        "amazon-titan-embed-multimodal",
        "amazon-titan-embed-text-g1",
        "amazon-titan-embed-text-v2",
        "amazon-titan-image",
        "amazon-titan-text",
        "anthropic-messages",
        "anthropic-text-completions",
        "cohere-command-r",
        "cohere-command-text",
        "cohere-embed-v3",
        "cohere-embed-v4",
        "cohere-rerank",
        "deepseek-r1",
        "luma-ray",
        "meta-llama",
        "mistral-chat",
        "mistral-instruct",
        "openai-chat",
        "stability-image-services",
        "stability-sd3",
        "stability-sdxl",
        "twelvelabs-marengo-2.7",
        "twelvelabs-marengo-3.0",
        "twelvelabs-pegasus",
        "writer-palmyra",
      ]
    `);
  });

  test('is read once', () => {
    expect(catalogueOf(defaultSettings).models).toBe(models);
  });
});

describe('a model that the settings add', () => {
  test('works by its bare id in all regions of its like, even if that one needs a profile', () => {
    const settings = withModels({ id: 'anthropic.claude-next-v1:0', like: 'anthropic.claude-sonnet-4-6' });
    const { model } = resolveModel('anthropic.claude-next-v1:0', 'eu-west-1', settings, 'ConverseStream', 0);
    expect(model).toMatchObject({ modelId: 'anthropic.claude-next-v1:0', format: 'anthropic-messages' });
  });

  test('works through profiles of the same scopes', () => {
    const settings = withModels({ id: 'anthropic.claude-next-v1:0', like: 'anthropic.claude-sonnet-4-6' });
    expect(resolveModel('us.anthropic.claude-next-v1:0', 'us-west-2', settings, 'Converse', 0)).toMatchObject({
      inferenceProfileId: 'us.anthropic.claude-next-v1:0',
      model: { modelId: 'anthropic.claude-next-v1:0' },
    });
  });

  test('stays in the regions that it was given', () => {
    const settings = withModels({ id: 'acme.future-v1', like: 'amazon.nova-lite-v1:0', regions: ['eu-south-2'] });
    expect(resolveModel('acme.future-v1', 'eu-south-2', settings, 'Converse', 0).model.modelId).toBe('acme.future-v1');
    expect(() => resolveModel('acme.future-v1', 'us-east-1', settings, 'Converse', 0)).toThrow('identifier is invalid');
    expect(() => resolveModel('us.acme.future-v1', 'us-east-1', settings, 'Converse', 0)).toThrow('identifier');
  });

  test('may be a profile: the model behind it needs that profile', () => {
    const settings = withModels({ id: 'eu.acme.future-v1', like: 'eu.anthropic.claude-sonnet-4-6' });
    expect(resolveModel('eu.acme.future-v1', 'eu-west-1', settings, 'Converse', 0)).toMatchObject({
      inferenceProfileId: 'eu.acme.future-v1',
      model: { modelId: 'acme.future-v1' },
    });
    expect(() => resolveModel('acme.future-v1', 'eu-west-1', settings, 'Converse', 0)).toThrow('on-demand throughput');
    expect(() => resolveModel('eu.acme.future-v1', 'us-east-1', settings, 'Converse', 0)).toThrow('identifier');
  });

  test('may be a profile of a model that has none', () => {
    const settings = withModels({ id: 'us.acme.old-v1', like: 'amazon.titan-text-express-v1', regions: ['us-east-1'] });
    expect(resolveModel('us.acme.old-v1', 'us-east-1', settings, 'Converse', 0).model.format).toBe('amazon-titan-text');
  });

  test('may stand in place of one that the catalogue holds', () => {
    const id = 'anthropic.claude-mythos-5';
    expect(() => resolveModel(id, 'us-east-1', defaultSettings, 'Converse', 0)).toThrow('identifier is invalid');
    const settings = withModels({ id, like: id, regions: ['us-east-1'] });
    expect(resolveModel(id, 'us-east-1', settings, 'Converse', 0).model.modelId).toBe(id);
  });

  test('does not end with its like', () => {
    const settings = { ...withModels({ id: 'acme.v3', like: 'anthropic.claude-v2' }), enforceLifecycle: true };
    expect(resolveModel('acme.v3', 'us-east-1', settings, 'Converse', 0).model.modelId).toBe('acme.v3');
  });

  test('must be like one that exists, and have a region', () => {
    expect(() => catalogueOf(withModels({ id: 'acme.v1', like: 'acme.v0' }))).toThrow(
      'models: "acme.v1" is like "acme.v0", which names no model',
    );
    expect(() => catalogueOf(withModels({ id: 'acme.v1', like: 'anthropic.claude-mythos-5' }))).toThrow(
      'models: "acme.v1" needs regions: anthropic.claude-mythos-5 has none to take over',
    );
  });

  test('leaves the catalogue of others as it was', () => {
    catalogueOf(withModels({ id: 'acme.v4', like: 'amazon.nova-lite-v1:0' }));
    expect(catalogueOf(defaultSettings).models.has('acme.v4')).toBe(false);
  });
});
