// A language model's endpoint on loopback: it takes only requests that the two published APIs allow, and answers as a test tells it to.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What arrived, to the byte. */
export interface ReceivedCall {
  path: string;
  headers: IncomingMessage['headers'];
  raw: string;
  /** What the message of the user holds, where a post is to be judged; empty where a draft is asked for. */
  question: z.infer<typeof question>;
  /** The same where a draft is asked for; null where a post is to be judged. */
  draft: z.infer<typeof draftQuestion> | null;
}

/** A text is what the model writes; an answer is given as it is. */
export type Told =
  | string
  | { status: number; headers?: Record<string, string>; body?: string }
  /** No answer ever comes. */
  | null;

export interface LanguageModelServer {
  url: string;
  calls: ReceivedCall[];
  /** Requests that the API does not allow; a test that leaves any has failed. */
  faults: string[];
  /** What is answered from now on, by the question. */
  tell(answer: (call: ReceivedCall) => Told | Promise<Told>): void;
  close(): Promise<void>;
}

export interface LanguageModelServerOptions {
  /** A server of one's own: it knows no schemas for answers, and refuses what it does not know with a 400. */
  isPlain?: boolean;
  key?: string;
}

const question = z.strictObject({
  names: z.array(z.string()),
  language: z.string().nullable(),
  post: z.string(),
});
/** All that may leave for a draft: nothing besides. */
const draftQuestion = z.strictObject({
  company: z.array(z.string()),
  speaker: z.strictObject({
    name: z.string(),
    voice: z.string(),
    register: z.enum(['polite', 'friendly']),
    emoji: z.enum(['none', 'allowed']),
    examples: z.array(z.strictObject({ kind: z.enum(['good', 'bad']), text: z.string(), why: z.string() })),
    neverSpeakOf: z.array(z.strictObject({ words: z.array(z.string()), instead: z.string() })),
  }),
  words: z.strictObject({
    never: z.array(z.string()),
    oneOf: z.array(z.string()),
    spellings: z.array(z.strictObject({ wrong: z.string(), right: z.string() })),
  }),
  language: z.string().nullable(),
  channel: z.enum(['public', 'direct message']),
  longest: z.number().int().positive(),
  conversation: z.array(z.strictObject({ from: z.enum(['customer', 'other', 'us']), text: z.string() })),
  sources: z.array(
    z.strictObject({
      kind: z.enum(['snippet', 'answer', 'article']),
      question: z.string().optional(),
      text: z.string(),
    }),
  ),
});
const noQuestion = { names: [], language: null, post: '' };
const jsonSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
});

/**
 * As the types of the official clients describe a request (openai 6, resources/chat/completions: ChatCompletionCreateParamsBase;
 * @anthropic-ai/sdk 1.12, resources/messages: MessageCreateParamsBase), reduced to the fields that are sent here.
 */
const requests = {
  '/v1/chat/completions': z.strictObject({
    model: z.string().min(1),
    messages: z.tuple([
      z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
      z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
    ]),
    response_format: z
      .strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[\w-]{1,64}$/u),
          strict: z.boolean(),
          schema: jsonSchema,
        }),
      })
      .optional(),
    max_completion_tokens: z.number().int().positive().optional(),
    max_tokens: z.number().int().positive().optional(),
    temperature: z.number().min(0).max(2).optional(),
  }),
  '/v1/messages': z.strictObject({
    model: z.string().min(1),
    max_tokens: z.number().int().positive(),
    system: z.string().min(1),
    messages: z.tuple([z.strictObject({ role: z.literal('user'), content: z.string().min(1) })]),
    output_config: z
      .strictObject({ format: z.strictObject({ type: z.literal('json_schema'), schema: jsonSchema }) })
      .optional(),
  }),
};

const unknownToPlainServers = ['response_format', 'max_completion_tokens', 'output_config'];

export async function startLanguageModel(
  options: LanguageModelServerOptions = {},
): Promise<LanguageModelServer> {
  const { isPlain = false, key } = options;
  const calls: ReceivedCall[] = [];
  const faults: string[] = [];
  let answer: (call: ReceivedCall) => Told | Promise<Told> = () => ({ status: 500 });

  function refuse(response: ServerResponse, status: number, type: string): void {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ type: 'error', error: { type, message: 'see the type' } }));
  }

  async function take(request: IncomingMessage, raw: string, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const schema = path === '/v1/messages' || path === '/v1/chat/completions' ? requests[path] : undefined;
    if (schema === undefined || request.method !== 'POST') {
      faults.push(`${request.method ?? ''} ${path}`);
      return refuse(response, 404, 'not_found_error');
    }
    const body: unknown = JSON.parse(raw);
    const read = schema.safeParse(body);
    if (!read.success) {
      faults.push(z.prettifyError(read.error));
      return refuse(response, 400, 'invalid_request_error');
    }
    const isMessages = path === '/v1/messages';
    const sentKey = isMessages
      ? request.headers['x-api-key']
      : request.headers.authorization?.replace(/^Bearer /u, '');
    if (isMessages && request.headers['anthropic-version'] === undefined) faults.push('no anthropic-version');
    if (key !== undefined && sentKey !== key) return refuse(response, 401, 'authentication_error');
    if (isPlain && unknownToPlainServers.some((field) => Object.hasOwn(read.data, field)))
      return refuse(response, 400, 'invalid_request_error');
    const { content } = read.data.messages.at(-1) ?? { content: '' };
    const asked = z.union([question, draftQuestion]).parse(JSON.parse(content));
    const held = 'post' in asked ? { question: asked, draft: null } : { question: noQuestion, draft: asked };
    const call = { path, headers: request.headers, raw, ...held };
    calls.push(call);
    const told = await answer(call);
    if (told === null) return;
    if (typeof told === 'object') {
      response.writeHead(told.status, told.headers).end(told.body ?? '');
      return;
    }
    const written = isMessages ? messagesReply(told) : chatReply(told);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(written));
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void take(request, Buffer.concat(chunks).toString('utf8'), response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    tell: (next) => {
      answer = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** Each request is said to have used so much. */
export const saidUsage = { inputTokens: 900, outputTokens: 60 };

const chatReply = (text: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_795_000_000,
  model: 'some-model',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      logprobs: null,
      message: { role: 'assistant', content: text, refusal: null },
    },
  ],
  usage: {
    prompt_tokens: saidUsage.inputTokens,
    completion_tokens: saidUsage.outputTokens,
    total_tokens: saidUsage.inputTokens + saidUsage.outputTokens,
  },
});

const messagesReply = (text: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'some-model',
  content: [{ type: 'text', text, citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: {
    input_tokens: saidUsage.inputTokens - 500,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: 500,
    output_tokens: saidUsage.outputTokens,
  },
});
