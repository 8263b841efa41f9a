// Holds what is asked of the fake Bot API, what it answers and what it tells against Telegram's published methods and types.
import { z } from 'zod';
import { readSharedJson } from '../kit/shared.ts';

const WHAT = 'Telegram requests, answers and updates against its published methods and types';
/** A message may name one inside it, and so on; nobody's goes deeper. */
const MOST_DEEP = 12;

const fieldSchema = z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() });
type Field = z.infer<typeof fieldSchema>;
const fields = z.array(fieldSchema).optional();
const contractSchema = z.object({
  version: z.string(),
  methods: z.record(z.string(), z.object({ fields, returns: z.array(z.string()) })),
  types: z.record(z.string(), z.object({ fields, subtypes: z.array(z.string()).optional() })),
});

/** One call as it went; `params` and `answer` are parsed JSON. */
export interface Exchange {
  method: string;
  params: unknown;
  status: number;
  answer: unknown;
}

export interface TelegramCheck {
  /** Each names what is broken, or nothing. */
  exchange(exchange: Exchange): string[];
  /** Whether a value is of a type, by its name there. */
  value(type: string, value: unknown): string[];
}

const basic: Readonly<Record<string, (value: unknown) => boolean>> = {
  Integer: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null without the description; that is recorded as skipped. */
export function createTelegramCheck(): TelegramCheck | null {
  const json = readSharedJson('contracts/telegram-bot-api-10.1.json', WHAT);
  if (json === null) return null;
  const { methods, types } = contractSchema.parse(json);

  function checkFields(known: readonly Field[], value: unknown, at: string, depth: number): string[] {
    if (!isRecord(value)) return [`${at} must be an object`];
    const names = new Set(known.map(({ name }) => name));
    const unknown = Object.keys(value).filter((name) => !names.has(name));
    return [
      ...unknown.map((name) => `${at}.${name} is not described`),
      ...known.flatMap(({ name, types: of, required }) => {
        const inner = value[name];
        if (inner === undefined) return required ? [`${at}.${name} is missing`] : [];
        return checkAny(of, inner, `${at}.${name}`, depth + 1);
      }),
    ];
  }

  /** Nothing where one of the types fits; else what is wrong with the one that comes nearest. */
  function checkAny(of: readonly string[], value: unknown, at: string, depth: number): string[] {
    const all = of.map((type) => check(type, value, at, depth)).toSorted((a, b) => a.length - b.length);
    return all[0] ?? [`${at} has no type`];
  }

  function check(type: string, value: unknown, at: string, depth: number): string[] {
    if (depth > MOST_DEEP) return [`${at} is too deep`];
    const isBasic = basic[type];
    if (isBasic !== undefined) return isBasic(value) ? [] : [`${at} must be ${type}`];
    const item = /^Array of (.+)$/.exec(type)?.[1];
    if (item !== undefined) {
      if (!Array.isArray(value)) return [`${at} must be a list`];
      return value.flatMap((one: unknown, n) => check(item, one, `${at}[${String(n)}]`, depth + 1));
    }
    const known = types[type];
    if (known === undefined) return [`${at}: there is no type ${type}`];
    if (known.subtypes !== undefined && known.subtypes.length > 0) {
      return checkAny(known.subtypes, value, at, depth + 1);
    }
    return checkFields(known.fields ?? [], value, at, depth);
  }

  /** Refusals are described in words only: `ok`, `error_code`, `description`, and perhaps `parameters`. */
  function checkAnswer(returns: readonly string[], { status, answer }: Exchange): string[] {
    if (!isRecord(answer)) return ['the answer must be an object'];
    if (status === 200) {
      return answer['ok'] === true
        ? checkAny(returns, answer['result'], 'the answer', 0)
        : ['ok must be true'];
    }
    const { ok, error_code: code, description, parameters } = answer;
    const isRight = ok === false && code === status && typeof description === 'string';
    const wrong = isRight ? [] : ['the refusal must have ok, error_code and description'];
    return parameters === undefined
      ? wrong
      : [...wrong, ...check('ResponseParameters', parameters, 'parameters', 0)];
  }

  return {
    value: (type, value) => check(type, value, type, 0),
    exchange(exchange) {
      const method = methods[exchange.method];
      if (method === undefined) return [`${exchange.method}: no such method`];
      const asked = checkFields(method.fields ?? [], exchange.params, 'the request', 0);
      // What was refused as wrong may be wrong.
      const wrong = [...(exchange.status === 400 ? [] : asked), ...checkAnswer(method.returns, exchange)];
      return wrong.map((one) => `${exchange.method}: ${one}`);
    },
  };
}
