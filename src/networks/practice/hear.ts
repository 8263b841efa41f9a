// What the people of a story notice of us: replies, messages, likes and reposts, as they feel them.
import { notice, type Effect, type Noticed, type Setting } from '../../domain/practice/engine.ts';
import type { PracticeEvent, PracticeRun } from '../../domain/practice/records.ts';
import { readReply } from '../../domain/practice/reply-traits.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { partnerIn } from './write.ts';

const eventsMax = 500;
/** What our accounts wrote lately, to feel copies. */
const rememberedReplies = 40;

export interface Hearing {
  setting: Setting;
  workspaceId: string;
  /** Story time, in milliseconds, of an instant. */
  storyTime(at: string): number;
}

/** Tells the story what our accounts did since it last listened. */
export async function hearOurs(
  store: PracticeStore,
  before: PracticeRun,
  { setting, workspaceId, storyTime }: Hearing,
): Promise<{ run: PracticeRun; effects: Effect[] }> {
  const events = await store.eventsAfter(workspaceId, before.heardSeq, eventsMax);
  let run = { ...before, heardSeq: events.at(-1)?.seq ?? before.heardSeq };
  const effects: Effect[] = [];
  for (const event of events) {
    if (event.person.kind !== 'account' || event.post === null || event.post.deletedAt !== null) continue;
    const atMs = storyTime(event.at);
    const deed = await deedTowards(store, run, event, { setting, workspaceId, atMs });
    if (deed === null) continue;
    if (event.type === 'post') {
      run = { ...run, accountId: event.person.id };
      if (event.post.visibility === 'public') run = { ...run, oursId: event.post.id };
    }
    if (deed === 'continued') continue;
    const step = notice(setting, run.play, deed, atMs);
    run = { ...run, play: step.play };
    effects.push(...step.effects);
  }
  return { run, effects };
}

/** What an event of ours means to this story; `continued` is the second part of a long answer. */
async function deedTowards(
  store: PracticeStore,
  run: PracticeRun,
  event: PracticeEvent,
  { setting, workspaceId, atMs }: { setting: Setting; workspaceId: string; atMs: number },
): Promise<Noticed | 'continued' | null> {
  const { post } = event;
  if (post === null) return null;
  if (event.type === 'like' || event.type === 'repost') {
    return post.runId === run.id ? { kind: event.type } : null;
  }
  if (event.type !== 'post') return null;
  const seen = {
    text: post.text,
    visibility: post.visibility,
    lang: setting.story.lang,
    waitedMinutes: (atMs - run.play.quietSinceMs) / 60_000,
  };
  if (post.conversation !== null) {
    const partner = partnerIn(post.conversation, event.person.id);
    if (partner === null || !Object.values(run.cast).includes(partner)) return null;
    return {
      kind: 'messaged',
      traits: readReply({ ...seen, earlier: await earlier(store, workspaceId, event) }),
    };
  }
  const parent = post.replyTo === null ? null : await store.post(workspaceId, post.replyTo);
  if (parent === null) return null;
  const root = post.root === null ? parent : await store.post(workspaceId, post.root);
  if (parent.runId !== run.id && root?.runId !== run.id) return null;
  if (parent.author.id === event.person.id) return 'continued';
  return {
    kind: 'answered',
    traits: readReply({ ...seen, earlier: await earlier(store, workspaceId, event) }),
  };
}

/** The account's texts before this one, to other threads and people. */
async function earlier(
  store: PracticeStore,
  workspaceId: string,
  { post, person }: PracticeEvent,
): Promise<string[]> {
  const written = await store.authorPosts(workspaceId, person.id, {
    visibility: 'any',
    limit: rememberedReplies,
  });
  const at = written.findIndex((each) => each.id === post?.id);
  return written
    .slice(at + 1)
    .filter((each) => each.root !== post?.root || each.conversation !== post?.conversation)
    .map((each) => each.text);
}
