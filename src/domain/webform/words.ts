// What is said in the conversations of our own contact forms, and the port to where it is kept.
import { z } from 'zod';
import type { Heard } from '../post/post.ts';

export const formLanguages = ['ja', 'en'] as const;
export type FormLanguage = (typeof formLanguages)[number];

/** In UTF-16 units; the page says so where more is entered. */
export const mostOfForm = { name: 100, email: 254, reference: 100, text: 5_000 } as const;
/** A visitor writes at most so much in one conversation; then a new one is begun. */
export const mostWords = 200;

const uuid = z.uuid();
/** Wider than the page allows: what was taken once is not to be lost by a narrower limit later. */
const entered = (most: number) => z.string().max(most * 4);

/** What a form tells its listener: a visitor's word, or that a visitor erased the whole conversation. */
export const formRecordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('word'),
    id: uuid,
    talkId: uuid,
    /** What the team said last, else what stood last; null: nothing did. */
    replyTo: uuid.nullable(),
    text: entered(mostOfForm.text).min(1),
    at: z.iso.datetime(),
    lang: z.enum(formLanguages),
    name: entered(mostOfForm.name),
    email: entered(mostOfForm.email),
    reference: entered(mostOfForm.reference),
  }),
  z.object({ type: z.literal('erased'), talkId: uuid, at: z.iso.datetime() }),
]);
export type FormRecord = z.infer<typeof formRecordSchema>;
export type VisitorWord = Omit<Extract<FormRecord, { type: 'word' }>, 'type'>;

/** Who left no address, or none any more. */
export const namelessVisitor = (talkId: string): string => `visitor-${talkId.replaceAll('-', '').slice(-6)}`;

/** What it means that a visitor erased a conversation: who a visitor is, is their conversation. */
export function erasedTalk({ talkId, at }: { talkId: string; at: string }) {
  const of = { authorNativeId: talkId, conversation: talkId, forgetAs: namelessVisitor(talkId) };
  return { type: 'author_gone', ...of, at: new Date(at).toISOString() } as const satisfies Heard;
}

/** A word as it stands on the page. */
export interface FormWord extends VisitorWord {
  byTeam: boolean;
  /** When we last changed it; null: never. */
  editedAt: string | null;
  /** The form that it stands in. */
  account: { nativeId: string; handle: string; displayName: string };
}

/** What a network needs of it; every method takes the workspace and sees no other's rows. */
export interface FormStore {
  /** Puts an answer onto the page, once for its key. Null: the page has run out, or was erased. */
  answer(
    workspaceId: string,
    answer: { accountId: string; talkId: string; replyTo: string; key: string; text: string; at: string },
  ): Promise<FormWord | null>;
  answerByKey(workspaceId: string, talkId: string, key: string): Promise<FormWord | null>;
  word(workspaceId: string, id: string): Promise<FormWord | null>;
  /** The newest of a conversation, oldest first. */
  words(workspaceId: string, talkId: string, limit: number): Promise<FormWord[]>;
  /** Of our own words only; null: there is none. */
  change(
    workspaceId: string,
    change: { accountId: string; id: string; text: string; at: string },
  ): Promise<FormWord | null>;
  /** Of our own words only; one that is gone is no fault. */
  remove(workspaceId: string, of: { accountId: string; id: string }): Promise<void>;
}

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Whether a text can be the id of a word or a conversation at all. */
export const isFormId = (text: string): boolean => uuidPattern.test(text);
