// The records of `kizuki check-reply`: a draft with whom it answers, who writes it, and when.
import { z } from 'zod';
import type { DraftContext } from '../domain/guideline/context.ts';
import { postKinds } from '../domain/post/post.ts';
import { RecordFault } from './match-records.ts';

const said = z.object({ author: z.string().default(''), text: z.string() });
const count = z.number().min(0);

const replyRecord = z.object({
  id: z.union([z.string().min(1), z.int().transform(String)]),
  lang: z.string().nullish(),
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
  hours: z.object({ open: z.boolean() }).nullish(),
  agent: z
    .object({ openCases: count.default(0), minutesOn: count.default(0), nearBreach: count.default(0) })
    .nullish(),
  post: said.extend({ kind: z.enum(postKinds).default('post') }),
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
  const {
    id,
    lang,
    channel,
    firstContact,
    persona,
    hours,
    agent,
    post,
    thread,
    newer,
    recentReplies,
    draft,
  } = read.data;
  return {
    id,
    lang: (lang ?? languageOf(draft) ?? '').toLowerCase().slice(0, 2),
    channel,
    isFirstContact: firstContact,
    persona: { ...persona, signature: persona.signature ?? '' },
    isOpen: hours?.open ?? null,
    agent: agent ?? null,
    post: { author: post.author, text: post.text, isReply: post.kind === 'reply' },
    thread: (thread ?? []).filter(({ author, text }) => author !== post.author || text !== post.text),
    newer: newer ?? [],
    recentReplies: recentReplies ?? [],
    draft,
  };
}
