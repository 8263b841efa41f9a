// What matching reads of a post, and that post made ready once for any number of queries.
import type { Media, Mention, Post, PostKind } from '../post/post.ts';
import { searchableText } from '../post/searchable-text.ts';
import { addressPlaces, withoutPlaces } from './addresses.ts';
import { fold, foldText, type Folded } from './fold.ts';
import { accountNames, linkKey, primaryLanguage, type LinkKey } from './post-fields.ts';

/** What matching reads of a post. */
export interface Matchable {
  network: string;
  kind: PostKind;
  /** Followers are null or absent while nobody knows them. */
  author: { nativeId?: string; handle: string; followers?: number | null | undefined };
  text: string;
  lang: string | null;
  mentions: readonly Mention[];
  /** Without `#`. */
  hashtags: readonly string[];
  links: readonly string[];
  media: readonly Media[];
}

/** A post made ready. What few queries ask for is made when the first does. */
export class PreparedPost {
  readonly post: Matchable;
  /** The searchable text as it is. */
  readonly text: string;
  /** Where addresses and handles stand in it (addressPlaces). */
  readonly addresses: readonly number[];
  /** The searchable text with NUL in place of addresses and handles, folded. */
  readonly folded: Folded;
  readonly lang: string | null;
  readonly followers: number | null;
  private plainText: Folded | null = null;
  private tags: readonly string[] | null = null;
  private mentionNames: readonly string[] | null = null;
  private authorNames: readonly string[] | null = null;
  private linkKeys: readonly LinkKey[] | null = null;

  constructor(post: Matchable) {
    this.post = post;
    this.text = searchableText(post);
    this.addresses = addressPlaces(this.text);
    this.folded = fold(this.text, this.addresses);
    this.lang = post.lang === null ? null : primaryLanguage(post.lang);
    this.followers = post.author.followers ?? null;
  }

  /** The same as `folded`, not folded. */
  get plain(): Folded {
    this.plainText ??= { text: withoutPlaces(this.text, this.addresses), moves: null };
    return this.plainText;
  }

  /** Folded. */
  get hashtags(): readonly string[] {
    this.tags ??= this.post.hashtags.map(foldText);
    return this.tags;
  }

  /** Names by which the mentioned accounts can be asked for. */
  get mentioned(): readonly string[] {
    this.mentionNames ??= this.post.mentions.flatMap(accountNames);
    return this.mentionNames;
  }

  /** Names by which the author can be asked for. */
  get author(): readonly string[] {
    this.authorNames ??= accountNames(this.post.author);
    return this.authorNames;
  }

  get links(): readonly LinkKey[] {
    this.linkKeys ??= this.post.links.map(linkKey).filter((key) => key !== null);
    return this.linkKeys;
  }
}

/** Makes a post ready. */
export function preparePost(post: Matchable): PreparedPost {
  return new PreparedPost(post);
}

/** What matching reads of a normalised post. */
export function matchableOf(post: Post, lang: string | null): Matchable {
  const { network, kind, author, text, mentions, hashtags, links, media } = post;
  return { network, kind, author, text, lang, mentions, hashtags, links, media };
}
