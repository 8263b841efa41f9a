// R20: state the hours. Whoever is answered after hours is told when somebody is there again.
import type { Rule } from '../finding.ts';
import { says, type Phrases } from '../phrases.ts';

const hours: Phrases = {
  ja: /営業(?:時間|日|再開|開始)|受付(?:時間|開始|再開)|対応(?:時間|再開|開始)|\d{1,2}\s?(?:時|:\d\d|：\d\d)|(?:明日(?!中)|明朝|翌朝|翌日|翌営業日|週明け|月曜|火曜|水曜|木曜|金曜|土曜|日曜|休み明け|連休明け|平日)|朝(?:一|イチ)/u,
  en: /\b(?:opening hours|business hours|our hours|office hours|we(?:'re| are) (?:open|closed|back|here|available)|back (?:at|on|tomorrow|in the)|\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)|\d{1,2}:\d\d|tomorrow|next (?:business|working) day|weekdays?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in the morning|when we (?:open|return|re-?open))\b/iu,
};

export const r20: Rule = {
  id: 'R20',
  level: 'warn',
  check({ isOpen, lang, draft }) {
    if (isOpen !== false || hours[lang] === undefined) return [];
    return says(hours, lang, draft) ? [] : [{ reason: 'hoursUnsaid' }];
  },
};
