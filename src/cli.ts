#!/usr/bin/env node
/** The program `bedrock-local`. */
import { main } from './cli/main.js';

// A reader that has seen enough (`bedrock-local models | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));
