// The text of a mail as its writer wrote it: without the history that programs quote below or above an answer. Pure.

const original =
  /^\s*(?:-{2,}|_{5,})\s*(?:original message|original appointment|元のメッセージ|元のメール|受信メッセージ)?\s*-*\s*$/iu;
const named = /(?:original message|元のメッセージ|元のメール|受信メッセージ)/iu;
/** `On Fri, 20 Nov 2026 … wrote:` and `2026年11月20日(金) 12:34 … <a@example.com>:`, perhaps over two lines. */
const attribution = [
  /^\s*(?:on|le|am)\b.{5,300}\b(?:wrote|écrit|schrieb)\s*[:：]\s*$/iu,
  /^\s*\d{4}\s*[年/-]\s*\d{1,2}\s*[月/-]\s*\d{1,2}.{0,200}(?:@|さん|様|wrote|書きました|のメール).{0,120}[:：]?\s*$/iu,
];
const fromLine = /^\s*\*?(?:from|差出人|送信者)\*?\s*[:：]/iu;
const besideFrom = /^\s*\*?(?:sent|date|to|subject|送信日時|日時|日付|宛先|件名)\*?\s*[:：]/iu;

const isQuoted = (line: string): boolean => /^\s*[>＞]/u.test(line);
const isBlank = (line: string): boolean => line.trim() === '';

function isAttribution(lines: readonly string[], at: number): boolean {
  const joined = `${lines[at] ?? ''} ${lines[at + 1] ?? ''}`;
  return attribution.some(
    (one) => one.test(lines[at] ?? '') || (one.test(joined) && isQuoted(lines[at + 2] ?? '')),
  );
}

/** Where a copy of earlier mails without `>` begins; the number of lines where there is none. */
function copyStart(lines: readonly string[]): number {
  const at = lines.findIndex((line, index) => {
    const after = lines.slice(index + 1, index + 5);
    if (original.test(line)) return named.test(line) || after.some((one) => fromLine.test(one));
    return fromLine.test(line) && after.filter((one) => besideFrom.test(one)).length >= 2;
  });
  return at === -1 ? lines.length : at;
}

/**
 * The part its writer added. Quotes above and below it go with the line that says whose they are; quotes between its lines stay,
 * as they are what is answered. All of it where nothing would be left.
 */
export function withoutHistory(text: string): string {
  const lines = text.split('\n');
  let end = copyStart(lines);
  while (end > 0 && (isBlank(lines[end - 1] ?? '') || isQuoted(lines[end - 1] ?? ''))) end -= 1;
  const wasQuoted = lines.slice(end).some((line) => isQuoted(line)) || end < lines.length;
  if (wasQuoted) {
    for (const back of [1, 2]) {
      if (end >= back && isAttribution([...lines.slice(end - back, end), '>'], 0)) {
        end -= back;
        break;
      }
    }
  }
  let start = 0;
  while (start < end && isBlank(lines[start] ?? '')) start += 1;
  const opening = start;
  if (isAttribution(lines, start)) start += attribution.some((one) => one.test(lines[start] ?? '')) ? 1 : 2;
  const quotes = start;
  while (start < end && (isBlank(lines[start] ?? '') || isQuoted(lines[start] ?? ''))) start += 1;
  // Without a quote below it, such a line is a sentence of the writer's own.
  if (!lines.slice(quotes, start).some((line) => isQuoted(line))) start = opening;
  const own = lines.slice(start, end).join('\n').trim();
  return own === '' ? text.trim() : own;
}

/** A subject without the marks of answers and forwards before it. */
export function bareSubject(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|fwd?|aw|sv|返信|転送)\s*(?:\[\d+\])?\s*[:：]\s*)+/iu, '').trim();
}

/** The subject of an answer: one `Re: `, on one line, not endless. */
export function replySubject(subject: string): string {
  const bare = bareSubject(subject.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')).slice(0, 200);
  return `Re: ${bare}`.trim();
}
