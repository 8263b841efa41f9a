// A fake LINE, since none can be run: it keeps state, holds to LINE's rules, and every exchange is checked against its description.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { readBody, urlOf } from './kit/http.ts';
import { createLineCheck } from './line/contract.ts';
import { LineStore } from './line/store.ts';

export interface FakeLine extends FakeApi {
  store: LineStore;
  /** What was not as LINE describes it; null without the description. */
  violations: string[] | null;
  /** Where LINE calls the account. */
  webhookUrl: string;
  /** Calls the account's webhook, signed; answers the status. */
  call(events: readonly object[], over?: { secret?: string; body?: string }): Promise<number>;
}

interface Answer {
  status: number;
  body: unknown;
}
const refused = (status: number, message: string): Answer => ({ status, body: { message } });
const sent = (ids: readonly string[]) => ({ sentMessages: ids.map((id) => ({ id })) });

/** Null: no such call. */
function answer(
  store: LineStore,
  method: string,
  path: string,
  body: unknown,
  key: string | null,
): Answer | null {
  const profileOf = (id: string): Answer => {
    const person = store.people.get(id);
    return person === undefined ? refused(404, 'Not found') : { status: 200, body: person };
  };
  const memberOf = (id: string): Answer => {
    const { status, body: found } = profileOf(id);
    if (status !== 200) return { status, body: found };
    const { userId, displayName } = store.people.get(id) ?? { userId: '', displayName: '' };
    return { status, body: { userId, displayName } };
  };
  const parts = path.split('/').slice(3).map(decodeURIComponent);
  const [what, id = '', , member = ''] = parts;
  if (method === 'GET') {
    if (path === '/v2/bot/info') return { status: 200, body: store.bot };
    if (path === '/v2/bot/channel/webhook/endpoint') {
      return store.endpoint === null ? refused(404, 'Not found') : { status: 200, body: store.endpoint };
    }
    if (path === '/v2/bot/message/quota') return { status: 200, body: store.quota };
    if (path === '/v2/bot/message/quota/consumption')
      return { status: 200, body: { totalUsage: store.used } };
    if (what === 'profile') return profileOf(id);
    if (what === 'group' && parts[2] === 'summary') {
      const groupName = store.groups.get(id);
      return groupName === undefined
        ? refused(404, 'Not found')
        : { status: 200, body: { groupId: id, groupName } };
    }
    if (what === 'group' || what === 'room') return memberOf(member);
    return null;
  }
  const { replyToken, to, messages } = body as { replyToken: string; to: string; messages: unknown[] };
  if (path === '/v2/bot/message/reply') {
    const done = store.reply(replyToken, messages);
    if (done === null) return refused(400, 'Invalid reply token');
    return done.fits
      ? { status: 200, body: sent(done.ids) }
      : refused(400, 'The request body has 1 error(s)');
  }
  if (path !== '/v2/bot/message/push') return null;
  const isSpent = store.quota.type === 'limited' && store.used >= store.quota.value;
  const done = isSpent ? undefined : store.push(to, key, messages);
  if (done === undefined) return refused(429, 'You have reached your monthly limit.');
  if (done === null) return refused(400, 'Failed to send messages');
  if (!done.fits) return refused(400, 'The request body has 1 error(s)');
  if (!done.isRepeat) return { status: 200, body: sent(done.ids) };
  return { status: 409, body: { message: 'The retry key is already accepted', ...sent(done.ids) } };
}

export async function startLine(): Promise<FakeLine> {
  const store = new LineStore();
  const check = createLineCheck();
  const violations: string[] | null = check === null ? null : [];

  async function serve(request: IncomingMessage): Promise<Answer> {
    const bytes = await readBody(request);
    const body: unknown = bytes.length === 0 ? undefined : JSON.parse(bytes.toString('utf8'));
    const method = request.method ?? 'GET';
    const path = urlOf(request).pathname;
    const key = request.headers['x-line-retry-key'];
    const isOurs = request.headers.authorization === `Bearer ${store.accessToken}`;
    const said = isOurs
      ? (answer(store, method, path, body, typeof key === 'string' ? key : null) ?? refused(404, 'Not found'))
      : refused(
          401,
          'Authentication failed. Confirm that the access token in the authorization header is valid.',
        );
    const { status, body: answered } = said;
    const exchange = { method, path, headers: request.headers, body, status, answer: answered };
    violations?.push(...(check?.exchange(exchange) ?? []));
    return said;
  }

  const api = await startFakeApi(serve, 'x-line-request-id');
  const fake: FakeLine = {
    ...api,
    store,
    violations,
    webhookUrl: '',
    async call(events, over = {}) {
      const call = { destination: store.bot.userId, events };
      if (over.body === undefined) violations?.push(...(check?.webhook(call) ?? []));
      const body = over.body ?? JSON.stringify(call);
      const secret = over.secret ?? store.channelSecret;
      const signature = createHmac('sha256', secret).update(body).digest('base64');
      const response = await fetch(fake.webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    },
  };
  return fake;
}
