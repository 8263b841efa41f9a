// The words of a rich message, block by block, each on lines of its own. Pure.
import { withoutNul } from '../kit/fields.ts';

/** Deeper is nobody's writing. */
const MOST_DEEP = 20;
/** Parts that hold words, in the order in which they are read. */
const parts = [
  'label',
  'summary',
  'text',
  'expression',
  'alternative_text',
  'items',
  'blocks',
  'cells',
  'caption',
  'credit',
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text within a line: a string, a marked part, or a list of both. */
function wordsOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (depth > MOST_DEEP) return '';
  if (Array.isArray(value)) return value.map((part: unknown) => wordsOf(part, depth + 1)).join('');
  if (!isRecord(value)) return '';
  return wordsOf(value['text'] ?? value['expression'] ?? value['alternative_text'], depth + 1);
}

function linesOf(value: unknown, depth: number): string[] {
  if (depth > MOST_DEEP) return [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => linesOf(one, depth + 1));
  if (!isRecord(value)) return [];
  return parts.flatMap((name) => {
    const part = value[name];
    if (part === undefined) return [];
    const isNested = ['items', 'blocks', 'cells'].includes(name) || (name === 'caption' && isRecord(part));
    return isNested ? linesOf(part, depth + 1) : [wordsOf(part, depth + 1)];
  });
}

/** Empty where it holds no words, or is none. */
export function richTextOf(message: unknown): string {
  if (!isRecord(message)) return '';
  const lines = linesOf(message['blocks'], 0).filter((text) => text.trim() !== '');
  return withoutNul(lines.join('\n'));
}
