import Fastify from 'fastify';
import supertest from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bedrockPlugin, type PluginOptions } from '../../../src/server/hosts/plugin.js';
import { echo, type Handle } from './harness.js';

async function startApplication(handle: Handle, options: Partial<PluginOptions> & { prefix?: string } = {}) {
  const app = Fastify();
  app.get('/mine', () => ({ mine: true }));
  await app.register(bedrockPlugin, { ...options, emulator: { handle: async (request) => handle(request) } });
  onTestFinished(() => app.close());
  return app;
}

describe('the plugin', () => {
  it('answers inject, beside the routes of the application', async () => {
    const app = await startApplication(echo);
    const reply = await app.inject({ method: 'POST', url: '/model/a%3A0/converse?x', payload: '{"a":1}' });
    expect(reply.json()).toMatchObject({ method: 'POST', url: '/model/a%3A0/converse?x', body: '{"a":1}' });
    expect((await app.inject('/mine')).json()).toEqual({ mine: true });
    expect((await app.inject('/_local/health')).json()).toMatchObject({ status: 'ok' });
  });

  it('leaves every body to the emulator, whatever it calls itself', async () => {
    const app = await startApplication(echo);
    for (const type of ['application/json', 'text/plain', 'application/vnd.amazon.eventstream', 'no type at all']) {
      const headers = { 'content-type': type };
      const reply = await app.inject({ method: 'POST', url: '/model', headers, payload: '{"half' });
      expect(reply.json()).toMatchObject({ body: '{"half' });
    }
  });

  it('streams', async () => {
    const app = await startApplication(() => ({
      status: 200,
      headers: {},
      body: (async function* () {
        yield Buffer.from('one ');
        yield Buffer.from('two');
      })(),
    }));
    expect((await app.inject('/model')).body).toBe('one two');
    await app.listen({ port: 0 });
    const { port } = app.server.address() as { port: number };
    expect(await (await fetch(`http://127.0.0.1:${port}/model`)).text()).toBe('one two');
  });

  it('stands below a prefix, which the emulator does not see', async () => {
    const app = await startApplication(echo, { prefix: '/aws' });
    expect((await app.inject('/aws/foundation-models?x=1')).json()).toMatchObject({ url: '/foundation-models?x=1' });
    expect((await app.inject('/foundation-models')).statusCode).toBe(404);
  });

  it('has its guard and its CORS', async () => {
    const app = await startApplication(echo, { cors: ['http://app.example'] });
    await app.ready();
    await supertest(app.server).get('/_local/health').set('host', 'evil.example').expect(403);
    await supertest(app.server).get('/mine').set('host', 'evil.example').expect(200);
    const { headers } = await supertest(app.server).get('/model').set('origin', 'http://app.example').expect(200);
    expect(headers['access-control-allow-origin']).toBe('http://app.example');
  });
});
