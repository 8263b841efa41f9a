// R20: state the hours. Whoever is answered after hours is told when somebody is there again.
import type { Rule } from '../finding.ts';
import { says, type Phrases } from '../phrases.ts';

const hours: Phrases = {
  ja: /(?:営業|受付|対応)(?:時間|再開|開始)(?!外)[^。\n]{0,14}(?:\d|プロフィール|こちら|https?:|朝|曜)|(?:次|翌)の?営業日|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:時|:\d\d|：\d\d)|(?:翌営業日|週明け|月曜|火曜|水曜|木曜|金曜|土曜|日曜|休み明け|連休明け|平日)|朝(?:一|イチ)/u,
  en: /\b(?:(?:(?:opening|business|our|office) hours)[^.!?\n]{0,24}(?:\d|profile|bio|here|https?:|week|day)|we(?:'re| are) (?:open|back|here|available) (?:again )?(?:from|at|until|till|on|\d)|back (?:at|on)|\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)|\d{1,2}:\d\d|next (?:business|working) day|weekdays?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|re-?open(?:s|ing)? (?:at|on|tomorrow|again (?:at|on)))\b/iu,
};

export const r20: Rule = {
  id: 'R20',
  level: 'warn',
  check({ isOpen, lang, draft }) {
    if (isOpen !== false || hours[lang] === undefined) return [];
    return says(hours, lang, draft) ? [] : [{ reason: 'hoursUnsaid' }];
  },
};
