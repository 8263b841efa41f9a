// What the four kinds of feed have in common: an entry as it was written, before anything is made of it.

export interface FeedMedia {
  url: string;
  /** MIME type or medium as written; may be empty. */
  type: string;
  alt: string;
  thumb: string;
  width: string;
  height: string;
}

/** What an author wrote, and whether it is markup. */
export interface Written {
  text: string;
  isMarkup: boolean;
}

export interface FeedEntry {
  /** The feed's own id of it, else where it stands; empty where it has neither. */
  id: string;
  /** Not resolved yet; may be empty. */
  link: string;
  title: Written;
  /** The longest that the feed has: the article, or its summary. */
  body: Written;
  author: string;
  authorUrl: string;
  /** As written; empty where the feed does not say. */
  published: string;
  updated: string;
  language: string;
  categories: string[];
  media: FeedMedia[];
  /** The id of the entry it answers; empty for an article. */
  answers: string;
  raw: unknown;
}

export interface Feed {
  title: string;
  /** Where its readers go; not resolved yet. */
  link: string;
  /** What its relative addresses begin with; empty where it does not say. */
  base: string;
  language: string;
  entries: FeedEntry[];
  /** Entries that it says are gone. */
  deleted: { id: string; when: string; raw: unknown }[];
}

export const noMedia: Omit<FeedMedia, 'url'> = { type: '', alt: '', thumb: '', width: '', height: '' };
export const plain = (text: string): Written => ({ text, isMarkup: false });
export const markup = (text: string): Written => ({ text, isMarkup: true });

/** Raw records are kept this long at most, in characters. */
export const MAX_RAW = 20_000;
/** Entries of one document that are looked at: feeds have the newest first. */
export const MAX_ENTRIES = 1000;
