/** The sub-commands, in the order in which help lists them. */
import type { Command } from 'commander';
import { addChat } from './chat.js';
import { addContract } from './contract.js';
import { addDoctor } from './doctor.js';
import { addEmbed } from './embed.js';
import { addExplain } from './explain.js';
import { addFixtures } from './fixtures.js';
import { addImage } from './image.js';
import { addInit } from './init.js';
import { addInvoke } from './invoke.js';
import { addJournal } from './journal.js';
import { addLint } from './lint.js';
import { addModels } from './models.js';
import { addRecord } from './record.js';
import { addRecordings } from './recordings.js';
import { addReplay } from './replay.js';
import { addRun } from './run.js';
import { addStart } from './start.js';
import { addVerify } from './verify.js';

export const commands: ((program: Command) => void)[] = [
  addStart,
  addRun,
  addRecord,
  addReplay,
  addRecordings,
  addVerify,
  addInit,
  addFixtures,
  addExplain,
  addJournal,
  addLint,
  addContract,
  addDoctor,
  addChat,
  addInvoke,
  addEmbed,
  addImage,
  addModels,
];
