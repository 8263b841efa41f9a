// Names that a draft calls somebody by, and whether they can be the name of whom it answers.
import type { DraftContext } from './context.ts';
import { oursIn, theirWords } from './conversation.ts';
import type { DraftSpan } from './finding.ts';
import { familyLetters, givenNames, romaji } from './known-names.ts';

/** What goes with `様` and `さん` and is nobody's name, by its end. */
const noName =
  /(?:客|皆|みな|みんな|方々|会員|担当者?|店員|店長|社員|スタッフ|利用者|ユーザー|御|奥|旦那|娘|息子|母|父|兄|姉|弟|妹|孫|婆|爺|祖|医者|先生|隣|友|子|王|神|仏|業者|運営|公式|企業|会社|屋|郵便局|銀行|書店|商店|何|どな[たの]?|誰|あな|者|主|親|族|同|各|別|中の人|その|この|あの|他|員|さ|お|ご)$/u;
const japaneseName =
  /(?<![\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー])([\p{sc=Han}々]{1,4}|[\p{sc=Katakana}ー]{2,8})(?:様|さま|さん)(?!の(?:ご)?担当)/gu;
/** At the beginning, or behind a greeting or thanks. */
const englishName =
  /(?:^\s*(?:@\S+\s+)?|[.!?]\s+)(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Tt]hanks?|[Tt]hank you|[Ss]orry|[Gg]ood (?:morning|afternoon|evening))(?: there)?,? |(?:[Ww]e're|[Ww]e are|I'm|I am) (?:so |very |really )?sorry,? )((?:M(?:r|rs|s|iss)\.? )?[A-Z][a-z]{2,})(?=\s*[,.!—–-])/gu;
const noEnglishName =
  /^(?:There|Everyone|All|Team|Again|Folks|You|Friend|Both|Customer|Sir|Madam|Again|About|That|This|For|Yes|Please|The|Our|Your|We|They|It|And|But)$/u;

export interface CalledName {
  name: string;
  /** Of the name alone. */
  span: DraftSpan;
}

/** The names a draft calls people by: `佐藤様`, `Hi Emma,`. */
export function calledNames(draft: string, lang: string): CalledName[] {
  const pattern = lang === 'ja' ? japaneseName : englishName;
  return Array.from(draft.matchAll(pattern), ({ 0: whole, 1: name = '', index }) => {
    const start = index + (lang === 'ja' ? 0 : whole.lastIndexOf(name));
    return { name, span: [start, start + name.length] as const };
  }).filter(({ name }) => !(lang === 'ja' ? noName : noEnglishName).test(name));
}

/** How people say who they are. */
const japaneseIntroduction = /([\p{sc=Han}々]{1,4})(です|と申し|と言い|という者|でございます)/gu;
/** A name behind what they are, at the end: `いつものカフェの田辺です`. */
const behindOffice = /(?:の|、|^)(\p{sc=Han}{2,3})です(?=[。が、！!]|$)/gu;
const englishIntroduction =
  /(?:\b(?:[Ii]t's|[Tt]his is|[Ii]'m|[Ii] am|(?:my )?name(?:'s| is)) ([A-Z][a-z]{2,})|(?:^|[\s(–-])([A-Z][a-z]{2,}) here\b)/gu;

/** Said by somebody who has written before: a name then, even one that we do not know. */
const namedAgain =
  /\b(?:[Ii]t's|[Tt]his is|[Mm]y name(?:'s| is)) ([A-Z][a-z]{2,})(?= (?:again|here|from|speaking)\b|[.,!]|$)|(?:^|[.!?] )([A-Z][a-z]{2,}) (?:again|here)\b/gu;
const noNameAgain =
  /^(?:Not|Never|Back|Here|Same|Down|Once|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Broken|Late|Gone|Over|Stuck|New|Customer|Nothing|Nobody|Somebody|Someone|Raining|Me|Us|Happening|Happened)$/u;

/** The names by which people call themselves in a text. */
function introduced(text: string, isJapanese: boolean): string[] {
  const behind = isJapanese ? Array.from(text.matchAll(behindOffice), ([, name = '']) => name) : [];
  if (behind.some((name) => !noName.test(name))) return behind;
  if (!isJapanese) {
    const again = Array.from(text.matchAll(namedAgain), ([, first, second]) => first ?? second ?? '').filter(
      (name) => !noNameAgain.test(name) && !noEnglishName.test(name),
    );
    if (again.length > 0) return again;
  }
  const found = isJapanese ? text.matchAll(japaneseIntroduction) : text.matchAll(englishIntroduction);
  return Array.from(found, ([, first, second]) =>
    isJapanese && second === 'です' && !romaji.has(first ?? '') ? '' : (first ?? second ?? ''),
  ).filter((name) => name !== '' && (isJapanese || givenNames.has(name.toLowerCase())));
}

const plainRomaji = (text: string): string =>
  text.toLowerCase().replaceAll(/(?<=o)[uh]|(?<=o)o|(?<=u)u/gu, '');
const tokensOf = (handle: string): string[] => handle.toLowerCase().match(/[a-z]{2,}/gu) ?? [];

/** What the handle says the person is called; null where it says nothing. */
function namesInHandle(handle: string, isJapanese: boolean): string[] {
  const tokens = tokensOf(handle);
  return isJapanese
    ? tokens.map(plainRomaji).filter((token) => familyLetters.has(token))
    : tokens.filter((token) => givenNames.has(token));
}

/** The same of the name that is shown beside the handle. */
function namesShown(shown: string, isJapanese: boolean): string[] {
  if (!isJapanese) return namesInHandle(shown, false);
  const family = [...romaji.keys()].find((name) => shown.startsWith(name) && name.length > 1);
  return [
    ...namesInHandle(shown, true),
    ...(family === undefined ? [] : [plainRomaji(romaji.get(family) ?? '')]),
  ];
}

/** Short forms begin alike: Sam and Samantha, Kate and Katie. */
const isAlike = (one: string, other: string): boolean =>
  one.startsWith(other.slice(0, 3)) || other.startsWith(one.slice(0, 3));

/**
 * Whether a name that the draft calls is somebody else's: another's in the conversation, one left over from a reply to
 * another, or not the one that the person's handle, their own words or our earlier replies give them.
 */
export function isSomebodyElse(name: string, context: DraftContext): boolean {
  const { post, thread, lang, persona, person, recentReplies } = context;
  const isJapanese = lang === 'ja';
  const bare = isJapanese ? name : name.replace(/^M\w+\.? /u, '').toLowerCase();
  // How people call themselves on a network is often no name at all: it says who they are only where it has one.
  const shown = person?.name ?? '';
  if (
    isNamed(bare, context) ||
    isIn(bare, shown) ||
    isIn(bare, persona.name) ||
    isIn(bare, persona.signature)
  )
    return false;
  if (theirWords(context).some((text) => introduced(text, isJapanese).length > 0)) return true;
  const before = oursIn(context).flatMap(({ text }) => calledNames(text, lang).map((called) => called.name));
  if (before.length > 0) return !before.some((one) => isIn(bare, one));
  const ownNames = [...namesInHandle(post.author, isJapanese), ...namesShown(shown, isJapanese)];
  const spoken = isJapanese ? plainRomaji(romaji.get(name) ?? '') : bare;
  if (spoken !== '' && ownNames.length > 0) return !ownNames.some((one) => isAlike(one, spoken));
  const leftOver = recentReplies.some((reply) =>
    calledNames(reply, lang).some((called) => called.name === name),
  );
  return leftOver && thread.every(({ author }) => !isIn(bare, author));
}

const isIn = (name: string, text: string): boolean => text.toLowerCase().includes(name.toLowerCase());

/** Whether the person, or anybody of the conversation but us, bears the name or has said it. */
function isNamed(name: string, { post, thread, newer, lang }: DraftContext): boolean {
  const spoken = lang === 'ja' ? plainRomaji(romaji.get(name) ?? '') : name;
  const said = [post, ...thread].flatMap(({ author, text }) => [author, text]);
  const texts = [...said, ...newer.map(({ text }) => text)];
  return texts.some((text) => isIn(name, text) || (spoken !== '' && isIn(spoken, plainRomaji(text))));
}
