/** The body of a chat completion in OpenAI's form, which several families share. */

export interface ChatPart {
  type?: string;
  text?: string;
  /** A `data:` URI, alone or as `url`. */
  image_url?: string | { url?: string };
}

export interface ChatToolCall {
  id?: string;
  type?: string;
  function?: { name?: string; arguments?: string | object };
}

export interface ChatMessage {
  role: string;
  content?: string | ChatPart[] | null;
  tool_calls?: ChatToolCall[] | null;
  tool_call_id?: string;
}

export interface ChatTool {
  type?: string;
  function?: { name?: string; description?: string; parameters?: object };
}

export interface ChatBody {
  messages: ChatMessage[];
  max_tokens?: number | null;
  max_completion_tokens?: number | null;
  temperature?: number | null;
  top_p?: number | null;
  stop?: string | string[] | null;
  seed?: number | null;
  random_seed?: number | null;
  frequency_penalty?: number | { scale?: number } | null;
  presence_penalty?: number | { scale?: number } | null;
  n?: number | null;
  tools?: ChatTool[] | null;
  tool_choice?: string | { function?: { name?: string } } | null;
  stream_options?: { include_usage?: boolean } | null;
}
