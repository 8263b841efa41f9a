// R16: not too familiar, as the persona's register has it.
import { withActed } from '../acted.ts';
import type { Rule } from '../finding.ts';
import { placesOf, type Phrases } from '../phrases.ts';

/** Too much for any register. */
const always: Phrases = {
  ja: /(?<![A-Za-zＡ-Ｚａ-ｚ])(?:[wｗ]{2,}|(?<![\p{sc=Han}の])草)(?![A-Za-zＡ-Ｚａ-ｚ木花原])|(?:まじ|マジ)(?:で|すか|っす)|やば(?:い|っ|す)|ウケる|うける(?=[。！!ｗw]|$)|お前|おまえ|てめ[えぇ]|あんた(?!ん)|ちゃんねー/giu,
  en: /\b(?:lol|lmao|rofl|omg|wtf|dude|bro|bruh|babe|sweetie|honey|hun|darling|sweetheart|yolo)\b/giu,
};
/** Too much where a persona is polite. */
const polite: Phrases = {
  ja: /(?:だ|です|ます|た)?よ[〜～ー]+|(?:だ|です|た|る|い)ね[〜～ー]+|だよ(?:ね|[。！!]|$)|だね(?=[。！!]|$)|じゃん|っす(?=[。！!ね〜]|$)|かも(?:[〜～ー]|ね)|(?:して|やって|見て|待って|試して|送って|教えて)(?:ね|よ)?(?=[。！!〜～]|$)|(?:[（(]笑[)）])|なの[〜～]|してちょ|よろしく(?:ね|[〜～！!]|$)|ごめんね?(?=[。！!〜～]|$)|ありがと(?=[。！!〜～ね]|$)|(?:うん|ううん)、|オッケー|おっけー|だった(?:んだ)?ね|しちゃ(?:う|った|って)|ちゃった/giu,
  en: /\b(?:hey+(?: there)?|hiya|yo|sup|gonna|wanna|gotta|kinda|sorta|dunno|lemme|gimme|ain'?t|y'?all|yeah|yep|yup|nope|haha+|hehe+|cheers mate|mate|buddy|pal|folks|guys|cool beans|no worries|my bad|oops(?:ie)?|whoops|awesome sauce|super duper|thx|pls|plz|u r|ur)\b/giu,
};

/** Sentences of a friendly persona that may sound as among friends. */
const mostFriendly = 2;

export const r16: Rule = {
  id: 'R16',
  level: 'warn',
  check(context) {
    const { lang, draft, persona } = context;
    const places = placesOf(always, lang, draft);
    const isPolite = persona.register === 'polite';
    if (isPolite) places.push(...placesOf(polite, lang, draft));
    // A friendly persona may be that once; who talks so throughout forgot whom they talk for.
    const acted = withActed(places, 'familiar', context);
    const isThroughout = acted.length >= mostFriendly;
    return (isPolite || isThroughout ? acted : places)
      .toSorted(([one], [other]) => one - other)
      .map((span) => ({ reason: 'familiar', params: { words: draft.slice(...span) }, span }));
  },
};
