// What the programs of Node share: checks by name, a line for each, a status for all.
export const NOVA = 'amazon.nova-micro-v1:0';
export const CLAUDE = 'anthropic.claude-3-haiku-20240307-v1:0';

export async function run(checks) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`CORE ${name} ok`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`CORE ${name} FAILED: ${error.name}: ${error.message.slice(0, 300).replaceAll('\n', ' ')}`);
    }
  }
}
