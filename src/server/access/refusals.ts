/** Refusals of access: AWS's exceptions and words, each with its source. */
import { exception, type ServiceException } from '../exception.js';
import type { Decision } from './policy.js';

export const accessRefusals = {
  /** Source: raw replies in BerriAI/litellm#39166 and posit-dev/positron#10683; without a resource in aws-samples/dify-self-hosted-on-aws#74. */
  notAuthorized: (decision: Exclude<Decision, 'allowed'>, user: string, action: string, resource?: string) =>
    exception(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: ${action}${resource === undefined ? '' : ` on resource: ${resource}`} ${
        decision === 'explicit'
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${action} action`
      }`,
      { status: 403, source: 'coral.service', messageKey: 'Message', hint: 'a rule of the option policies refuses it' },
    ),

  /** Source: recorded exchanges. */
  noModelAccess: (hint: string): ServiceException =>
    exception('AccessDeniedException', "You don't have access to the model with the specified model ID.", { hint }),

  /** Source: quoted alike in several public threads. */
  noUseCase: (): ServiceException =>
    exception(
      'ResourceNotFoundException',
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
      { hint: 'PutUseCaseForModelAccess submits the form' },
    ),

  /** Source: aws-samples/sample-host-openclaw-on-amazon-bedrock-agentcore#41. */
  noMarketplaceAccess: (): ServiceException =>
    exception(
      'AccessDeniedException',
      'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
      { hint: 'a rule of the option policies refuses aws-marketplace:Subscribe' },
    ),
};
