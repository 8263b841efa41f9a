// The settings of another model beside the built-in one: what they are called, and how they are read.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownMethods } from '../domain/judgement/rows.ts';
import { spendPeriods, spendUnits, type Price, type SpendLimit } from '../domain/judgement/spending.ts';
import { isPlainHost } from '../server/source-address.ts';
import type { Variable } from './config.ts';

export interface OtherModelSettings {
  kind: 'openai' | 'anthropic' | 'onnx';
  /** The API's base without a slash at the end; the model's folder where it is an encoder. */
  place: string;
  /** As the endpoint knows it; also what people are shown. */
  name: string;
  key: string | null;
  /** What it is asked to judge: every post, those in doubt, or none. */
  asks: 'all' | 'unsure' | 'none';
  /** What the endpoint calls the model that writes drafts; null where none does. */
  draftsBy: string | null;
  timeoutMs: number;
  limits: readonly SpendLimit[];
  price: Price | null;
}

export const modelVariables = [
  {
    name: 'KIZUKI_MODEL_KIND',
    initial: '(none)',
    meaning:
      'Another model to be asked after the built-in one: openai or anthropic for an endpoint that speaks their API, onnx for an encoder of your own.',
    example: 'openai',
  },
  {
    name: 'KIZUKI_MODEL_URL',
    initial: '(none)',
    meaning:
      'Where it is: https://api.openai.com/v1, https://api.anthropic.com, your own server, or for onnx a folder (file:///srv/encoder).',
    example: 'https://models.example.com/v1',
  },
  {
    name: 'KIZUKI_MODEL_NAME',
    initial: '(the folder’s name for onnx)',
    meaning: 'What the endpoint calls it; judgements are shown as “by” this name.',
    example: 'small-model-2',
  },
  {
    name: 'KIZUKI_MODEL_KEY',
    initial: '(none)',
    meaning: 'What the endpoint is asked with.',
    example: 'nYx3u0Qz7mWc5tRk9aLd',
  },
  {
    name: 'KIZUKI_MODEL_ASK',
    initial: 'unsure',
    meaning: 'What it is asked to judge: posts whose built-in judgement is unsure, all, or none.',
    example: 'all',
  },
  {
    name: 'KIZUKI_MODEL_DRAFTS',
    initial: 'off',
    meaning:
      'on: workspaces may let their agents ask it for drafts of replies; each turns that on in its settings.',
    example: 'on',
  },
  {
    name: 'KIZUKI_MODEL_DRAFTS_NAME',
    initial: '(KIZUKI_MODEL_NAME)',
    meaning: 'Another model of the same endpoint, for drafts.',
    example: 'large-model-2',
  },
  {
    name: 'KIZUKI_MODEL_TIMEOUT_MS',
    initial: '20000',
    meaning: 'How long one post or one draft may take, waits and further tries included.',
    example: '8000',
  },
  {
    name: 'KIZUKI_MODEL_BUDGET',
    initial: '(requests:1000/day for an endpoint)',
    meaning:
      'When it is no longer asked: requests, tokens or usd a day or a month (of UTC), several with commas. All processes share it.',
    example: 'requests:5000/day,tokens:20000000/month,usd:30/month',
  },
  {
    name: 'KIZUKI_MODEL_PRICE',
    initial: '(none)',
    meaning: 'US dollars for a million tokens, in and out; needed for a budget in usd.',
    example: '0.15/0.60',
  },
] as const satisfies readonly Variable[];

type Name = (typeof modelVariables)[number]['name'];

export interface ReadSettings {
  text(name: Name): string | null;
  whole(name: Name, initial: number, min: number, max: number): number;
  url(name: Name, schemes: readonly string[]): string | null;
  oneOf<T extends string>(name: Name, initial: T, values: readonly T[]): T;
  refuse(name: Name, value: string, fault: string): Error;
}

const kinds = ['none', 'openai', 'anthropic', 'onnx'] as const;
const usualBudget: readonly SpendLimit[] = [{ unit: 'requests', period: 'day', most: 1_000 }];

/** Null where none is set. Throws what `refuse` makes. */
export function readModel(read: ReadSettings): OtherModelSettings | null {
  const kind = read.oneOf('KIZUKI_MODEL_KIND', 'none', kinds);
  if (kind === 'none') {
    const set = modelVariables.find(({ name }) => read.text(name) !== null && name !== 'KIZUKI_MODEL_KIND');
    if (set === undefined) return null;
    throw read.refuse('KIZUKI_MODEL_KIND', '', `it must be set when ${set.name} is`);
  }
  const place = placeOf(read, kind);
  const price = readPrice(read);
  const limits = readBudget(read) ?? (kind === 'onnx' ? [] : usualBudget);
  if (price === null && limits.some(({ unit }) => unit === 'usd'))
    throw read.refuse('KIZUKI_MODEL_PRICE', '', 'it must be set when KIZUKI_MODEL_BUDGET has usd');
  return {
    kind,
    place,
    name: nameOf(read, kind, place),
    key: readKey(read),
    asks: read.oneOf('KIZUKI_MODEL_ASK', 'unsure', ['unsure', 'all', 'none']),
    draftsBy: readDrafts(read, kind),
    timeoutMs: read.whole('KIZUKI_MODEL_TIMEOUT_MS', 20_000, 500, 300_000),
    limits,
    price,
  };
}

function placeOf(read: ReadSettings, kind: OtherModelSettings['kind']): string {
  const url = read.url('KIZUKI_MODEL_URL', kind === 'onnx' ? ['file'] : ['https', 'http']);
  if (url === null)
    throw read.refuse('KIZUKI_MODEL_URL', '', `it must be set when KIZUKI_MODEL_KIND is ${kind}`);
  const { protocol, username, password, search, hash, host, hostname } = new URL(url);
  if (username !== '' || password !== '')
    throw read.refuse('KIZUKI_MODEL_URL', '…', 'a password has its place in KIZUKI_MODEL_KEY');
  if (search !== '' || hash !== '') throw read.refuse('KIZUKI_MODEL_URL', '…', 'nothing may follow the path');
  if (protocol === 'http:' && !isPlainHost(hostname))
    throw read.refuse(
      'KIZUKI_MODEL_URL',
      url,
      'posts and the key go there: https, but within your own network',
    );
  if (kind !== 'onnx') return url;
  if (host !== '') throw read.refuse('KIZUKI_MODEL_URL', url, 'a folder of this machine has three slashes');
  return fileURLToPath(url);
}

/** Null where no drafts are written. */
function readDrafts(read: ReadSettings, kind: OtherModelSettings['kind']): string | null {
  const isOn = read.oneOf('KIZUKI_MODEL_DRAFTS', 'off', ['off', 'on']) === 'on';
  const name = read.text('KIZUKI_MODEL_DRAFTS_NAME');
  if (!isOn) {
    if (name === null) return null;
    throw read.refuse('KIZUKI_MODEL_DRAFTS', 'off', 'it must be on when KIZUKI_MODEL_DRAFTS_NAME is set');
  }
  if (kind === 'onnx') {
    throw read.refuse('KIZUKI_MODEL_DRAFTS', 'on', 'an encoder writes nothing: name a language model');
  }
  return name === null ? nameOf(read, kind, '') : plainName(read, 'KIZUKI_MODEL_DRAFTS_NAME', name);
}

function nameOf(read: ReadSettings, kind: OtherModelSettings['kind'], place: string): string {
  const name = read.text('KIZUKI_MODEL_NAME') ?? (kind === 'onnx' ? path.basename(place) : null);
  if (name === null)
    throw read.refuse('KIZUKI_MODEL_NAME', '', `it must be set when KIZUKI_MODEL_KIND is ${kind}`);
  return plainName(read, 'KIZUKI_MODEL_NAME', name);
}

function plainName(read: ReadSettings, variable: Name, name: string): string {
  if (!/^[\w./:@+-]{1,100}$/u.test(name))
    throw read.refuse(variable, name, 'it must be 1 to 100 letters, digits or any of . / : @ + _ -');
  if (ownMethods.has(name)) throw read.refuse(variable, name, 'another model cannot have this name');
  return name;
}

/** Nothing of it is repeated. */
function readKey(read: ReadSettings): string | null {
  const key = read.text('KIZUKI_MODEL_KEY');
  if (key === null || /^[\x21-\x7e]{1,1000}$/u.test(key)) return key;
  throw read.refuse('KIZUKI_MODEL_KEY', '…', 'it must be plain letters, digits and signs, without spaces');
}

function readBudget(read: ReadSettings): SpendLimit[] | null {
  const text = read.text('KIZUKI_MODEL_BUDGET');
  if (text === null) return null;
  return text.split(',').map((part) => {
    const [, unitName, amount, periodName] =
      /^([a-z]+):(\d{1,12}(?:\.\d{1,6})?)\/([a-z]+)$/u.exec(part.trim()) ?? [];
    const unit = spendUnits.find((one) => one === unitName);
    const period = spendPeriods.find((one) => one === periodName);
    const most = Number(amount);
    if (unit === undefined || period === undefined || (unit !== 'usd' && !Number.isInteger(most)))
      throw read.refuse(
        'KIZUKI_MODEL_BUDGET',
        part.trim(),
        `each part must be ${spendUnits.join(', ')}, a colon, an amount, and /${spendPeriods.join(' or /')}`,
      );
    return { unit, period, most };
  });
}

function readPrice(read: ReadSettings): Price | null {
  const text = read.text('KIZUKI_MODEL_PRICE');
  if (text === null) return null;
  const [, input, output] = /^(\d{1,5}(?:\.\d{1,6})?)\/(\d{1,5}(?:\.\d{1,6})?)$/u.exec(text) ?? [];
  if (input === undefined || output === undefined)
    throw read.refuse(
      'KIZUKI_MODEL_PRICE',
      text,
      'it must be two amounts of dollars with a slash between them',
    );
  return { input: Number(input), output: Number(output) };
}
