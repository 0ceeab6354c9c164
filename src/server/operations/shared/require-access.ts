/** Access to models where it has to be asked for: the option `modelAccess` is `explicit`. */
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import { accessRefusals } from '../../access/refusals.js';
import { findAgreement, needsAgreement } from '../../resources/foundation-model-agreement.js';
import type { Scope } from '../../resources/resource.js';
import { requireUseCase } from '../../resources/use-case-for-model-access.js';

/** As GetFoundationModelAvailability says it of the agreement. */
export function agreementStatus(model: FoundationModel, scope: Scope): 'AVAILABLE' | 'PENDING' | 'NOT_AVAILABLE' {
  if (scope.namespace.settings.modelAccess === 'all' || !needsAgreement(model)) return 'AVAILABLE';
  const status = findAgreement(model.modelId, scope)?.status;
  return status === 'AVAILABLE' || status === 'PENDING' ? status : 'NOT_AVAILABLE';
}

/** Throws AWS's refusal where the account has no access to the model. */
export function requireAccess(model: FoundationModel, scope: Scope): void {
  if (scope.namespace.settings.modelAccess === 'all' || !needsAgreement(model)) return;
  requireUseCase(model.providerName, scope);
  const status = agreementStatus(model, scope);
  if (status === 'AVAILABLE') return;
  throw accessRefusals.noModelAccess(
    status === 'PENDING'
      ? `the agreement to ${model.modelId} is being made`
      : `CreateFoundationModelAgreement gives access to ${model.modelId}: the option modelAccess is "explicit"`,
  );
}
