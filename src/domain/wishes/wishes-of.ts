// What a post under a campaign's hashtag wishes for: titles in quotes first, else what its sentences ask for, line by line.
import { addressPlaces, withoutPlaces } from '../listening/addresses.ts';
import { foldText } from '../listening/fold.ts';
import { noCampaign, type Campaign } from './campaign.ts';
import type { OwnNames } from './own-names.ts';
import { askedFor, looksLikeTitle, longestSentence, trimmed, withoutCourtesy } from './asking.ts';

/** What one post may wish for: who lists more than this lists a catalogue. */
export const mostWishes = 20;
/** A post is read no further, in UTF-16 units. */
const longestText = 2_000;
/** Longer, it is a story and not the name of something. */
const longestWish = 80;

const hashtag = /[#＃](?<tag>[\p{L}\p{M}\p{N}_ー・]+)/gu;
/** Tags that ask to be passed on, and say nothing of what is wished for. */
const noWishTag = /^(?:拡散(?:希望|お願いします)?|rt(?:希望)?|定期|相互|フォロー.*|follow.*|ad|pr)$/u;
const repost = /^\s*RT [@＠]/u;

const pairs: readonly (readonly [open: string, close: string])[] = [
  ['『', '』'],
  ['「', '」'],
  ['《', '》'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['"', '"'],
  ['＂', '＂'],
];
/** Behind a closing quote: which of several parts is meant. */
const part =
  /^[\s\u3000]*(?:の)?(?:第?[0-9０-９一二三四五六七八九十]{1,3}(?:期|シーズン|部|章|作目?)|(?:シーズン|season|part|vol\.?|s)[\s\u3000]*[0-9０-９]{1,2}|[0-9０-９]{1,2}(?![0-9０-９\p{L}]))/iu;
const bullet =
  /^[\s\u3000]*(?:[(（]?[0-9０-９]{1,2}[)）.．、:：](?![0-9０-９])|[①-⑳]|[・●○◆◇■□▪▫☆★*＊•‣\-–—](?=[\s\u3000]*[^\s\u3000\-–—*＊]))[\s\u3000]*/u;
const inlineNumber = /[\s\u3000、,]+(?=[(（]?[0-9０-９]{1,2}[)）.．](?![0-9０-９])[\s\u3000]*\S)|(?=[①-⑳])/u;

/**
 * What a text wishes for, as it was written, each once, in its order; at most 20. A repost in
 * words (“RT @…”) wishes for nothing.
 */
export function wishesOf(text: string, campaign: Campaign = noCampaign): string[] {
  if (repost.test(text)) return [];
  const read = text.slice(0, longestText);
  const { plain, tags } = withoutTags(read, new Set(campaign.tags));
  const places = addressPlaces(plain);
  const lines = withoutPlaces(plain, places)
    .replaceAll('\u0000', ' ')
    .split(/[\r\n]+/u)
    .flatMap((line) => line.split(inlineNumber));
  const said = wishesOfLines(
    lines.filter((line) => trimmed(line) !== ''),
    campaign.names,
  );
  const wishes = said.length > 0 || trimmed(lines.join('')) !== '' ? said : tags;
  return distinct(wishes.flatMap(asWish)).slice(0, mostWishes);
}

/**
 * Hashtags at the end of a line and the campaign's own are taken out; one within a sentence stays as the word that it is. `tags`: what the
 * others say, for a post that has nothing else.
 */
function withoutTags(text: string, campaign: ReadonlySet<string>): { plain: string; tags: string[] } {
  const tags: string[] = [];
  const known = text.replaceAll(hashtag, (whole: string, tag: string) => {
    const folded = foldText(tag);
    if (campaign.has(folded)) return ' ';
    if (!noWishTag.test(folded)) tags.push(tag);
    return whole;
  });
  const plain = known
    .split(/\r\n|[\r\n]/u)
    .map(withoutTagsAtEnd)
    .join('\n')
    .replaceAll(/[#＃](?=[\p{L}\p{N}_])/gu, '');
  return { plain, tags };
}

const onlyTag = /^[#＃][\p{L}\p{M}\p{N}_ー・]+$/u;

function withoutTagsAtEnd(line: string): string {
  let left = line.trimEnd();
  for (;;) {
    const at = Math.max(left.lastIndexOf('#'), left.lastIndexOf('＃'));
    if (at === -1 || !onlyTag.test(left.slice(at))) return left;
    left = left.slice(0, at).trimEnd();
  }
}

function wishesOfLines(lines: readonly string[], names: OwnNames): string[] {
  const quoted = lines.map((line) => quotedIn(line, names));
  const hasQuotes = quoted.some((found) => found.length > 0);
  const asked: string[] = [];
  const bare: string[] = [];
  lines.forEach((line, at) => {
    const titles = quoted[at] ?? [];
    if (titles.length > 0) asked.push(...titles);
    else readLine(line, { hasQuotes, asked, bare, names });
  });
  // “A / B / please!”: what was asked for stands in lines of its own. Beside a request with an object, such lines are talk.
  return asked.length > 0 ? asked : bare;
}

interface Found {
  hasQuotes: boolean;
  asked: string[];
  bare: string[];
  names: OwnNames;
}

function readLine(line: string, { hasQuotes, asked, bare, names }: Found): void {
  const isItem = bullet.test(line);
  const rest = line.replace(bullet, '');
  if (isItem) {
    const item = withoutCourtesy(rest, names);
    const what = askedFor(item, names) ?? item;
    if (what !== '' && what.length <= longestWish) asked.push(...listed(what, names));
    return;
  }
  // Where titles stand in quotes, what stands without is talk about them.
  if (hasQuotes) return;
  for (const sentence of rest.split(/(?<=[。！？!?♪])|(?<=[a-z]{2}[.])\s/iu)) {
    if (sentence.length > longestSentence) continue;
    const what = askedFor(sentence, names);
    if (what !== null) asked.push(...listed(what, names).filter((one) => one !== ''));
    else {
      const titles = listed(withoutCourtesy(sentence, names), names);
      if (titles.every(looksLikeTitle)) bare.push(...titles);
    }
  }
}

/** Outermost quotes only: 『A「B」』 is one. */
function quotedIn(line: string, names: OwnNames): string[] {
  const found: string[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const pair = pairs.find(([open]) => line.startsWith(open, at));
    if (pair === undefined) continue;
    const end = line.indexOf(pair[1], at + 1);
    if (end === -1) continue;
    const inside = line.slice(at + 1, end);
    const behind = part.exec(line.slice(end + 1))?.[0] ?? '';
    const title = askedFor(inside, names) ?? withoutCourtesy(inside, names);
    if (title !== '') found.push(quotedTitle(inside, title) + partAfter(behind));
    at = end;
  }
  return found;
}

/** What a quote has inside stays whole (“glee!”), unless courtesies stood in it too. */
const quotedTitle = (inside: string, title: string): string =>
  trimmed(inside) === title ? inside.trim() : title;

const partAfter = (behind: string): string => {
  const plain = behind.replace(/^[\s\u3000]*の?/u, '').trim();
  return plain === '' ? '' : ` ${plain}`;
};

/**
 * The things of a list within a sentence. A middle dot between katakana joins the words of one name (ハリー・ポッター), a slash without
 * blanks between Latin letters is part of it (Fate/stay night), and so is a comma of thousands.
 */
function listed(what: string, names: OwnNames): string[] {
  const parts = what
    .split(
      /、|[，,](?:\s+|(?=[^\d\s]))|[／]|\s+[/|｜・+＋]\s+|(?<![\p{sc=Latin}\p{N}])\/(?![\p{sc=Latin}\p{N}])|(?<![\p{sc=Katakana}ー])・|・(?![\p{sc=Katakana}])/u,
    )
    .map((one) => withoutCourtesy(one, names));
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return parts;
  const end = last.replace(/^(?:and|or|&|それと|それから|あと|と)\s+/iu, '').split(/\s+(?:and|&)\s+/iu);
  return [...parts.slice(0, -1), ...end];
}

/** What is left when marks and blanks are tidied; nothing where no name is left. */
function asWish(written: string): string[] {
  const text = written.replaceAll(/[\s\u3000]+/gu, ' ').trim();
  if (text.length > longestWish || !/[\p{L}\p{N}]/u.test(text)) return [];
  return [text];
}

function distinct(wishes: readonly string[]): string[] {
  return [...new Set(wishes)];
}
