/** The patch list: where Bedrock is known to differ from its own model. */
import type { ServiceName, TypeConstraint } from '../../src/fixtures/constraints.js';
import type { ModelShape, ServiceModel } from './model.js';

export interface ConstraintPatch {
  /** Service and type: `bedrock-runtime ContentBlock`. */
  where: string;
  /** Members of the type's row that take the place of the model's. */
  what: Partial<TypeConstraint>;
  /** What is known and from where. */
  reason: string;
}

/**
 * The model with the patches in it, so that a type which demands something only by a patch is linked like any other.
 * `tell` hears of each patch that the model no longer needs, or that names a type which is gone.
 */
export function patchModel(
  service: ServiceName,
  model: ServiceModel,
  patches: ConstraintPatch[],
  tell: (line: string) => void,
): ServiceModel {
  const shapes: Record<string, ModelShape> = { ...model.shapes };
  for (const { where, what } of patches) {
    const [patched, type] = where.split(' ') as [string, string];
    if (patched !== service) continue;
    const shape = shapes[type];
    if (!shape) tell(`patch for a type that is gone: ${where}`);
    else if (Object.entries(what).every(([key, value]) => same(shape[key as keyof ModelShape], value)))
      tell(`patch that is no longer needed: ${where}`);
    else shapes[type] = { ...shape, ...(what as Partial<ModelShape>) };
  }
  return { ...model, shapes };
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
