import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../../../src/server/generation/conversation.js';
import type { ToolConfiguration, TurnEvent } from '../../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../../src/server/inference/fold.js';
import { asking, context, kindsOf, reply } from '../requests.js';

const format = 'amazon-nova-text';
const using = (name: string, asked: string, sampling = {}) =>
  asking(asked, sampling, { toolConfig: { tools: [{ systemTool: { name } }] } as ToolConfiguration });
const searching = (sampling = {}) => using('nova_grounding', 'Search the web for the latest Ruby', sampling);

describe('a tool that the service runs', () => {
  it('is called where the question is for it, and its result comes in the same reply', () => {
    const turn = reply(searching(), { format });
    expect(kindsOf(turn)).toEqual(['toolUse', 'toolResult', 'text', 'citationsContent']);
    const [{ toolUse }, { toolResult }] = turn.content as [{ toolUse: object }, { toolResult: object }];
    expect(toolUse).toMatchObject({
      name: 'nova_grounding',
      type: 'server_tool_use',
      input: { query: 'Search the web for the latest Ruby' },
    });
    const { toolUseId } = toolUse as { toolUseId: string };
    expect(toolResult).toEqual({
      toolUseId,
      type: 'nova_grounding_result',
      status: 'success',
      content: [{ text: '[HIDDEN]' }],
    });
    expect(turn.stopReason).toBe('end_turn');
  });

  it('is left alone where the question is for something else', () => {
    expect(kindsOf(reply(using('nova_grounding', 'Hello'), { format }))).toEqual(['text']);
    expect(kindsOf(reply(using('unknown', 'Search the web'), { format }))).toEqual(['text']);
  });

  it('is given the sum that the question holds', () => {
    const { content } = reply(using('nova_code_interpreter', 'What is 15 * 23?'), { format });
    expect(content[0]?.toolUse?.input).toEqual({ snippet: 'print(15 * 23)' });
    expect(content[1]?.toolResult?.content?.[0]?.json).toMatchObject({ exitCode: 0, isError: false });
  });

  it('keeps within the tokens', () => {
    expect(reply(searching({ maxTokens: 5 }), { format })).toMatchObject({
      usage: { outputTokens: 5 },
      stopReason: 'max_tokens',
    });
    const cut = reply(searching({ maxTokens: 40 }), { format });
    expect(cut.usage.outputTokens).toBe(40);
    expect(kindsOf(cut)).toEqual(['toolUse', 'toolResult', 'text']);
  });

  it('streams its result in one event, which folds back', () => {
    const turn = generateConversation(searching(), context({ format })).turns[0] as Iterable<TurnEvent>;
    const events = [...turn];
    expect(events.filter((event) => 'serverToolResult' in event)).toHaveLength(1);
    expect(foldTurn(events)).toEqual(reply(searching(), { format }));
  });
});
