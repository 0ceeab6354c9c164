/** Writes a Turn's tool calls as deltas of OpenAI's form. */
import type { TurnEvent } from '../../../inference/conversation.js';
import type { JsonObject } from '../../dialect.js';
import { callId } from './write.js';

/**
 * Makes the function that gives the `tool_calls` deltas of an event. The first piece of the arguments comes with the name
 * and id of the call; a call without arguments is told as one with none. Source: recorded exchanges of gpt-oss.
 */
export function createToolCallDeltas(mint: () => string): (event: TurnEvent) => JsonObject[] {
  let index = -1;
  let opening: { id: string; name: string } | undefined;

  function write(text: string): JsonObject {
    const called: JsonObject = opening ? { name: opening.name, arguments: text } : { arguments: text };
    const call = { index, ...(opening && { id: opening.id }), type: 'function', function: called };
    opening = undefined;
    return { tool_calls: [call] };
  }

  return (event) => {
    if ('messageStart' in event) index = -1;
    if ('contentBlockStart' in event) {
      const { toolUseId, name } = event.contentBlockStart.start.toolUse;
      index += 1;
      opening = { id: callId(toolUseId, mint), name };
    }
    if ('contentBlockDelta' in event && 'toolUse' in event.contentBlockDelta.delta) {
      const { input } = event.contentBlockDelta.delta.toolUse;
      return input === '' ? [] : [write(input)];
    }
    return 'contentBlockStop' in event && opening ? [write('{}')] : [];
  };
}
