// Turns what stands in a form's conversations into posts, and what it tells its listener into what was heard.
import type { Author, Post } from '../../domain/post/post.ts';
import { erasedTalk, formRecordSchema, namelessVisitor } from '../../domain/webform/words.ts';
import type { FormWord, VisitorWord } from '../../domain/webform/words.ts';
import { withoutNul } from '../kit/fields.ts';
import { linksIn } from '../kit/links.ts';
import type { Delivered } from '../kit/network.ts';
import { NETWORK } from './manifest.ts';

const referenceLabel = { ja: '注文番号・受付番号：', en: 'Order or reference number: ' } as const;

/**
 * Each conversation is a person of its own: an address that anybody can enter is no proof that two are one. Who gave none is
 * told apart by a short name.
 */
export function visitorOf({ talkId, name, email }: Pick<VisitorWord, 'talkId' | 'name' | 'email'>): Author {
  const handle = email === '' ? namelessVisitor(talkId) : email;
  return { nativeId: talkId, handle: withoutNul(handle), displayName: withoutNul(name) };
}

function textOf({ text, reference, lang }: VisitorWord): string {
  const written = withoutNul(text);
  return reference === '' ? written : `${written}\n\n${referenceLabel[lang]}${withoutNul(reference)}`;
}

function postOf(word: VisitorWord, author: Author): Post {
  const { id, talkId, replyTo, lang, at } = word;
  const text = textOf(word);
  return {
    network: NETWORK,
    nativeId: id,
    kind: replyTo === null ? 'post' : 'reply',
    visibility: 'dm',
    author,
    text,
    langHint: lang,
    mentions: [],
    hashtags: [],
    links: linksIn(text),
    media: [],
    ...(replyTo === null ? {} : { replyTo }),
    conversation: talkId,
    createdAt: new Date(at).toISOString(),
  };
}

/** A word as it stands on the page, of whoever said it. */
export const shownPost = (word: FormWord): Post =>
  postOf(word, word.byTeam ? { ...word.account } : visitorOf(word));

/** What a delivery's body means. Never throws: what cannot be understood is told as such. */
export function normalise(body: string): Delivered {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    return { raw: body, outcome: { malformed: 'it is no JSON' } };
  }
  const parsed = formRecordSchema.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { raw, outcome: { malformed: issues.join('; ') } };
  }
  const record = parsed.data;
  if (record.type === 'erased') return { raw, outcome: { heard: erasedTalk(record) } };
  const heard = { type: 'post', post: postOf(record, visitorOf(record)) } as const;
  return { raw, outcome: { heard }, inbound: 'dm' };
}
