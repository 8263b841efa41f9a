// Divides a text into the messages of one send: between lines or sentences where such an end is near, never inside a character.
import { mostOfMessage, roomForBreaks } from './manifest.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where the first message of a text that is too long ends. */
function endOfFirst(text: string): number {
  const head = text.slice(0, mostOfMessage);
  const tail = mostOfMessage - roomForBreaks;
  for (const end of [/\n/gu, /[。．！？!?]\s*|\.\s/gu, /\s/gu]) {
    const last = [...head.matchAll(end)].findLast(({ index }) => index >= tail);
    if (last !== undefined) return last.index + last[0].length;
  }
  let end = 0;
  for (const { segment, index } of segmenter.segment(head)) {
    // What is cut at the end of the head may go on behind it.
    if (index + segment.length === head.length) break;
    end = index + segment.length;
  }
  // One character of thousands of marks: then at least no half of a pair.
  if (end < tail) return /[\uD800-\uDBFF]$/u.test(head) ? head.length - 1 : head.length;
  return end;
}

/** The messages, each within LINE's limit; as many as the manifest's limit of a text allows. */
export function messagesOf(text: string): string[] {
  const messages: string[] = [];
  let rest = text.trim();
  while (rest.length > mostOfMessage) {
    const end = endOfFirst(rest);
    messages.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...messages, rest].filter((message) => message !== '');
}
