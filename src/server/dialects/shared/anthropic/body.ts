/** The body of a message request to Claude, as the schema leaves it: what its members are, without what may be null. */

export interface CacheControl {
  type: 'ephemeral';
  ttl?: '5m' | '1h';
}

export interface Source {
  type: string;
  media_type?: string;
  data?: string;
  url?: string;
  content?: string | { text?: string }[];
}

/** A content block: the members of every type, told apart by `type`. */
export interface Block {
  type: string;
  text?: string;
  source?: Source | string;
  title?: string | null;
  context?: string | null;
  citations?: { enabled?: boolean } | null;
  id?: string;
  name?: string;
  input?: unknown;
  tool_use_id?: string;
  content?: string | Block[];
  is_error?: boolean;
  thinking?: string;
  signature?: string;
  data?: string;
  cache_control?: CacheControl | null;
}

export interface ClaudeMessage {
  role: string;
  content: string | Block[];
}

export interface Tool {
  type?: string | null;
  name?: string;
  description?: string;
  input_schema?: object;
  strict?: boolean;
  cache_control?: CacheControl | null;
}

export interface OutputFormat {
  type?: string;
  schema?: unknown;
}

export interface Body {
  anthropic_beta?: string[];
  messages: ClaudeMessage[];
  max_tokens: number;
  system?: string | Block[];
  stop_sequences?: string[];
  temperature?: number;
  top_k?: number;
  top_p?: number;
  tools?: Tool[];
  tool_choice?: { type: 'auto' | 'any' | 'tool' | 'none'; name?: string };
  output_config?: { effort?: string; format?: OutputFormat };
  /** The older name of `output_config.format`. */
  output_format?: OutputFormat;
  thinking?: { type: 'enabled' | 'disabled' | 'adaptive'; budget_tokens?: number };
}

/** The blocks of a message or system prompt; a text is one of them. */
export function blocksOf(content: string | Block[] | undefined): Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}
