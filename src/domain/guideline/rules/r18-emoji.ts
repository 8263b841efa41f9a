// R18: no emoji and no emoticons, unless the persona uses them.
import type { DraftSpan, Found, Rule } from '../finding.ts';

/** Signs that stand in plain text, as ©, and digits are none. */
const emoji = /\p{RGI_Emoji}/gv;
const plainSigns = /^[©®™↔↩↪▶◀☎✔✖〰〽㊗㊙‼⁉ℹⓂ\d#*]$/u;
/** A face in brackets has eyes or hands, and no word. */
const face = /m?[(（][^()（）\n]{2,14}[)）][\p{S}\p{P}ノﾉゞｼシm彡☆♪]{0,3}/gu;
const features = /[´｀`^＾・･ωд∀▽△_＿ﾟ゜°≧≦＞＜><;；TＴ□◕‿✿ಠ益ᴗ╹╥﹏￣ー—－\-｡●○◎◇♡♥*＊'"‘’]/gu;
const word = /[\p{sc=Han}]|[\p{sc=Hiragana}]{2}|[\p{sc=Katakana}]{3}|[A-Za-z]{3}|\p{Nd}/u;
const western =
  /(?<![A-Za-z\p{N}:/])(?:[:;=][-'^o]?[)(\][DPpOo3|*]|8-[)D]|[xX][DP]|<3|\^[_.-]?\^;*|[TＴ][_.]+[TＴ]|[>＞][_.]?[<＜]|orz|OTL|[;；]_+[;；])(?![\p{L}\p{N}/])/gu;
/** Standing for a face or a mood. */
const moods = /[♪♫♡♥☆★](?!\p{N})/gu;

function facesOf(draft: string): DraftSpan[] {
  const spans: DraftSpan[] = [];
  for (const { 0: found, index } of draft.matchAll(face)) {
    const inside = found.slice(found.search(/[(（]/u) + 1, found.search(/[)）]/u));
    if ((inside.match(features)?.length ?? 0) >= 2 && !word.test(inside))
      spans.push([index, index + found.length]);
  }
  for (const { 0: found, index } of draft.matchAll(western)) {
    const isWithin = spans.some(([start, end]) => index >= start && index < end);
    if (!isWithin) spans.push([index, index + found.length]);
  }
  return spans;
}

export const r18: Rule = {
  id: 'R18',
  level: 'warn',
  check({ draft, persona: { emoji: allowed } }) {
    if (allowed === 'allowed') return [];
    const about = (reason: 'emoji' | 'kaomoji', [start, end]: DraftSpan): Found => ({
      reason,
      params: { words: draft.slice(start, end) },
      span: [start, end],
    });
    const faces = facesOf(draft);
    const isFree = (at: number): boolean => faces.every(([start, end]) => at < start || at >= end);
    const signs = [...draft.matchAll(emoji), ...draft.matchAll(moods)]
      .filter(({ 0: sign, index }) => !plainSigns.test(sign) && isFree(index))
      .map(({ 0: sign, index }): DraftSpan => [index, index + sign.length]);
    return [
      ...faces.map((span) => about('kaomoji', span)),
      ...signs.map((span) => about('emoji', span)),
    ].toSorted((a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0));
  },
};
