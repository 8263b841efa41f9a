// A small direct-message service with the chat.bsky.convo API: every answer is checked against the official lexicons.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { lexicons } from '@atproto/api';
import { z } from 'zod';
import { ChatError, createChatStore } from './bluesky-chat/store.ts';
import type { ChatProfile, ChatStore, MessageView } from './bluesky-chat/store.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets, urlOf } from './kit/http.ts';

export type BlueskyChat = {
  /** The service's address: for `startAtproto({ chatUrl })`, or for a client that calls it directly. */
  url: string;
  /** Names a member as conversations show it. */
  register: (profile: ChatProfile) => void;
  /** Writes as a person does, into the conversation of the two, which begins if there is none. */
  say: (fromDid: string, toDid: string, text: string) => MessageView;
  /** Messages between two people, oldest first. */
  between: (oneDid: string, otherDid: string) => readonly MessageView[];
  /** This person takes no new conversations (`MessagesDisabled`, or `NotFollowedBySender`). */
  disable: (did: string, error?: 'MessagesDisabled' | 'NotFollowedBySender') => void;
  /** The calls so far, oldest first: which method, by whom. */
  calls: ReadonlyArray<{ method: string; did: string }>;
  close: () => Promise<void>;
};

type Call = { did: string; params: Record<string, unknown>; input: unknown };
type Method = (store: ChatStore, call: Call) => unknown;

const text = z.string();
const convoIdParam = z.object({ convoId: text });
const pageParams = z.object({ limit: z.number().default(50), cursor: text.optional() });

const sendInput = z.object({
  convoId: text,
  message: z.object({
    text,
    facets: z.array(z.unknown()).optional(),
    replyTo: z.object({ messageId: text }).optional(),
  }),
});

/** A page of a list whose cursor is how many came before. */
function page<Item>(
  items: readonly Item[],
  params: Record<string, unknown>,
): { items: Item[]; cursor?: string } {
  const { limit, cursor } = pageParams.parse(params);
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length ? { cursor: String(end) } : {}) };
}

const METHODS: Readonly<Record<string, Method>> = {
  'chat.bsky.convo.getConvoForMembers': (store, { did, params }) => {
    const { members } = z.object({ members: z.array(text) }).parse(params);
    return { convo: store.view(store.open([...members, did], did), did) };
  },
  'chat.bsky.convo.getConvo': (store, { did, params }) => ({
    convo: store.view(store.find(convoIdParam.parse(params).convoId, did), did),
  }),
  'chat.bsky.convo.listConvos': (store, { did, params }) => {
    const { readState, status } = z
      .object({ readState: text.optional(), status: text.optional() })
      .parse(params);
    const wanted = store.listOf(did).filter((convo) => {
      const isWantedState = readState !== 'unread' || convo.unreadCount > 0;
      return isWantedState && (status === undefined || convo.status === status);
    });
    const { items, ...rest } = page(wanted, params);
    return { convos: items, ...rest };
  },
  'chat.bsky.convo.getMessages': (store, { did, params }) => {
    const convo = store.find(convoIdParam.parse(params).convoId, did);
    const { items, ...rest } = page(convo.messages.toReversed(), params);
    const messages = items.map((message) => ({ $type: 'chat.bsky.convo.defs#messageView', ...message }));
    return { messages, relatedProfiles: convo.members.map(store.profileOf), ...rest };
  },
  'chat.bsky.convo.sendMessage': (store, { did, input }) => {
    const { convoId, message } = sendInput.parse(input);
    return store.send(store.find(convoId, did), did, message.text, message.facets);
  },
  'chat.bsky.convo.acceptConvo': (store, { did, input }) => {
    const rev = store.accept(store.find(convoIdParam.parse(input).convoId, did), did);
    return rev === undefined ? {} : { rev };
  },
  'chat.bsky.convo.updateRead': (store, { did, input }) => {
    const { convoId, messageId } = z.object({ convoId: text, messageId: text.optional() }).parse(input);
    const convo = store.find(convoId, did);
    store.markRead(convo, did, messageId);
    return { convo: store.view(convo, did) };
  },
  'chat.bsky.convo.getLog': (store, { did, params }) =>
    store.logOf(did, z.object({ cursor: text.optional() }).parse(params).cursor),
};

/**
 * Who calls: the issuer of the PDS's service token, or the subject of an access token when a client calls directly.
 * Signatures are not checked: tokens only tell members apart here.
 */
function callerOf(request: IncomingMessage, method: string): string {
  const [, token = ''] = (request.headers.authorization ?? '').split(' ');
  const [, payload = ''] = token.split('.');
  const claims = z
    .object({ iss: text.optional(), sub: text.optional(), lxm: text.optional() })
    .safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')));
  const { iss, sub, lxm } = claims.data ?? {};
  if (lxm !== undefined && lxm !== method)
    throw new ChatError(401, 'BadJwtLexiconMethod', `The token is for ${lxm}`);
  const did = [iss, sub].find((one) => one?.startsWith('did:'));
  if (did === undefined) throw new ChatError(401, 'AuthMissing', 'Authentication Required');
  return did;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** The query as the lexicon types it, or the error that the real service gives. */
function paramsOf(method: string, query: URLSearchParams): Record<string, unknown> {
  const properties = z
    .object({ parameters: z.object({ properties: z.record(text, z.object({ type: text })) }).optional() })
    .parse(lexicons.getDefOrThrow(method)).parameters?.properties;
  const raw: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(properties ?? {})) {
    if (!query.has(name)) continue;
    const value = query.get(name);
    raw[name] = type === 'array' ? query.getAll(name) : type === 'integer' ? Number(value) : value;
  }
  return lexicons.assertValidXrpcParams(method, raw) ?? {};
}

async function readCall(request: IncomingMessage, method: string, did: string): Promise<Call> {
  const body = await readBody(request);
  try {
    if (request.method !== 'POST')
      return { did, params: paramsOf(method, urlOf(request).searchParams), input: undefined };
    const input = lexicons.assertValidXrpcInput(method, parseJson(body.toString('utf8')));
    return { did, params: {}, input };
  } catch (error) {
    throw new ChatError(400, 'InvalidRequest', error instanceof Error ? error.message : String(error));
  }
}

/** Starts an empty service. */
export async function startBlueskyChat(): Promise<BlueskyChat> {
  const store = createChatStore();
  const calls: Array<{ method: string; did: string }> = [];
  const server = createServer();
  const sockets = trackSockets(server);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = urlOf(request).pathname.replace('/xrpc/', '');
    const handle = METHODS[method];
    if (handle === undefined)
      throw new ChatError(501, 'MethodNotImplemented', `This test service has no ${method}`);
    const did = callerOf(request, method);
    calls.push({ method, did });
    const output = handle(store, await readCall(request, method, did));
    // An answer that the real service could not give would teach clients the wrong thing.
    lexicons.assertValidXrpcOutput(method, output);
    sendJson(response, 200, output);
  };
  onRequest(server, async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      sendJson(response, error.status, { error: error.code, message: error.message });
    }
  });

  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    register: store.register,
    say: (fromDid, toDid, said) => store.send(store.open([fromDid, toDid], fromDid), fromDid, said),
    between: (oneDid, otherDid) => store.messagesBetween([oneDid, otherDid]),
    disable: (did, error = 'MessagesDisabled') => store.disable(did, error),
    calls,
    close: () => closeServer(server, sockets),
  };
}
