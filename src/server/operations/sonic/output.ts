/** The events that the model sends for one answer. Source: Nova user guide, "Handling output events". */
import type { Sequence } from '../../inference/sequence.js';
import type { AudioOutputConfiguration } from './input-event.js';
import { speak } from './tone.js';

export interface OutputIds {
  sessionId: string;
  promptName: string;
  completionId: string;
}

/** `{ name: body }`, which goes out as `{ "event": { name: body } }`. */
export type OutputEvent = Record<string, object>;

export interface ToolCall {
  toolName: string;
  toolUseId: string;
  /** JSON. */
  content: string;
}

const defaultAudio: AudioOutputConfiguration = {
  mediaType: 'audio/lpcm',
  sampleRateHertz: 24_000,
  sampleSizeBits: 16,
  channelCount: 1,
  voiceId: 'matthew',
};

export interface OutputWriter {
  completionStart(): OutputEvent;
  completionEnd(): OutputEvent;
  /** What the user was understood to say. */
  heard(text: string): OutputEvent[];
  calls(tool: ToolCall): OutputEvent[];
  /** What the model plans to say, how it sounds, and what it said. */
  says(text: string, audio: AudioOutputConfiguration | undefined): Generator<OutputEvent>;
  usage(delta: TokenCounts, total: TokenCounts): OutputEvent;
}

/** Tokens of speech and of text. */
export interface TokenCounts {
  input: { speechTokens: number; textTokens: number };
  output: { speechTokens: number; textTokens: number };
}

export function createOutput(ids: OutputIds, random: Sequence): OutputWriter {
  const uuid = () => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');

  function* content(
    start: object,
    type: string,
    stopReason: string,
    inside: (contentId: string) => Iterable<OutputEvent>,
  ) {
    const contentId = uuid();
    yield { contentStart: { ...start, ...ids, contentId, type } };
    yield* inside(contentId);
    yield { contentEnd: { ...ids, contentId, stopReason, type } };
  }

  const textContent = (
    role: 'USER' | 'ASSISTANT',
    stage: 'FINAL' | 'SPECULATIVE',
    text: string,
    stopReason: string,
  ) => {
    const additionalModelFields = JSON.stringify({ generationStage: stage });
    const start = { additionalModelFields, role, textOutputConfiguration: { mediaType: 'text/plain' } };
    return content(start, 'TEXT', stopReason, (contentId) => [
      { textOutput: { ...ids, content: text, contentId, role } },
    ]);
  };

  return {
    completionStart: () => ({ completionStart: { ...ids } }),
    completionEnd: () => ({ completionEnd: { ...ids, stopReason: 'END_TURN' } }),
    heard: (text) => [...textContent('USER', 'FINAL', text, 'PARTIAL_TURN')],
    calls: (tool) => [
      ...content(
        { role: 'TOOL', toolUseOutputConfiguration: { mediaType: 'application/json' } },
        'TOOL',
        'TOOL_USE',
        (contentId) => [{ toolUse: { ...ids, ...tool, contentId } }],
      ),
    ],
    *says(text, audio = defaultAudio) {
      yield* textContent('ASSISTANT', 'SPECULATIVE', text, 'PARTIAL_TURN');
      const start = {
        audioOutputConfiguration: { ...audio, audioType: 'SPEECH', encoding: 'base64' },
        role: 'ASSISTANT',
      };
      yield* content(start, 'AUDIO', 'PARTIAL_TURN', function* (contentId) {
        for (const samples of speak(text, audio.sampleRateHertz))
          yield { audioOutput: { ...ids, content: samples, contentId, role: 'ASSISTANT' } };
      });
      yield* textContent('ASSISTANT', 'FINAL', text, 'END_TURN');
    },
    usage(delta, total) {
      const sum = ({ speechTokens, textTokens }: TokenCounts['input']) => speechTokens + textTokens;
      const totalInputTokens = sum(total.input);
      const totalOutputTokens = sum(total.output);
      const totals = { totalInputTokens, totalOutputTokens, totalTokens: totalInputTokens + totalOutputTokens };
      return { usageEvent: { ...ids, details: { delta, total }, ...totals } };
    },
  };
}

function hex(random: Sequence, length: number): string {
  return Array.from({ length }, () => Math.floor(random.next() * 16).toString(16)).join('');
}
