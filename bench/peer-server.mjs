// The peer, told to answer everything with a text of about the length that our generator gives.
import { LLMock } from '@copilotkit/aimock';

const mock = new LLMock({ port: Number(process.argv[2]) });
mock.onMessage(/.*/s, {
  content: 'The peer answers with some sixty tokens of text, so that both sides write about as much. '.repeat(3),
});
await mock.start();
