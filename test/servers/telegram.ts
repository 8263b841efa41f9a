// A fake Bot API server, since Telegram itself cannot be asked: it keeps state, holds to its rules, and every exchange is checked.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startFaultProxy, type FaultProxy } from './faults.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets, urlOf } from './kit/http.ts';
import { createTelegramCheck } from './telegram/contract.ts';
import { TelegramStore, type Refusal, type Said } from './telegram/store.ts';

export interface FakeTelegram {
  /** Its address, behind switches for faults. */
  url: string;
  faults: FaultProxy;
  store: TelegramStore;
  /** What was not as Telegram describes it; null without the description. */
  violations: string[] | null;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}
const done = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } });
const refused = (status: number, description: string, parameters?: object): Answer => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters === undefined ? {} : { parameters }) },
});
const refusedAs = ({ status, description, parameters }: Refusal): Answer =>
  refused(status, description, parameters);

type Params = Record<string, unknown>;

/** Answers what needs no waiting; null: no such method. */
function answer(store: TelegramStore, method: string, params: Params): Answer | null {
  const with_ = (found: Said | Refusal, then: (said: Said) => Answer): Answer =>
    'status' in found ? refusedAs(found) : then(found);
  switch (method) {
    case 'getMe':
      return done({ ...store.bot, can_join_groups: true, can_read_all_group_messages: store.seesAll });
    case 'getWebhookInfo':
      return done({
        url: store.webhook,
        has_custom_certificate: false,
        pending_update_count: store.updates.length,
      });
    case 'deleteWebhook':
      store.webhook = '';
      return done(true);
    case 'getChat': {
      const person = store.people.get(Number(params['chat_id']));
      if (person === undefined) return refused(400, 'Bad Request: chat not found');
      const accepted_gift_types = {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      };
      const known = { accent_color_id: 1, max_reaction_count: 11, accepted_gift_types, bio: '旅行中' };
      return done({ ...store.privateChat(person), ...known });
    }
    case 'sendMessage':
      return with_(store.send(params), (said) => done(store.messageOf(said)));
    case 'editMessageText':
      return with_(store.own(params, 'edit'), (said) => {
        if (said.text === params['text']) {
          return refused(
            400,
            'Bad Request: message is not modified: specified new message content is the same',
          );
        }
        said.text = String(params['text']);
        return done(store.messageOf(said, { edit_date: Math.floor(Date.now() / 1000) }));
      });
    case 'deleteMessage':
      return with_(store.own(params, 'delete'), (said) => {
        store.said.splice(store.said.indexOf(said), 1);
        return done(true);
      });
    case 'setMessageReaction': {
      const said = store.find(Number(params['chat_id']), Number(params['message_id']));
      if (said === undefined) return refused(400, 'Bad Request: message to react not found');
      const reaction = (params['reaction'] ?? []) as { emoji: string }[];
      said.reactions = reaction.map(({ emoji }) => emoji);
      return done(true);
    }
    default:
      return null;
  }
}

export async function startTelegram(): Promise<FakeTelegram> {
  const store = new TelegramStore();
  const check = createTelegramCheck();
  const violations: string[] | null = check === null ? null : [];
  const server = createServer();
  const sockets = trackSockets(server);
  /** The question that waits for updates; a later one ends it. */
  let poll: { isOver: boolean; end(): void } | null = null;

  async function updates(params: Params, response: ServerResponse): Promise<Answer> {
    if (store.webhook !== '') {
      const how =
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
      return refused(409, `Conflict: ${how}`);
    }
    poll?.end();
    const mine = { isOver: false, end: () => {} };
    const ended = new Promise<void>((resolve) => {
      mine.end = () => {
        mine.isOver = true;
        resolve();
      };
      response.on('close', resolve);
    });
    poll = mine;
    const offset = Number(params['offset'] ?? 0);
    const newest = store.updates.at(-1)?.update_id ?? 0;
    // Asking for what is far beyond the queue asks for all of it: ids began anew.
    const isBeyond = offset > newest + 10 && newest > 0;
    if (!isBeyond) store.updates = store.updates.filter(({ update_id: id }) => id >= offset);
    const seconds = Number(params['timeout'] ?? 0);
    const endMs = Date.now() + seconds * 1000;
    while (store.updates.length === 0 && !mine.isOver && !response.destroyed && Date.now() < endMs) {
      await Promise.race([store.nextUpdate(endMs - Date.now()), ended]);
    }
    if (mine.isOver) {
      const how = 'terminated by other getUpdates request; make sure that only one bot instance is running';
      return refused(409, `Conflict: ${how}`);
    }
    if (poll === mine) poll = null;
    return done(store.updates.slice(0, Number(params['limit'] ?? 100)));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    const bytes = await readBody(request);
    const params = bytes.length === 0 ? {} : (JSON.parse(bytes.toString('utf8')) as Params);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(urlOf(request).pathname) ?? [];
    if (token !== store.token) return refused(401, 'Unauthorized');
    const said =
      method === 'getUpdates'
        ? await updates(params, response)
        : (answer(store, method, params) ?? refused(404, 'Not Found'));
    violations?.push(...(check?.exchange({ method, params, status: said.status, answer: said.body }) ?? []));
    return said;
  }

  onRequest(server, async (request, response) => {
    const { status, body } = await serve(request, response);
    if (!response.destroyed) sendJson(response, status, body);
  });
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${String(port)}`);
  return {
    url: faults.url,
    faults,
    store,
    violations,
    async close() {
      poll?.end();
      await faults.close();
      await closeServer(server, sockets);
    },
  };
}
