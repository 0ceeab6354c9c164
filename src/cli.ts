#!/usr/bin/env node
/** The program `bedrock-local`. */
import nodeModule from 'node:module';

// Node 22 and later keep what they have compiled in the folder for temporary files: a fifth of every start from the second on.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// A reader that has seen enough (`bedrock-local models | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { main } = await import('./cli/main.js');
process.exitCode = await main(process.argv.slice(2));
