/** Writes the faults that are shown to clients as JSON, for the SDKs of other languages: tsx scripts/write-fault-cases.ts FILE */
import { writeFileSync } from 'node:fs';
import { cases } from '../test/server/faults/cases.js';

const [file = 'fault-cases.json'] = process.argv.slice(2);

writeFileSync(file, JSON.stringify(cases.map(([call, fault]) => ({ call, fault }))));
