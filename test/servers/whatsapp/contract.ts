// Holds what is asked of the fake WhatsApp, what it answers and what it tells against the published description of the Graph API.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { readSharedText } from '../kit/shared.ts';
import { parseYaml } from '../kit/yaml.ts';

const WHAT = 'WhatsApp requests, answers and webhooks against the published description of the Graph API';

const contractSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Contract = z.infer<typeof contractSchema>;
const operationSchema = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string().optional(), in: z.string().optional() })).default([]),
  responses: z.record(z.string(), z.unknown()),
});
const changesSchema = z.object({
  entry: z.array(z.object({ changes: z.array(z.object({ value: z.looseObject({}) })) })),
});
const typed = z.looseObject({ type: z.string() });

/** One call as it went; `body` and `answer` are parsed JSON, undefined where there is none. */
export interface Exchange {
  method: string;
  /** As the description writes it: several of its paths fit an id. */
  template: string;
  query: readonly string[];
  body: unknown;
  status: number;
  answer: unknown;
}

export interface WhatsAppCheck {
  /** Each names what is broken, or nothing. */
  exchange(exchange: Exchange): string[];
  webhook(body: unknown): string[];
}

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const inner = (schema: Schema, name: string): Schema => {
  const value = schema[name];
  return isSchema(value) ? value : {};
};
const listOf = (schema: Schema, name: string): unknown[] => {
  const value: unknown = schema[name];
  return Array.isArray(value) ? value : [];
};

/** What has all of two; only together may they be closed. */
const merged = (one: Schema, other: Schema): Schema => ({
  ...one,
  ...other,
  properties: { ...inner(one, 'properties'), ...inner(other, 'properties') },
  required: [...new Set([...listOf(one, 'required'), ...listOf(other, 'required')])],
});

/**
 * The description was put together of several, in which one name means several things: `renamed` says which one is meant. Its closed
 * parts of an `allOf` would refuse each other's fields.
 */
function described(contract: Contract, renamed: ReadonlyMap<string, string>): { schemas: Schema } {
  const { schemas } = contract.components;
  const nameIn = (ref: string): string => {
    const name = ref.split('/').at(-1) ?? '';
    return renamed.get(name) ?? name;
  };
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (!isSchema(value)) return value;
    const { $ref, allOf, discriminator: _, ...rest } = value;
    if (typeof $ref === 'string') return { $ref: `#/schemas/${nameIn($ref)}` };
    const own: Schema = Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, plain(one)]));
    if (!Array.isArray(allOf)) return own;
    return allOf.map(whole).reduce(merged, own);
  };
  const whole = (part: unknown): Schema => {
    const ref = isSchema(part) ? part['$ref'] : undefined;
    const made = plain(typeof ref === 'string' ? schemas[nameIn(ref)] : part);
    return isSchema(made) ? made : {};
  };
  return { schemas: Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, plain(one)])) };
}

/** What people write: the kinds of the same names are ours, and the base of all is another one. */
const whenTold: ReadonlyMap<string, string> = new Map([
  ['BaseMessageProperties', 'BaseMessageProperties_1'],
  ['ContactObject', 'ContactObject_1'],
  ['ErrorObject', 'ErrorObject_2'],
]);
const toldKinds: Readonly<Record<string, string>> = {
  text: 'TextMessage_2',
  reaction: 'ReactionMessage_1',
  audio: 'AudioMessage_1',
  document: 'DocumentMessage_1',
  image: 'ImageMessage_1',
  sticker: 'StickerMessage_1',
  video: 'VideoMessage_1',
  location: 'LocationMessage_1',
  contacts: 'ContactSharingMessage',
  unsupported: 'UnsupportedMessage',
  button: 'ButtonMessage',
  interactive: 'InteractiveMessageReply',
  order: 'OrderMessage',
  system: 'SystemMessage',
};
/** In Meta's guide and not in the description: what came after it. */
const toldLater = ['edit', 'revoke'];

const whenSent: ReadonlyMap<string, string> = new Map([['MediaObject', 'MediaObject_1']]);
const sentKinds: Readonly<Record<string, string>> = {
  text: 'TextMessage',
  image: 'ImageMessage',
  reaction: 'ReactionMessage',
};

/** A message that answers another names it; the description knows of one about a product only, Meta's guide of both. */
function withPlainReplies(told: { schemas: Schema }): void {
  const context = inner(told.schemas, 'ContextObject');
  context['required'] = [];
}

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

/** Null without the description; that is recorded as skipped. */
export function createWhatsAppCheck(): WhatsAppCheck | null {
  const text = readSharedText('contracts/meta-whatsapp-v23.yaml', WHAT);
  if (text === null) return null;
  const contract = contractSchema.parse(parseYaml(text));
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const told = described(contract, whenTold);
  withPlainReplies(told);
  ajv.addSchema(told, 'told');
  ajv.addSchema(described(contract, whenSent), 'sent');
  ajv.addSchema(contract, 'whole');

  const complaints = (ref: string, value: unknown, what: string): string[] => {
    if (ajv.validate({ $ref: ref }, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message ?? ''}`);
  };

  function message(value: unknown): string[] {
    const { type } = typed.parse(value);
    if (toldLater.includes(type)) return complaints('told#/schemas/BaseMessageProperties_1', value, type);
    const name = toldKinds[type];
    return name === undefined ? [`${type}: no such kind`] : complaints(`told#/schemas/${name}`, value, type);
  }

  function value(told: Schema): string[] {
    const { messages, statuses, ...around } = told;
    const of = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
    const name =
      statuses !== undefined
        ? 'StatusMessageValue'
        : around['contacts'] === undefined
          ? 'IncomingMessageValueSystem'
          : 'IncomingMessageValueGeneral';
    const frame = { ...around, ...(statuses === undefined ? { messages: [] } : { statuses }) };
    return [...complaints(`told#/schemas/${name}`, frame, 'value'), ...of(messages).flatMap(message)];
  }

  function body({ template, body: sent }: Exchange): string[] {
    if (!template.endsWith('/messages')) return [];
    const { type } = typed.parse(sent);
    const name = sentKinds[type];
    if (name === undefined) return [`${type}: not a kind that is sent`];
    // Who hid their number is written to by their id, which came after the description.
    const { recipient, ...rest } = typed.parse(sent);
    const asNumbered = recipient === undefined ? rest : { ...rest, to: '0' };
    return complaints(`sent#/schemas/${name}`, asNumbered, 'the body');
  }

  return {
    webhook(call) {
      const frame = complaints(
        'told#/schemas/WebhookPayload/properties/object',
        inner({ call }, 'call')['object'],
        'object',
      );
      const { entry } = changesSchema.parse(call);
      return [...frame, ...entry.flatMap(({ changes }) => changes.flatMap((one) => value(one.value)))];
    },
    exchange(exchange) {
      const { method, template, query, status, answer } = exchange;
      const verb = method.toLowerCase();
      const raw = contract.paths[template]?.[verb];
      if (raw === undefined) return [`${method} ${template}: no such call`];
      const { parameters } = operationSchema.parse(raw);
      // What every call of the Graph API takes stands in its general guide.
      const known = new Set(['appsecret_proof', ...parameters.map(({ name }) => name)]);
      const asked = query.filter((name) => !known.has(name)).map((name) => `?${name} is not described`);
      const schema = ['paths', template, verb, 'responses', '200', 'content', 'application/json', 'schema'];
      const answered =
        status === 200
          ? complaints(`whole#/${pointer(schema)}`, answer, 'answer 200')
          : complaints('whole#/components/schemas/GraphAPIError', answer, `answer ${String(status)}`);
      const wrong = status === 400 ? [] : [...asked, ...body(exchange)];
      return [...wrong, ...answered].map((one) => `${method} ${template}: ${one}`);
    },
  };
}
