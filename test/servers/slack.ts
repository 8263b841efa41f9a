// A fake Slack, since none can be run: it keeps a workspace and Slack's rules, calls a webhook, and holds questions to the documents.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { readBody, urlOf } from './kit/http.ts';
import { answer, expectScopes, type Args } from './slack/answers.ts';
import { complaints } from './slack/operations.ts';
import { messageOf, Refusal, SlackStore, type Said } from './slack/store.ts';

export interface FakeSlack extends FakeApi {
  store: SlackStore;
  /** What was asked otherwise than it is described. */
  violations: string[];
  /** Where Slack calls the app. */
  webhookUrl: string;
  /** Nobody takes its calls: they are lost, as Slack gives up after a while. */
  isUnheard: boolean;
  /** Tells a message as it came; answers the status. */
  tell(said: Said, over?: Record<string, unknown>): Promise<number>;
  /** Tells what became of one. */
  tellChanged(said: Said, over?: Record<string, unknown>): Promise<number>;
  tellDeleted(said: Said): Promise<number>;
  /** Tells any event; `call` changes what is around it. */
  event(event: Record<string, unknown>, call?: Record<string, unknown>): Promise<number>;
  /** Calls with any body. */
  post(body: string | Uint8Array<ArrayBuffer>, over?: Over): Promise<{ status: number; body: string }>;
  /** Resolves when what the app itself did was told. */
  settle(): Promise<void>;
}

interface Over {
  secret?: string;
  atMs?: number;
  headers?: Record<string, string>;
}

async function argsOf(request: IncomingMessage): Promise<{ args: Args; isJson: boolean }> {
  const bytes = await readBody(request);
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  const query = Object.fromEntries(urlOf(request).searchParams);
  return { args: isJson ? (JSON.parse(bytes.toString('utf8')) as Args) : query, isJson };
}

let events = 0;

export async function startSlack(): Promise<FakeSlack> {
  const store = new SlackStore();
  const violations: string[] = [];
  const telling = new Set<Promise<unknown>>();
  const tracked = (told: Promise<unknown>): void => {
    telling.add(told);
    void told.finally(() => telling.delete(told));
  };

  async function serve(request: IncomingMessage) {
    const [, method = ''] = /^\/([\w.]+)$/.exec(urlOf(request).pathname) ?? [];
    const { args, isJson } = await argsOf(request);
    const headers = { 'x-oauth-scopes': [...store.scopes].join(',') };
    try {
      if (request.headers.authorization !== `Bearer ${store.token}`) throw new Refusal('invalid_auth');
      violations.push(...complaints({ method, isJson, args }));
      expectScopes(store, method, args);
      const said = answer(store, method, args, (what, one) => {
        if (what === 'posted') tracked(fake.tell(one));
        else if (what === 'changed') tracked(fake.tellChanged(one));
        else tracked(fake.tellDeleted(one));
      });
      if (said === null) throw new Refusal('unknown_method');
      return { status: 200, body: { ok: true, ...said }, headers };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 200, body: { ok: false, error: error.message, ...error.more }, headers };
    }
  }

  const api = await startFakeApi(serve, 'x-slack-req-id');
  const where = ({ channel }: Said) => ({
    channel,
    channel_type: store.channels.get(channel)?.kind ?? 'channel',
  });
  const fake: FakeSlack = {
    ...api,
    store,
    violations,
    webhookUrl: '',
    isUnheard: false,
    tell: (said, over = {}) =>
      fake.event({ ...messageOf(store, said), ...where(said), event_ts: said.ts, ...over }),
    tellChanged: (said, over = {}) =>
      fake.event({
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        ...where(said),
        ts: store.newTs(),
        message: messageOf(store, said),
        previous_message: { ...messageOf(store, said), text: 'what stood there before' },
        ...over,
      }),
    tellDeleted: (said) => {
      const ts = store.newTs();
      const deleted = { hidden: true, ts, event_ts: ts, deleted_ts: said.ts };
      const before = { ...messageOf(store, said), text: 'what stood there before' };
      return fake.event({
        type: 'message',
        subtype: 'message_deleted',
        ...where(said),
        ...deleted,
        previous_message: before,
      });
    },
    async event(event, call = {}) {
      const authorization = { team_id: store.team.id, user_id: store.bot.id, is_bot: true };
      const body = {
        token: 'verification-token-of-old',
        team_id: store.team.id,
        api_app_id: 'A0KIZUKI01',
        event,
        type: 'event_callback',
        event_id: `Ev${(events += 1).toString().padStart(9, '0')}`,
        event_time: Math.floor(Date.now() / 1_000),
        authorizations: [authorization],
        is_ext_shared_channel: false,
        ...call,
      };
      return (await fake.post(JSON.stringify(body))).status;
    },
    async post(body, { secret = store.signingSecret, atMs = Date.now(), headers = {} } = {}) {
      if (fake.isUnheard || fake.webhookUrl === '') return { status: 0, body: '' };
      const timestamp = String(Math.floor(atMs / 1_000));
      const hex = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
      const response = await fetch(fake.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-slack-signature': `v0=${hex}`,
          'x-slack-request-timestamp': timestamp,
          ...headers,
        },
        body,
      });
      return { status: response.status, body: await response.text() };
    },
    async settle() {
      while (telling.size > 0) await Promise.allSettled(telling);
    },
  };
  return fake;
}
