// What is said of a post: the values of each judgement.

export const postNeeds = ['help', 'complaint', 'question', 'praise', 'idea', 'spam'] as const;
export type PostNeed = (typeof postNeeds)[number];

export const abuseLevels = ['none', 'rude', 'harassment'] as const;
export type AbuseLevel = (typeof abuseLevels)[number];

export const speakChoices = ['yes', 'private', 'no'] as const;
export type SpeakChoice = (typeof speakChoices)[number];

export type Sentiment = -1 | 0 | 1;
export type Urgency = 0 | 1 | 2 | 3;

/** A post with all that was said of it. */
export interface LabelledPost {
  id: string;
  lang: string;
  trade: string;
  brand: string[];
  text: string;
  about: boolean;
  kinds: PostNeed[];
  sentiment: Sentiment;
  urgency: Urgency;
  churn: boolean;
  /** The words of the text that say so; null without churn. */
  churnCue: string | null;
  abuse: AbuseLevel;
  speak: SpeakChoice;
}

/** The yes-or-no questions that heads answer; the judgements are put together from them. */
export const headNames = [
  'about',
  ...postNeeds,
  'negative',
  'positive',
  'urgent1',
  'urgent2',
  'urgent3',
  'churn',
  'rude',
  'harassment',
  'silent',
  'private',
] as const;
export type HeadName = (typeof headNames)[number];

/** The answers to all of them for a labelled post. */
export function answersOf(post: LabelledPost): Record<HeadName, boolean> {
  const has = (kind: PostNeed): boolean => post.kinds.includes(kind);
  return {
    about: post.about,
    help: has('help'),
    complaint: has('complaint'),
    question: has('question'),
    praise: has('praise'),
    idea: has('idea'),
    spam: has('spam'),
    negative: post.sentiment === -1,
    positive: post.sentiment === 1,
    urgent1: post.urgency >= 1,
    urgent2: post.urgency >= 2,
    urgent3: post.urgency >= 3,
    churn: post.churn,
    rude: post.abuse !== 'none',
    harassment: post.abuse === 'harassment',
    silent: post.speak === 'no',
    private: post.speak === 'private',
  };
}

const onlyAboutUs: ReadonlySet<string> = new Set([
  'help',
  'complaint',
  'question',
  'praise',
  'idea',
  'urgency',
  'urgent1',
  'urgent2',
  'urgent3',
  'churn',
  'private',
]);

/** Whether a question (or judgement) has no answer for a post that is not about the company. */
export function isOnlyAboutUs(name: string): boolean {
  return onlyAboutUs.has(name);
}

/** The answers that a labelled post teaches. */
export function answersTaught(post: LabelledPost): Partial<Record<HeadName, boolean>> {
  const all = answersOf(post);
  return Object.fromEntries(
    headNames.filter((name) => post.about || !isOnlyAboutUs(name)).map((name) => [name, all[name]]),
  );
}
