// A program of a user: reads nothing but its environment, asks twice, and says what it heard.
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';

const input = { modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user', content: [{ text: 'Hello' }] }] };
const client = new BedrockRuntimeClient({ maxAttempts: 1 });
const { output } = await client.send(new ConverseCommand(input));
const { stream } = await client.send(new ConverseStreamCommand(input));
let events = 0;
for await (const _ of stream) events += 1;
console.log(JSON.stringify({ text: output.message.content[0].text, events }));
