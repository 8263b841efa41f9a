// The text of a mail as its writer wrote it: without the history that programs quote below or above an answer. Pure.

/** A longer line is prose: neither a program's mark nor the line that says whose a quote is. Bounds every pattern below. */
const MAX_LINE = 300;

// Each is held against a trimmed line of at most MAX_LINE characters: strangers choose what is looked through here.
const rule = /^(?:--|_{5})[-_]*/u;
const named = /^(?:original message|元のメッセージ|元のメール|受信メッセージ)$/iu;
/** `On Fri, 20 Nov 2026 … wrote:` and `2026年11月20日(金) 12:34 … <a@example.com>:`, perhaps over two lines. */
const attribution = [
  /^(?:on|le|am)\b.{5,}\b(?:wrote|écrit|schrieb)\s*[:：]$/iu,
  /^\d{4}\s*[年/-]\s*\d{1,2}\s*[月/-]\s*\d{1,2}.{0,200}(?:@|さん|様|wrote|書きました|のメール).{0,120}$/iu,
];
const fromLine = /^\*?(?:from|差出人|送信者)\*?\s*[:：]/iu;
const besideFrom = /^\*?(?:sent|date|to|subject|送信日時|日時|日付|宛先|件名)\*?\s*[:：]/iu;

const isQuoted = (line: string): boolean => /^[>＞]/u.test(line.trimStart());
const isBlank = (line: string): boolean => line.trim() === '';

/** A line as the patterns take it; nothing where it is too long for any of them. */
function short(line: string | undefined): string {
  const trimmed = (line ?? '').trim();
  return trimmed.length > MAX_LINE ? '' : trimmed;
}

const isOneAttribution = (line: string | undefined): boolean =>
  attribution.some((one) => one.test(short(line)));

/** A line of dashes: with words that say what follows, without any, or neither of these. */
function ruleOf(line: string): 'named' | 'bare' | null {
  const [dashes] = rule.exec(line) ?? [];
  if (dashes === undefined) return null;
  let end = line.length;
  while (end > dashes.length && line[end - 1] === '-') end -= 1;
  const words = line.slice(dashes.length, end).trim();
  if (named.test(words)) return 'named';
  return words === '' || words.toLowerCase() === 'original appointment' ? 'bare' : null;
}

function isAttribution(lines: readonly string[], at: number): boolean {
  if (isOneAttribution(lines[at])) return true;
  const joined = `${short(lines[at])} ${short(lines[at + 1])}`;
  return isQuoted(lines[at + 2] ?? '') && isOneAttribution(joined);
}

/** Where a copy of earlier mails without `>` begins; the number of lines where there is none. */
function copyStart(lines: readonly string[]): number {
  const at = lines.findIndex((whole, index) => {
    const line = short(whole);
    if (line === '') return false;
    const kind = ruleOf(line);
    if (kind === 'named') return true;
    const after = lines.slice(index + 1, index + 5).map(short);
    if (kind === 'bare') return after.some((one) => fromLine.test(one));
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
  if (isAttribution(lines, start)) start += isOneAttribution(lines[start]) ? 1 : 2;
  const quotes = start;
  while (start < end && (isBlank(lines[start] ?? '') || isQuoted(lines[start] ?? ''))) start += 1;
  // Without a quote below it, such a line is a sentence of the writer's own.
  if (!lines.slice(quotes, start).some((line) => isQuoted(line))) start = opening;
  const own = lines.slice(start, end).join('\n').trim();
  return own === '' ? text.trim() : own;
}

/** No header line is longer (RFC 5322). */
const MAX_SUBJECT = 998;

/** A subject on one line, without the marks of answers and forwards before it, not endless. */
export function bareSubject(subject: string): string {
  const line = subject.slice(0, MAX_SUBJECT).replaceAll(/\s+/gu, ' ').trim();
  return line.replace(/^(?:(?:re|fwd?|aw|sv|返信|転送) ?(?:\[\d{1,9}\] ?)?[:：] ?)+/iu, '').trim();
}

/** The subject of an answer: one `Re: `, on one line, not endless. */
export function replySubject(subject: string): string {
  const bare = bareSubject(subject.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')).slice(0, 200);
  return `Re: ${bare}`.trim();
}
