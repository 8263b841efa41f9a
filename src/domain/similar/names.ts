// Where a text speaks to somebody by name: what the name of the person leaves in it, and what stands where names stand.
export interface Named {
  handle: string;
  displayName: string;
}

/** Shorter, a name may be a word like any other. In characters. */
const shortestName = 2;
/** Parts of display names that are words of every text. */
const commonParts = new Set(
  'the and for from with official not your you our are is of in on at to my'.split(' '),
);

const honorific = '(?:さま|様|さん|氏|くん|君|ちゃん|サマ|サン)';
const gap = '[ \\u3000]?';
const kanji = '[\\p{sc=Han}々ヶ]';
const katakana = '[\\p{sc=Katakana}ー]';
/** Without those that mostly stand between words. */
const inName =
  '[あいうえおかきくけこさしすせそたちつてなぬねひふへほまみむめもやゆよらりるれろわんっゃゅょだづど]';

/** A run before an honorific; what ends in the same signs and is none is left out by what follows it. */
const addressed = new RegExp(
  `(?<run>(?:${kanji}{1,4}${inName}{1,3}|(?:${kanji}|${katakana})+|\\p{sc=Hiragana}{2,}|` +
    `(?<![\\p{sc=Latin}\\p{N}])\\p{sc=Latin}[\\p{sc=Latin}\\p{N}._'’-]*))(?<gap>${gap})` +
    `(?<after>さま(?!ざま|たげ)|様(?![々子式相])|さん(?!ざん)|氏(?!名)|くん(?![でだじなの])|ちゃん(?!と))`,
  'gu',
);
/** “Customer”, “everybody”, “all of you”; and words that only end like an honorific. */
const nobody =
  /(?:客|皆|者|員|社|店|族|婦|みな|皆々|疲れ|つかれ|世話|苦労|馳走|ちそう|互い|たがい|かげ|どお|たく|おばあ|おじい|おかあ|おとう|おにい|おねえ|スタッフ|ユーザー|オーナー|メーカー|メンバー|フォロワー)$|^(?:[一二三四五六七八九十]?名|[一二三四五六七八九十法個本主]人|神|王|奥|殿|貴|俺|母|父|兄|姉|娘|孫|子|嬢|赤|方|同|両|摂|華)$/u;
/** 仕様, 同様, 多様, 模様: words of two characters. And その様に, 届いた様です. */
const otherEnd = /[仕同多模異一左有]$/u;
const asIf = /^[でなにだ]/u;

const plain = `\\p{L}[\\p{L}\\p{M}'’-]+`;
const capital = `\\p{Lu}[\\p{L}\\p{M}'’-]+`;
const title = '(?:Mr|Mrs|Ms|Mx|Miss|Dr)\\b\\.?';
const noName = new Set(
  'there all again everyone everybody folks team friend friends guys both and to it we you this that these i im please sorry customer customers guest member sir madam for so very a an the much many our your back from mr mrs ms mx miss dr thanks thank as'.split(
    ' ',
  ),
);
const greeted = new RegExp(
  `(?<before>(?<![\\p{L}\\p{N}])(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|HI|HELLO)[,!]?[ ]+(?:${title}[ ]+)?|${title}[ ]+))` +
    `(?<word>${plain})(?<more>(?:[ ]${capital})?)`,
  'gu',
);
const thanked = new RegExp(
  `(?<before>(?<![\\p{L}\\p{N}])(?:[Tt]hanks|[Tt]hank you|THANKS)[,!]?[ ]+)(?<word>${capital})(?<more>(?:[ ]${capital})?)`,
  'gu',
);

/** The text with `blank` for the name of this person, for each part of it, and for whatever is called by name besides. */
export function withoutNames(text: string, { handle, displayName }: Named, blank: string): string {
  let left = text;
  for (const known of [displayName, handle.split('@')[0] ?? ''])
    left = withoutName(left, known.trim(), blank);
  for (const part of displayName.split(/[\s\u3000・･/|_()（）【】「」]+/u)) {
    if (!commonParts.has(part.toLowerCase())) left = withoutName(left, part, blank);
  }
  return withoutCalled(left, blank);
}

const isLatin = (name: string): boolean => /^[\p{sc=Latin}\p{N}_ .'-]+$/u.test(name);
const escape = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

function withoutName(text: string, name: string, blank: string): string {
  const signs = Array.from(name);
  if (signs.length < shortestName) return text;
  if (isLatin(name)) {
    const whole = new RegExp(`(?<![\\p{sc=Latin}\\p{N}_{])${escape(name)}(?![\\p{sc=Latin}\\p{N}_}])`, 'giu');
    return text.replaceAll(whole, () => blank);
  }
  let left = text.replaceAll(name, () => blank);
  for (let length = signs.length - 1; length >= shortestName; length -= 1) {
    for (const piece of [signs.slice(0, length), signs.slice(-length)].map((part) => part.join(''))) {
      left = left.replaceAll(new RegExp(`${escape(piece)}(?=${gap}${honorific})`, 'gu'), () => blank);
    }
  }
  return left;
}

function withoutCalled(text: string, blank: string): string {
  const left = text.replaceAll(addressed, (...found: unknown[]) => {
    const all = String(found[0]);
    const [offset, whole, groups] = found.slice(-3) as [number, string, Record<string, string>];
    const { run = '', gap: between = '', after = '' } = groups;
    if (nobody.test(run)) return all;
    if (after === '様' && between === '') {
      if (otherEnd.test(run)) return all;
      if (/\p{sc=Hiragana}$/u.test(run) && asIf.test(whole.slice(offset + all.length))) return all;
    }
    return `${blank}${between}${after}`;
  });
  return [greeted, thanked].reduce((now, pattern) => {
    return now.replaceAll(pattern, (...found: unknown[]) => {
      const { before = '', word = '', more = '' } = found.at(-1) as Record<string, string>;
      if (noName.has(word.toLowerCase().replace(/['’].*$/u, ''))) return String(found[0]);
      const isWord = noName.has(
        more
          .trim()
          .toLowerCase()
          .replace(/['’].*$/u, ''),
      );
      return `${before}${blank}${isWord ? more : ''}`;
    });
  }, left);
}
