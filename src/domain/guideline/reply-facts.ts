// What is known of a reply before a word of it is written, and the check of the words by it: by the same facts in the browser as one types and on the server before it is sent.
import type { ActsReader } from './acts-reader.ts';
import { checkDraft } from './check.ts';
import type { DraftContext, KnownPerson, Persona, SaidPost } from './context.ts';
import { draftLanguage } from './draft-language.ts';
import type { Finding } from './finding.ts';
import type { SaidInPrivate } from './private-words.ts';
import type { BrokenGuideline, GuidelineSettings } from './settings.ts';

/** A persona as the rules are told of it for one writer. */
export type SpeakingPersona = Required<Omit<Persona, 'limits'>> & {
  limits: { words: string[]; instead: string }[];
};

export interface ReplyFacts {
  guideline: {
    /** Whose holds: the account's own, the workspace's, or nobody's, so that every rule weighs as it usually does. */
    from: 'account' | 'workspace' | 'usual';
    /** 0 where nobody has decided anything. */
    version: number;
    settings: GuidelineSettings | BrokenGuideline;
  };
  /** Of the post that is answered; null where nobody knows. */
  lang: string | null;
  context: Pick<DraftContext, 'channel' | 'isFirstContact' | 'isOpen' | 'agent' | 'post'> & {
    persona: SpeakingPersona;
    thread: SaidPost[];
    newer: { text: string; minutesAfter: number }[];
    recentReplies: string[];
    templates: string[];
    account: string;
    answersDm: boolean;
    person: KnownPerson;
    waiting: { minutes: number; promiseMinutes: number | null };
    hoursText: string;
    unanswered: number;
    isRepost: boolean;
    inPrivate: { [Said in keyof SaidInPrivate]: string[] };
  };
}

/** All findings in a draft; without `acts` those of phrases alone. Never throws. */
export function checkReply(
  { guideline, lang, context }: ReplyFacts,
  draft: string,
  acts?: ActsReader,
): Finding[] {
  const told = draftLanguage(draft, lang);
  // The words for the hours are in the language of the post, or in English: in another draft they would be strange.
  const hoursText = told === (lang ?? 'en') ? context.hoursText : '';
  const asked = { ...context, hoursText, lang: told, draft };
  return checkDraft(acts === undefined ? asked : { ...asked, acts }, guideline.settings);
}
