// Takes out of anything what must not be logged: secrets, personal data and what people wrote, however deep it lies.
import { AppError } from '../domain/errors.ts';
import { maskPersonalData } from '../domain/personal-data/personal-data.ts';

const hidden = '…';
const deepest = 8;
const mostEntries = 100;
const longestText = 4_000;

/** Names of secrets, wherever in the name: accessToken, client_secret, set-cookie. */
const secretName =
  /passw|secret|token|authorization|cookie|jwt|dpop|verifier|credential|api_?-?key|private_?-?key|^pass$|^pwd$|^key$/i;
/** Of these the name only sounds like one. */
const harmlessName = /^(?:token_?(?:state|id|type|s_?\w*)|max_?tokens)$/i;
/**
 * Names of what people wrote, or of what may quote it: the database's `detail` and `where` show whole rows and values,
 * `parameters` what a statement was given.
 */
const contentNames = new Set(
  (
    'text texts body content html raw record records plaintext draft note notes alt caption spoiler_text biography ' +
    'displayname detail where parameters bindings query input payload excerpt snippet'
  ).split(' '),
);

/** Secrets by their looks, inside a text. None of these patterns can eat a quotation mark of JSON. */
const secretShapes: readonly [RegExp, string][] = [
  [/\b(Bearer|DPoP|Basic) +[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g, hidden],
  [/\bkzk_[\w-]{20,}/g, `kzk_${hidden}`],
  [/(:\/\/)[^\s/@"\\]{1,400}@/g, `$1${hidden}@`],
  [
    /([?&#](?:access_token|refresh_token|token|code|state|client_secret|password|key|signature)=)[^\s&#"'\\]+/gi,
    `$1${hidden}`,
  ],
  // Telegram's addresses hold the bot's token.
  [/(bot)\d+(?::|%3A)[\w-]+/gi, `$1${hidden}`],
  [/(\/invite\/)[\w.-]+/g, `$1${hidden}`],
];

/** A text without what looks like a secret. */
export function hideSecrets(text: string): string {
  let shown = text;
  for (const [shape, instead] of secretShapes) shown = shown.replace(shape, instead);
  return shown;
}

/** A text without personal data: what a network or a library quotes in its own words stands under no name we know. */
export function hidePersonalData(text: string): string {
  return maskPersonalData(text);
}

/** A copy to be logged: errors as objects with their causes, bounded in depth, width and length. */
export function withoutSecrets(value: unknown): unknown {
  return copy(value, 0, new Set());
}

function copy(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') {
    return hidePersonalData(value.length > longestText ? `${value.slice(0, longestText)}…` : value);
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `(${value.byteLength} bytes)`;
  if (above.has(value)) return '(again)';
  if (depth >= deepest) return '(deeper)';
  above.add(value);
  try {
    if (Array.isArray(value)) {
      return value.slice(0, mostEntries).map((each: unknown) => copy(each, depth + 1, above));
    }
    return copyFields(value, depth, above);
  } finally {
    above.delete(value);
  }
}

function copyFields(value: object, depth: number, above: Set<object>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  // These of an error are not enumerable, and its cause is where the details are.
  if (value instanceof Error) {
    shown['type'] = value.name;
    shown['message'] = copy(value.message, depth + 1, above);
    shown['stack'] = copy(value.stack, depth + 1, above);
    if (value.cause !== undefined) shown['cause'] = copy(value.cause, depth + 1, above);
    if (value instanceof AppError && value.where !== undefined) shown['where'] = value.where;
    if (value instanceof AggregateError) shown['errors'] = copy(value.errors, depth + 1, above);
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  for (const [name, field] of entries.slice(0, mostEntries)) {
    const label = String(name);
    if (label in shown) continue;
    shown[label] = isHidden(label, field) ? hidden : copy(field, depth + 1, above);
  }
  return shown;
}

/** Numbers and truth values give nothing away. */
function isHidden(name: string, field: unknown): boolean {
  if (field === null || field === undefined || typeof field === 'number' || typeof field === 'boolean') {
    return false;
  }
  if (secretName.test(name)) return !harmlessName.test(name);
  return contentNames.has(name.toLowerCase());
}
