// Makes posts of what Facebook says: of comments, of what visitors post on the Page, of mentions and recommendations. Pure.
import type { Author, Media, Mention, Post } from '../../domain/post/post.ts';
import { linksIn } from '../kit/links.ts';
import { iso, mediaAt, type MessagingOf, type MetaSelf } from '../kit/meta-message-posts.ts';
import { hashtagsIn } from '../kit/tags.ts';
import { NETWORK } from './manifest.ts';
import type { FacebookComment, FacebookPost, FacebookWho } from './schemas.ts';

export type Self = MetaSelf;

const SITE = 'https://www.facebook.com';
export const pageAt = (id: string): string => `${SITE}/${encodeURIComponent(id)}`;

/** The Page, as its messages know it. People have no page that we know of. */
export const messagingOf = (self: Self): MessagingOf => ({
  network: NETWORK,
  self,
  pageOf: ({ nativeId }) => (nativeId === self.nativeId ? pageAt(nativeId) : null),
});

/** Facebook leaves out who it does not show to the app: it is somebody all the same, and another one each time. */
function authorOf(self: Self, who: FacebookWho | null, postId: string): Author {
  if (who?.id === self.nativeId) {
    return { nativeId: self.nativeId, handle: self.handle, displayName: '', url: pageAt(self.nativeId) };
  }
  return { nativeId: who?.id ?? `unnamed ${postId}`, handle: '', displayName: who?.name ?? '' };
}

/** What there is of anything written in public. */
export interface Told {
  id: string;
  who: FacebookWho | null;
  text: string;
  at: string;
  media: Media[];
  url?: string | null | undefined;
  /** Whether it names the Page. */
  namesUs?: boolean;
}

function publicPost(self: Self, told: Told): Omit<Post, 'kind' | 'ref'> {
  const { id, who, text, at, media, url, namesUs = false } = told;
  const mentions: Mention[] = namesUs ? [self] : [];
  return {
    network: NETWORK,
    nativeId: id,
    visibility: 'public',
    author: authorOf(self, who, id),
    text,
    mentions,
    hashtags: hashtagsIn(text),
    links: linksIn(text),
    // Of a sticker or the like nothing is told but that something is there.
    media: text === '' && media.length === 0 ? [mediaAt('other', 'attachment', undefined)] : media,
    ...(typeof url === 'string' ? { url } : {}),
    createdAt: at,
  };
}

/** `under`: `us` on our Page, where we may answer; `other` elsewhere. `is`: what it is beside a comment. */
export const postPost = (
  self: Self,
  told: Told,
  { under, is = 'post' }: { under: 'us' | 'other'; is?: 'post' | 'rating' },
): Post => ({
  ...publicPost(self, { ...told, url: told.url ?? pageAt(told.id) }),
  kind: 'post',
  ref: { post: told.id, under, is },
});

/** `parent` is the comment it answers; null right below the post. */
export function commentPost(
  self: Self,
  told: Told,
  { post, parent, under }: { post: string; parent: string | null; under: 'us' | 'other' },
): Post {
  return {
    ...publicPost(self, { ...told, url: told.url ?? pageAt(post) }),
    kind: 'reply',
    replyTo: parent ?? post,
    root: post,
    ref: { post, under, ...(parent === null ? {} : { parent }) },
  };
}

const kindOf = (type: string): Media['kind'] =>
  /photo|image|sticker/i.test(type) ? 'image' : /video/i.test(type) ? 'video' : 'other';

/** A comment as Facebook answers with it. */
export function answeredComment(self: Self, comment: FacebookComment, post: string): Post {
  const { attachment } = comment;
  const told: Told = {
    id: comment.id,
    who: comment.from ?? null,
    text: comment.message,
    at: iso(comment.created_time),
    media:
      attachment === null || attachment === undefined
        ? []
        : [mediaAt(kindOf(attachment.type), attachment.title, attachment.url ?? undefined)],
    url: comment.permalink_url,
  };
  return commentPost(self, told, { post, parent: comment.parent?.id ?? null, under: 'us' });
}

export function answeredPost(self: Self, post: FacebookPost, under: 'us' | 'other'): Post {
  const told: Told = {
    id: post.id,
    who: post.from ?? null,
    text: post.message,
    at: iso(post.created_time),
    media: typeof post.full_picture === 'string' ? [mediaAt('image', '', post.full_picture)] : [],
    url: post.permalink_url,
    namesUs: under === 'other',
  };
  return postPost(self, told, { under });
}
