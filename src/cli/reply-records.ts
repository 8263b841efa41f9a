// The records of `kizuki check-reply`: a draft with whom it answers, who writes it, and when.
import { z } from 'zod';
import type { DraftContext } from '../domain/guideline/context.ts';
import { lengthRuleOf } from '../domain/post/networks.ts';
import { postKinds } from '../domain/post/post.ts';
import { RecordFault } from './match-records.ts';

const said = z.object({ author: z.string().default(''), text: z.string() });
const count = z.number().min(0);

const person = z.object({
  seen: z.boolean().nullish(),
  name: z.string().nullish(),
  contacts7d: count.nullish(),
  optedOut: z.boolean().nullish(),
  lastOutcome: z.string().nullish(),
});

const replyRecord = z.object({
  id: z.union([z.string().min(1), z.int().transform(String)]),
  lang: z.string().nullish(),
  network: z.string().nullish(),
  account: z.string().nullish(),
  channel: z.enum(['public', 'dm']).default('public'),
  firstContact: z.boolean().default(false),
  persona: z
    .object({
      name: z.string().default(''),
      emoji: z.enum(['none', 'allowed']).default('none'),
      register: z.enum(['polite', 'friendly']).default('polite'),
      signature: z.string().nullish(),
    })
    .prefault({}),
  hours: z.object({ open: z.boolean(), text: z.string().nullish() }).nullish(),
  agent: z
    .object({ openCases: count.default(0), minutesOn: count.default(0), nearBreach: count.default(0) })
    .nullish(),
  person: person.nullish(),
  post: said.extend({ kind: z.enum(postKinds).default('post'), createdAt: z.string().nullish() }),
  now: z.string().nullish(),
  waitedMinutes: count.nullish(),
  promiseMinutes: count.nullish(),
  unanswered: count.nullish(),
  thread: z.array(said).nullish(),
  newer: z.array(z.object({ text: z.string(), minutesAfter: z.number().default(0) })).nullish(),
  recentReplies: z.array(z.string()).nullish(),
  draft: z.string(),
});

export interface ReplyRecord extends DraftContext {
  id: string;
}

/** Without `lang`, the language of the draft is told by `languageOf`. Errors: RecordFault, with the field. */
export function readReply(value: unknown, languageOf: (text: string) => string | null): ReplyRecord {
  const read = replyRecord.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'the record' : `"${issue.path.join('.')}"`;
    throw new RecordFault(`${where} is not as it should be: ${issue?.message ?? 'unknown'}`);
  }
  const { id, lang, channel, firstContact, persona, hours, agent, post, draft } = read.data;
  return {
    id,
    lang: (lang ?? languageOf(draft) ?? '').toLowerCase().slice(0, 2),
    channel,
    isFirstContact: firstContact,
    persona: { ...persona, signature: persona.signature ?? '' },
    isOpen: hours?.open ?? null,
    agent: agent ?? null,
    post: { author: post.author, text: post.text, isReply: post.kind === 'reply' },
    thread: (read.data.thread ?? []).filter((one) => !isSame(one, post)),
    newer: read.data.newer ?? [],
    recentReplies: read.data.recentReplies ?? [],
    draft,
    ...knownOf(read.data),
  };
}

type Read = z.infer<typeof replyRecord>;

const isSame = (one: { author: string; text: string }, other: { author: string; text: string }): boolean =>
  one.author === other.author && one.text === other.text;

/** What a record may leave out. */
function knownOf(record: Read): Partial<DraftContext> {
  const known: Partial<DraftContext> = { isRepost: record.post.kind === 'repost' };
  const length = lengthRuleOf(record.network ?? '', record.channel);
  if (length !== null) known.length = length;
  if (record.account != null) known.account = record.account;
  if (record.hours?.text != null) known.hoursText = record.hours.text;
  const minutes = waitedMinutes(record);
  if (minutes !== null) known.waiting = { minutes, promiseMinutes: record.promiseMinutes ?? null };
  const { person } = record;
  if (person != null)
    known.person = {
      hasSeen: person.seen ?? null,
      name: person.name ?? '',
      contacts7d: person.contacts7d ?? null,
      optedOut: person.optedOut ?? false,
      lastOutcome: person.lastOutcome ?? null,
    };
  known.unanswered = record.unanswered ?? unansweredOf(record);
  return known;
}

/** Null where the record does not say both when it was written and what time it is. */
function waitedMinutes({ waitedMinutes: said, now, post }: Read): number | null {
  if (said != null) return said;
  const minutes = (Date.parse(now ?? '') - Date.parse(post.createdAt ?? '')) / 60_000;
  return Number.isFinite(minutes) ? Math.max(0, Math.round(minutes)) : null;
}

/** Where the thread goes on behind the post: how often the account wrote since, to somebody who did not answer. */
function unansweredOf({ thread, post, account, firstContact }: Read): number {
  const said = thread ?? [];
  const at = said.findLastIndex((one) => isSame(one, post));
  if (at === -1 || firstContact) return 0;
  const since = said.slice(at + 1).map(({ author }) => author);
  const [first] = since;
  return first !== undefined && first !== post.author && since.every((one) => one === (account ?? first))
    ? since.length
    : 0;
}
