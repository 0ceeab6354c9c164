/** Events of a session with Nova Sonic, as a client sends them, and what is looked at in those that come back. */
import { type BedrockRuntimeClient, InvokeModelWithBidirectionalStreamCommand } from '@aws-sdk/client-bedrock-runtime';

export const names = { promptName: 'prompt' };

export type Event = Record<string, Record<string, unknown>>;

/** What a microphone would give: half a second of a tone, and then silence. */
export function speech(milliseconds = 500): string[] {
  const samples = Buffer.alloc((16_000 * 2 * milliseconds) / 1000);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(Math.round(Math.sin(at / 20) * 9000), at);
  const silence = Buffer.alloc(16_000 * 2);
  return [samples.toString('base64'), silence.toString('base64')];
}

export const text = (role: string, content: string, more: object = {}): Event[] => {
  const contentName = `${role} ${content}`;
  return [
    {
      contentStart: {
        ...names,
        contentName,
        type: 'TEXT',
        role,
        textInputConfiguration: { mediaType: 'text/plain' },
        ...more,
      },
    },
    { textInput: { ...names, contentName, content } },
    { contentEnd: { ...names, contentName } },
  ];
};

export const audio = (chunks: string[], contentName = 'microphone'): Event[] => [
  {
    contentStart: {
      ...names,
      contentName,
      type: 'AUDIO',
      role: 'USER',
      interactive: true,
      audioInputConfiguration: {
        mediaType: 'audio/lpcm',
        sampleRateHertz: 16_000,
        sampleSizeBits: 16,
        channelCount: 1,
      },
    },
  },
  ...chunks.map((content) => ({ audioInput: { ...names, contentName, content } })),
  { contentEnd: { ...names, contentName } },
];

export const start: Event[] = [
  { sessionStart: { inferenceConfiguration: { maxTokens: 40, topP: 0.9, temperature: 0.7 } } },
  {
    promptStart: {
      ...names,
      audioOutputConfiguration: {
        mediaType: 'audio/lpcm',
        sampleRateHertz: 16_000,
        sampleSizeBits: 16,
        channelCount: 1,
        voiceId: 'tiffany',
      },
    },
  },
];
export const end: Event[] = [{ promptEnd: names }, { sessionEnd: {} }];

export const nameOf = (event: Event) => Object.keys(event)[0]!;
export const bodyOf = (event: Event) => Object.values(event)[0]!;
export const runs = (events: Event[]) => events.map(nameOf).filter((name, index, all) => name !== all[index - 1]);

/** Sends events, each when the one before has gone, and gives what came back; `see` is shown each as it comes. */
export async function converse(
  client: BedrockRuntimeClient,
  events: Iterable<Event> | AsyncIterable<Event>,
  modelId = 'amazon.nova-sonic-v1:0',
  see: (event: Event) => void = () => {},
): Promise<Event[]> {
  async function* body() {
    for await (const event of events) yield { chunk: { bytes: Buffer.from(JSON.stringify({ event })) } };
  }
  const reply = await client.send(new InvokeModelWithBidirectionalStreamCommand({ modelId, body: body() }));
  const received: Event[] = [];
  for await (const { chunk } of reply.body ?? []) {
    const { event } = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString());
    received.push(event);
    see(event);
  }
  return received;
}
