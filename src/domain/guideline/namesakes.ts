// Whether a post has our name for somebody or something else: a child, a cat, a town, a party, a figure in a story.
import type { DraftContext } from './context.ts';
import { normalise } from '../judgement/normalise.ts';
import { commonNounIn } from './common-nouns.ts';

/** What is named besides companies, behind the name. */
const kinds: Readonly<Record<string, string>> = {
  ja: '(?:党|町|村|駅前?|山|川|島|岬|高校|中学|小学校|大学|公園|神社|寺|選手|監督|先生|ちゃん|くん|君|組|劇団|団地|歯科|医院|クリニック|病院|薬局|食堂|酒造|酒店|商店街|幼稚園|保育園|こども園|小学校|灯台|橋|坂|池|湖|丘|城|大社|高原|温泉街|荘|マンション|ビル|交差点|通り|不動産|工務店|造園|書房|農園|牧場|スタジアム|FC|さんち)|(?:って|という)(?:名(?:前)?の?)?(?:の)?\\p{sc=Han}{0,4}(?:後輩|先輩|上司|同僚|友達|友人|知り合い|選手|猫|犬|うさぎ|インコ|子|人|男|女|町|村|曲|歌|バンド|映画|漫画|マンガ|小説|本|絵本|アニメ|ゲーム|キャラ|商人|主人公|花|星|馬)',
  en: "(?:'s)? (?:fabrics?|curtains?|candles?|street|road|lane|park|church|school|party|fc|united|river|lake|mountain|island|festival|theatre|gallery|records|choir|band|novel|beach|valley|farm(?:s|house)?|wool|soap|perfume|cocktail|roses?|diner|caf[eé]|bistro|primary|avenue|motel|dental|dentists?|pub|inn|tavern|brewery|garage|barbers?|salon|hospital|chapel|cathedral|nursery|hall|cottage|square|bridge|hill|woods?|forest|falls|creek|bay|castle|rovers|wanderers|athletic|albion|orchestra|quartet|estate|crescent|terrace|cemetery|marina|reservoir|moor|marsh|dunes|erosion|trail|twins|sisters|brothers)(?![a-z])",
};
/** What only living things do, behind the name. */
const lives: Readonly<Record<string, string>> = {
  ja: '(?:が|は|も)(?:また|もう|今朝も?|昨日|今日|昨夜|夜中に|ずっと|やっと|初めて|、){0,2}[^。、\\n]{0,4}(?:吐い|泣い|生まれ|歩い|歩け|入学|卒園|寝(?:た|て|な)|熱(?:を|が)|夜泣き|散歩|噛ん|鳴い|しゃべっ|笑っ|誕生日|\\d+歳|ワクチン|抱っこ)',
  en: "(?:'s| is| was| has| had)? (?:been )?(?:(?:up |awake )all night|born|asleep|teething|crying|barking|purring|pregnant|throwing up|(?:\\d+|one|two|three|four|five|six) (?:years?|months?|weeks?|today|tomorrow)|(?:starts?|started|starting) (?:school|nursery|walking)|(?:threw up|vomited|cried|slept|barked|chewed|smiled|giggled|scored|hugged|licked)|(?:a|her|his) (?:temperature|fever|first (?:tooth|steps|word)))",
};
/** Before the name. */
const given: Readonly<Record<string, string>> = {
  ja: '(?:小説|漫画|マンガ|映画|アニメ|ゲーム|劇|曲|バンド|猫|犬|主人公|登場人物)[^。\\n]{0,8}[「『]?',
  en: '(?:(?<![a-z])(?:mr|mrs|ms|miss|dr|prof|professor|sir|lady|lord|auntie|aunt|uncle|captain|coach|judge|nurse|father|sister|saint|st|grandma|grandpa|granny|king|queen|princess)\\.? |(?:named|called|naming|calling) (?:\\w+ ){0,2}|(?:novel|song|band|album|poem|play|character|kitten|puppy|horse|boat) (?:by |about |is )?(?:called |named )?|(?:baby|little|our dog|our cat|my cat|my dog|my daughter|my son) )',
};
/** Said of the name at once. */
const told: Readonly<Record<string, string>> = {
  ja: '(?:じゃなくて|ではなく(?:て)?|のことでは)',
  en: ' (?:is|was) (?:a|the|my|our) (?:character|smuggler|villain|hero|heroine|town|village|cat|dog|kitten|puppy|horse|kid|baby|son|daughter|niece|nephew|band|song|novel|street)',
};

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&');

/** What a persona is called for short: the first word, or the first run of one script. */
function shortName(name: string): string {
  const plain = normalise(name).trim();
  const run = /^(?:\p{sc=Katakana}|ー){2,}|^\p{sc=Hiragana}{2,}|^\p{sc=Han}{2,}|^[\p{sc=Latin}]{4,}/u.exec(
    plain,
  );
  return run?.[0] ?? '';
}

/** The place where our name stands for another; null where it is ours for all that is known. */
export function namesakeIn({ post, persona, lang }: DraftContext): string | null {
  const short = shortName(persona.name);
  const text = normalise(post.text);
  if (short === '') return null;
  // The same word as a bird, a meadow or a well-known thing, by how it is written and what is told of it.
  const common = commonNounIn(post.text, persona.name, lang);
  if (common !== null) return common;
  if (kinds[lang] === undefined || !text.includes(short)) return null;
  const name = escaped(short);
  const full = normalise(persona.name);
  const behind = [kinds[lang], lives[lang], told[lang]].join('|');
  const before = new RegExp(`${given[lang] ?? ''}${name}`, 'u');
  const found = new RegExp(`${name}[^。\\s]{0,0}(?:${behind})`, 'u').exec(text) ?? before.exec(text);
  return found === null || full.includes(found[0]) ? null : found[0];
}
