/** In the gate the property tests draw the same values every time; elsewhere new ones. FAST_CHECK_SEED repeats a run. */
import fc from 'fast-check';

const given = process.env.FAST_CHECK_SEED;
if (given !== undefined) fc.configureGlobal({ seed: Number(given) });
else if (process.env.CI) fc.configureGlobal({ seed: 20_261_123 });
