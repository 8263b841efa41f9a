// What a practice story is made of: people, scenes, and what they do when they are answered, left alone, or liked.

export const practiceLanguages = ['ja', 'en'] as const;
export type PracticeLanguage = (typeof practiceLanguages)[number];

/** The workspace's line of business: lines written for it are preferred to those that fit any. */
export const trades = ['any', 'food', 'goods', 'device', 'app', 'stay', 'media'] as const;
export type Trade = (typeof trades)[number];

/** How a person speaks; people of the practice network keep one voice over all their stories. */
export const voices = [
  'casual',
  'polite',
  'blunt',
  'kansai',
  'hakata',
  'senior',
  'fan',
  'teen',
  'spammer',
] as const;
export type Voice = (typeof voices)[number];

/** What a reply of ours is like, as the person who gets it would feel it. */
export const traits = [
  'asks',
  'apologises',
  'thanks',
  'listens',
  'explains',
  'links',
  'invites_dm',
  'asks_personal',
  'sells',
  'blames',
  'copy_paste',
  'curt',
  'slow',
  'wrong_language',
] as const;
export type Trait = (typeof traits)[number];

/** `any` fits every reply; several traits must all be there. */
export type Likeness = 'any' | Trait | readonly Trait[];

export type Trigger =
  /** Minutes of story time since the last word on either side. */
  | { silence: number }
  /** We replied in public. */
  | { answered: Likeness }
  /** We wrote a direct message. */
  | { messaged: Likeness }
  /** We liked or reposted one of their posts. */
  | { noticed: 'like' | 'repost' };

/** One way to say a thing, or several of which one is chosen; a trade's own lines come before `any`. */
export type Lines =
  string | readonly string[] | ({ any: readonly string[] } & Partial<Record<Trade, readonly string[]>>);

export const pictures = [
  'torn',
  'broken',
  'wrong_item',
  'error_screen',
  'happy_shelf',
  'receipt',
  'queue',
] as const;
export type Picture = (typeof pictures)[number];

/** Points at a post: one made earlier under a label, or our newest reply in this story. */
export type Target = string;
export const ours: Target = '@ours';

interface Timed {
  /** Seconds of story time to wait before it, [least, most]; without it, the time it takes to read and type. */
  after?: readonly [number, number];
}
export type Act = Timed &
  (
    | { do: 'post'; as: string; text: Lines; label?: string; picture?: Picture }
    | { do: 'reply'; as: string; to: Target; text: Lines; label?: string; picture?: Picture }
    | { do: 'quote'; as: string; of: Target; text: Lines; label?: string }
    | { do: 'edit'; label: string; text: Lines }
    | { do: 'delete'; label: string }
    | { do: 'dm'; as: string; text: Lines; picture?: Picture }
    | { do: 'like'; as: string; what: Target }
    | { do: 'repost'; as: string; what: Target }
    | { do: 'follow'; as: string }
    /** Deletes the account, and every post with it. */
    | { do: 'leave'; as: string }
  );

export interface Beat {
  on: Trigger;
  acts: readonly Act[];
  /** The scene that follows; without one the scene goes on, and this beat is used up. */
  to?: string;
}

/** How it ended, for the trainer's review. */
export const outcomes = [
  'thanked', // helped, and said so
  'calmed', // the anger is gone, the matter is not fully solved
  'solved_self',
  'went_quiet',
  'annoyed', // we made it worse
  'left', // gave notice, or moved to a competitor
  'deleted',
  'chat', // it was never for us
] as const;
export type Outcome = (typeof outcomes)[number];

export interface Scene {
  /** Done on entering. */
  acts?: readonly Act[];
  /** Tried in order; the first that fits and is unused happens. */
  beats: readonly Beat[];
  /** Set in a last scene: the story ends as soon as its acts are done. */
  ends?: Outcome;
}

export interface Story {
  /** Stable, `<language>-<name>`. */
  id: string;
  lang: PracticeLanguage;
  title: Record<PracticeLanguage, string>;
  /** What a trainee should take away, shown after the story. */
  lesson: Record<PracticeLanguage, string>;
  /** What a good agent does when the first post comes in. */
  advice: 'speak' | 'stay_silent';
  /** Mentions our account or writes to it, so one must be connected. */
  needsAccount: boolean;
  /** Role name → how that person speaks. */
  cast: Record<string, Voice>;
  /** Only for these lines of business; absent for all. */
  trades?: readonly Trade[];
  /** Relative frequency among the stories that start by themselves; 1 unless given. */
  weight?: number;
  start: string;
  scenes: Record<string, Scene>;
}

/** What the placeholders in lines stand for; fixed when a story starts. */
export interface Fills {
  /** `{product}`: a product's name, or an alias of it as people write it. */
  product: string;
  /** `{lookalike}`: a word that only looks like the product. */
  lookalike: string;
  company: string;
  /** `{us}`: our handle with @; the company's plain name where no account is connected. */
  us: string;
  /** `{order}`: an invented order number. */
  order: string;
  trade: Trade;
}

// Short forms in which stories are written.

export function silence(minutes: number, acts: readonly Act[], to?: string): Beat {
  return beat({ silence: minutes }, acts, to);
}

export function answered(likeness: Likeness, acts: readonly Act[], to?: string): Beat {
  return beat({ answered: likeness }, acts, to);
}

export function messaged(likeness: Likeness, acts: readonly Act[], to?: string): Beat {
  return beat({ messaged: likeness }, acts, to);
}

export function noticed(how: 'like' | 'repost', acts: readonly Act[], to?: string): Beat {
  return beat({ noticed: how }, acts, to);
}

function beat(on: Trigger, acts: readonly Act[], to: string | undefined): Beat {
  return to === undefined ? { on, acts } : { on, acts, to };
}

/** A last scene. */
export function ending(outcome: Outcome, acts: readonly Act[] = []): Scene {
  return { acts, beats: [], ends: outcome };
}

/** A reply to our newest reply. */
export function back(as: string, text: Lines): Act {
  return { do: 'reply', as, to: ours, text };
}

/** A direct message to us. */
export function dm(as: string, text: Lines): Act {
  return { do: 'dm', as, text };
}

export function likesOurs(as: string): Act {
  return { do: 'like', as, what: ours };
}
