/** The prompt routers that AWS has put into every account. */

export interface DefaultRouter {
  id: string;
  name: string;
  description: string;
  /** The weaker model, then the fallback. */
  models: [string, string];
}

/** Where they are. Their ids, and the models of the first two: AWS CDK, `DefaultPromptRouterIdentifier`; the third: user guide, "Intelligent prompt routing". */
export const defaultRouterRegions = ['us-east-1', 'us-west-2'];

/** Models by the profiles through which they are called. */
export const defaultRouters: DefaultRouter[] = [
  {
    id: 'anthropic.claude:1',
    name: 'Anthropic Prompt Router',
    description: 'Routes requests among models in the Claude family',
    models: ['us.anthropic.claude-3-haiku-20240307-v1:0', 'us.anthropic.claude-3-5-sonnet-20240620-v1:0'],
  },
  {
    id: 'meta.llama:1',
    name: 'Meta Prompt Router',
    description: 'Routes requests among models in the LLaMA family',
    models: ['us.meta.llama3-1-8b-instruct-v1:0', 'us.meta.llama3-1-70b-instruct-v1:0'],
  },
  {
    id: 'amazon.nova:1',
    name: 'Nova Prompt Router',
    description: 'Routes requests among models in the Nova family',
    models: ['us.amazon.nova-lite-v1:0', 'us.amazon.nova-pro-v1:0'],
  },
];
