// A fake WhatsApp, since none can be run: it keeps state and WhatsApp's rules, and every exchange is checked against its description.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { readBody, urlOf } from './kit/http.ts';
import { askAsMeta, graphError, postAsMeta, type PostAsMeta } from './kit/meta.ts';
import { createWhatsAppCheck } from './whatsapp/contract.ts';
import { WhatsAppStore, type Refusal, type WhatsAppPerson } from './whatsapp/store.ts';

export interface FakeWhatsApp extends FakeApi {
  store: WhatsAppStore;
  /** What was not as it is described; null without the description. */
  violations: string[] | null;
  /** Where Meta calls the account. */
  webhookUrl: string;
  /** Calls with messages of somebody, signed; answers the status. */
  call(messages: readonly object[], over?: { by?: WhatsAppPerson | null; number?: string }): Promise<number>;
  /** Calls with what became of messages of ours. */
  tell(statuses: readonly object[]): Promise<number>;
  /** Calls with any body. */
  post: PostAsMeta;
  /** Asks whether anybody is there, as Meta does when an address is entered. */
  ask(verifyToken: string): Promise<{ status: number; body: string }>;
}

interface Answer {
  status: number;
  body: unknown;
  template: string;
}

const refusal = ({ status, details, ...error }: Refusal, template: string): Answer => ({
  status,
  template,
  body: graphError({
    ...error,
    data: details === undefined ? undefined : { messaging_product: 'whatsapp', details },
  }),
});
const ok = (template: string, body: unknown): Answer => ({ status: 200, template, body });

/** The names of a form's fields, and how long its file is. */
function formIn(bytes: Buffer): { names: string[]; fileBytes: number; mimeType: string } {
  const text = bytes.toString('latin1');
  const names = [...text.matchAll(/name="([^"]+)"/g)].map(([, name = '']) => name);
  const [, mimeType = '', file = ''] =
    /filename="[^"]+"\r\nContent-Type: ([^\r]+)\r\n\r\n([\s\S]*?)\r\n--/.exec(text) ?? [];
  return { names, fileBytes: file.length, mimeType };
}

/** Null: no such call. */
function answer(store: WhatsAppStore, method: string, path: string, bytes: Buffer): Answer | null {
  const { number, accountId } = store;
  const [, , id = '', edge = ''] = path.split('/');
  const at = (what: string): string => `/{Version}/{${what}}${edge === '' ? '' : `/${edge}`}`;
  if (id === accountId) {
    const template = at('WABA-ID');
    if (method === 'GET' && edge === 'phone_numbers')
      return ok(template, { data: [{ ...number, status: 'LINKED' }] });
    if (edge !== 'subscribed_apps') return null;
    if (method === 'POST') {
      store.isSubscribed = true;
      return ok(template, { success: true });
    }
    const app = { id: '2000', name: 'Acme', link: 'https://www.facebook.com/games/?app_id=2000' };
    return ok(template, { data: store.isSubscribed ? [{ whatsapp_business_api_data: app }] : [] });
  }
  // Which of the two somebody meant by an id that is nobody's shows by what was asked of it.
  const isOfAccounts = edge === 'phone_numbers' || edge === 'subscribed_apps';
  const template = at(isOfAccounts ? 'WABA-ID' : 'Phone-Number-ID');
  if (id !== number.id) {
    const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist`;
    return refusal({ status: 400, code: 100, subcode: 33, message }, template);
  }
  if (method === 'GET' && edge === '') {
    const webhook_configuration = store.callback === '' ? {} : { application: store.callback };
    return ok(template, { ...number, webhook_configuration });
  }
  if (method !== 'POST') return null;
  if (edge === 'media') {
    const { names, fileBytes, mimeType } = formIn(bytes);
    if (!['messaging_product', 'type', 'file'].every((name) => names.includes(name)) || fileBytes === 0) {
      return refusal({ status: 400, code: 100, message: '(#100) Param file is missing' }, template);
    }
    const media = crypto.randomUUID();
    store.pictures.set(media, { mimeType, bytes: fileBytes });
    return ok(template, { id: media });
  }
  if (edge !== 'messages') return null;
  const message = JSON.parse(bytes.toString('utf8')) as { to?: string; recipient?: string; type: string };
  const to = message.to ?? message.recipient ?? '';
  const done = store.send(to, message);
  if ('status' in done) return refusal(done, template);
  const contacts = [{ input: to, wa_id: to }];
  return ok(template, { messaging_product: 'whatsapp', contacts, messages: [{ id: done.id }] });
}

export async function startWhatsApp(): Promise<FakeWhatsApp> {
  const store = new WhatsAppStore();
  const check = createWhatsAppCheck();
  const violations: string[] | null = check === null ? null : [];

  async function serve(request: IncomingMessage): Promise<Answer> {
    const bytes = await readBody(request);
    const method = request.method ?? 'GET';
    const { pathname, searchParams } = urlOf(request);
    const proof = createHmac('sha256', store.appSecret).update(store.accessToken).digest('hex');
    const isOurs = request.headers.authorization === `Bearer ${store.accessToken}`;
    const said = answer(store, method, pathname, isOurs ? bytes : Buffer.from('{"type":""}'));
    if (said === null || !pathname.startsWith('/v23.0/')) {
      violations?.push(`${method} ${pathname}: no such call`);
      return refusal({ status: 400, code: 2_500, message: 'Unknown path components' }, '');
    }
    const { template } = said;
    if (!isOurs) {
      const message = 'Error validating access token: the session has been invalidated';
      return refusal({ status: 401, code: 190, subcode: 460, message }, template);
    }
    if (searchParams.get('appsecret_proof') !== proof) {
      const message = 'Invalid appsecret_proof provided in the API argument';
      return refusal({ status: 400, code: 100, message }, template);
    }
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    const body: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : undefined;
    const exchange = {
      method,
      template,
      query: [...searchParams.keys()],
      body,
      status: said.status,
      answer: said.body,
    };
    violations?.push(...(check?.exchange(exchange) ?? []));
    return said;
  }

  const api = await startFakeApi(serve, 'x-fb-trace-id');
  const calling = (value: object): string => {
    const call = {
      object: 'whatsapp_business_account',
      entry: [{ id: store.accountId, changes: [{ value, field: 'messages' }] }],
    };
    violations?.push(...(check?.webhook(call) ?? []));
    return JSON.stringify(call);
  };
  const valueOf = (number: string) => ({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: store.shown(), phone_number_id: number },
  });
  const fake: FakeWhatsApp = {
    ...api,
    store,
    violations,
    webhookUrl: '',
    async call(messages, { by, number = store.number.id } = {}) {
      const from = messages.map((one) => String(Reflect.get(one, 'from')))[0] ?? '';
      const person = by === undefined ? store.people.get(from) : by;
      const contacts =
        person == null ? {} : { contacts: [{ profile: { name: person.name }, wa_id: person.waId }] };
      return fake.post(calling({ ...valueOf(number), ...contacts, messages }));
    },
    tell: (statuses) => fake.post(calling({ ...valueOf(store.number.id), statuses })),
    post: (...call) => postAsMeta(fake, ...call),
    ask: (verifyToken) => askAsMeta(fake, verifyToken),
  };
  return fake;
}
