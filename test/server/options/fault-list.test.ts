import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../src/server/options.js';

const read = (faults: string) => readOptions({ environment: {}, directory: '/', flags: { faults } }).faults;

describe('faults from the start', () => {
  it('are named, or JSON, or both, on the command line', () => {
    const flags = {
      faults: 'slow-model,{"fault":"error","name":"ThrottlingException","match":{"model":"a,b*"}},refuse-http2',
    };
    expect(read(flags.faults)).toEqual([
      { preset: 'slow-model' },
      { fault: 'error', name: 'ThrottlingException', match: { model: 'a,b*' } },
      { fault: 'refuse-http2' },
    ]);
  });

  it('are refused in one sentence where they are none', () => {
    expect(() => read('slow-modle')).toThrow(/--fault\[0\]: fault: "slow-modle" is no fault that is known/);
    expect(() => read('{"fault":"error"}')).toThrow(/--fault\[0\]: fault.*name/);
    expect(() => read('{"fault":')).toThrow(/--fault\[0\]: /);
  });
});
