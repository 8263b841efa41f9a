// Turns what a channel told into posts, edits and deletions.
import type { Post } from '../../domain/post/post.ts';
import { linksIn } from '../kit/links.ts';
import type { Delivered } from '../kit/network.ts';
import { idIn } from './ids.ts';
import { NETWORK } from './manifest.ts';
import { eventSchema } from './schemas.ts';
import type { ChannelPost } from './schemas.ts';

const utc = (text: string): string => new Date(text).toISOString();

/** Its own account is mentioned in what it says came to us. */
function postOf(post: ChannelPost, channel: string): Post {
  const { author, visibility, replyTo, root, url, lang } = post;
  const { url: authorUrl, avatarUrl } = author;
  const partner = post.conversation ?? author.id;
  const inChannel = (id: string): string => idIn(channel, id);
  return {
    network: NETWORK,
    nativeId: inChannel(post.id),
    kind: replyTo === undefined ? 'post' : 'reply',
    visibility,
    author: {
      nativeId: inChannel(author.id),
      handle: author.handle,
      displayName: author.name,
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      ...(authorUrl === undefined ? {} : { url: authorUrl }),
      ...(author.isBot ? { isBot: true } : {}),
    },
    text: post.text,
    ...(lang === undefined ? {} : { langHint: lang }),
    mentions: post.toUs === 'mention' ? [{ nativeId: channel, handle: channel }] : [],
    hashtags: post.hashtags,
    links: linksIn(post.text),
    media: post.media,
    ...(replyTo === undefined ? {} : { replyTo: inChannel(replyTo) }),
    ...(root === undefined ? {} : { root: inChannel(root) }),
    ...(visibility === 'dm' ? { conversation: inChannel(partner) } : {}),
    ...(url === undefined ? {} : { url }),
    createdAt: utc(post.createdAt),
  };
}

/** What a delivery's body means. Never throws: what cannot be understood is told as such. */
export function normalise(body: string, channel: string, receivedAt: string): Delivered {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    return { raw: body, outcome: { malformed: 'it is no JSON' } };
  }
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { raw, outcome: { malformed: issues.join('; ') } };
  }
  const event = parsed.data;
  if (event.type === 'delete') {
    const nativeId = idIn(channel, event.post.id);
    return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt: utc(event.at ?? receivedAt) } } };
  }
  const post = postOf(event.post, channel);
  const inbound = post.visibility === 'dm' ? 'dm' : event.post.toUs;
  const heard =
    event.type === 'post'
      ? ({ type: 'post', post } as const)
      : ({ type: 'edit', post, editedAt: utc(event.at ?? receivedAt) } as const);
  return { raw, outcome: { heard }, ...(inbound === undefined ? {} : { inbound }) };
}
