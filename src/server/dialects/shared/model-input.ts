/** What the formats of StartAsyncInvoke have in common: the words for a model input that is refused. */
import { validationException } from '../../exception.js';
import type { Json } from '../dialect.js';
import { malformedMessage } from './malformed-words.js';
import type { RequestSchema } from './request-schema.js';
import { findViolations } from './violations.js';

/** Throws InvokeModel's refusal of such a model; its words are not known. */
export function refuseInvokeModel(): never {
  throw validationException("The requested operation is not supported by this model's native format.", {
    hint: 'the model works with StartAsyncInvoke alone',
  });
}

/** As InvokeModel's refusals, save that nothing is asked politely (a message in a public issue on Nova Reel). */
export function checkModelInput(schema: RequestSchema, modelInput: Json): void {
  const violations = findViolations(schema, modelInput);
  if (violations.length > 0) {
    throw validationException(malformedMessage(violations, 'all').replace(', please reformat', ', reformat'));
  }
}
