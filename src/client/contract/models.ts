/** The models that the cases call: the cheapest of each family, with its price. */

export interface CaseModel {
  id: string;
  /** US dollars for a million tokens in and out, in us-east-1. Source: AWS's price list of Bedrock, 2026; rounded up where unsure. */
  price: { in: number; out: number };
}

/** By the name that cases use. */
export const models = {
  nova: { id: 'amazon.nova-micro-v1:0', price: { in: 0.035, out: 0.14 } },
  claude: { id: 'anthropic.claude-3-haiku-20240307-v1:0', price: { in: 0.25, out: 1.25 } },
  llama: { id: 'meta.llama3-8b-instruct-v1:0', price: { in: 0.3, out: 0.6 } },
  mistral: { id: 'mistral.mistral-7b-instruct-v0:2', price: { in: 0.15, out: 0.2 } },
  cohere: { id: 'cohere.command-r-v1:0', price: { in: 0.5, out: 1.5 } },
  openai: { id: 'openai.gpt-oss-20b-1:0', price: { in: 0.07, out: 0.3 } },
  titanText: { id: 'amazon.titan-text-express-v1', price: { in: 0.2, out: 0.6 } },
  titanEmbed: { id: 'amazon.titan-embed-text-v2:0', price: { in: 0.02, out: 0 } },
} satisfies Record<string, CaseModel>;

const byId = new Map(Object.values(models).map((model) => [model.id, model.price]));

/** US dollars at most for so many tokens of a model, in and out taken at the dearer price. 0 for a model that has no price here. */
export function priceOf(model: string | undefined, tokens: number): number {
  const price = model === undefined ? undefined : byId.get(model);
  return price ? (Math.max(price.in, price.out) * tokens) / 1_000_000 : 0;
}
