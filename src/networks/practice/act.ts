// Carries a story's effects out on the network, as the people of its cast.
import { AppError } from '../../domain/errors.ts';
import type { Effect } from '../../domain/practice/engine.ts';
import type { PracticePerson, PracticeRun } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { ours, type PracticeLanguage, type Target } from '../../domain/practice/story.ts';
import { pictureFor } from './pictures.ts';
import { plainWriting, rewrite, write } from './write.ts';

/**
 * Does one effect at `atMs` and hands the run back with what it remembers of it. What is no longer possible (the post
 * answered is gone, we left) is passed over, as a person would.
 */
export async function carryOut(
  store: PracticeStore,
  run: PracticeRun,
  effect: Effect,
  { workspaceId, lang, atMs }: { workspaceId: string; lang: PracticeLanguage; atMs: number },
): Promise<PracticeRun> {
  const next = { ...run, done: run.done + 1 };
  const at = new Date(atMs).toISOString();
  try {
    const label = await perform({ store, workspaceId, run, lang, at }, effect);
    return label === null ? next : { ...next, labels: { ...next.labels, ...label } };
  } catch (error) {
    if (
      error instanceof AppError &&
      (error.code === 'network_post_gone' || error.code === 'network_rejected')
    )
      return next;
    throw error;
  }
}

interface Scene {
  store: PracticeStore;
  workspaceId: string;
  run: PracticeRun;
  lang: PracticeLanguage;
  at: string;
}

/** Returns the label under which the story finds the new post again. */
async function perform(scene: Scene, effect: Effect): Promise<Record<string, string> | null> {
  const { store, workspaceId, run, at } = scene;
  switch (effect.do) {
    case 'post':
    case 'reply':
    case 'quote':
      return speak(scene, effect);
    case 'dm':
      await message(scene, effect);
      return null;
    case 'edit': {
      const post = await ownPost(scene, effect.label);
      if (post !== null) await rewrite(store, workspaceId, post, effect.text, at);
      return null;
    }
    case 'delete': {
      const id = run.labels[effect.label];
      if (id !== undefined) await store.deletePost(workspaceId, id, at);
      return null;
    }
    case 'like':
    case 'repost': {
      const targetId = targetOf(run, effect.what);
      const post = targetId === null ? null : await store.post(workspaceId, targetId);
      if (post === null || post.deletedAt !== null) return null;
      await store.addEdge(workspaceId, {
        kind: effect.do,
        personId: personOf(run, effect.as),
        targetId: post.id,
        at,
      });
      return null;
    }
    case 'follow': {
      const account = await accountOf(scene);
      if (account === null) return null;
      const edge = { kind: 'follow', personId: personOf(run, effect.as), targetId: account.id, at } as const;
      await store.addEdge(workspaceId, edge);
      return null;
    }
    case 'leave':
      await store.removePerson(workspaceId, personOf(run, effect.as), at);
      return null;
  }
}

async function speak(
  scene: Scene,
  effect: Extract<Effect, { do: 'post' | 'reply' | 'quote' }>,
): Promise<Record<string, string> | null> {
  const { store, workspaceId, run, lang, at } = scene;
  const replyTo = effect.do === 'reply' ? targetOf(run, effect.to) : null;
  const quotes = effect.do === 'quote' ? targetOf(run, effect.of) : null;
  if ((effect.do === 'reply' && replyTo === null) || (effect.do === 'quote' && quotes === null)) return null;
  const author = await actor(scene, effect.as);
  const picture = effect.do === 'quote' ? undefined : effect.picture;
  const images = picture === undefined ? [] : [await pictureFor(store, workspaceId, picture, lang)];
  const post = await write(store, workspaceId, {
    ...plainWriting,
    author,
    text: effect.text,
    lang,
    replyTo,
    quotes,
    kept: images,
    key: keyOf(run),
    runId: run.id,
    at,
  });
  return effect.label === undefined ? null : { [effect.label]: post.id };
}

async function message(scene: Scene, effect: Extract<Effect, { do: 'dm' }>): Promise<void> {
  const { store, workspaceId, run, lang, at } = scene;
  const account = await accountOf(scene);
  if (account === null) return;
  const { picture } = effect;
  await write(store, workspaceId, {
    ...plainWriting,
    author: await actor(scene, effect.as),
    visibility: 'dm',
    text: effect.text,
    lang,
    recipientId: account.id,
    kept: picture === undefined ? [] : [await pictureFor(store, workspaceId, picture, lang)],
    key: keyOf(run),
    runId: run.id,
    at,
  });
}

/** Whom the people of the story speak to: the account that answered last, else the one they know by its handle. */
async function accountOf({ store, workspaceId, run }: Scene): Promise<PracticePerson | null> {
  if (run.accountId !== null) return store.person(workspaceId, run.accountId);
  const [first] = await store.people(workspaceId, 'account');
  return first ?? null;
}

async function actor({ store, workspaceId, run }: Scene, role: string): Promise<PracticePerson> {
  const person = await store.person(workspaceId, personOf(run, role));
  if (person !== null && person.goneAt === null) return person;
  throw new AppError('network_post_gone', 'This person has left the practice network.');
}

async function ownPost({ store, workspaceId, run }: Scene, label: string) {
  const id = run.labels[label];
  const post = id === undefined ? null : await store.post(workspaceId, id);
  return post === null || post.deletedAt !== null ? null : post;
}

function personOf(run: PracticeRun, role: string): string {
  return run.cast[role] ?? '';
}

function targetOf(run: PracticeRun, target: Target): string | null {
  return target === ours ? run.oursId : (run.labels[target] ?? null);
}

function keyOf(run: PracticeRun): string {
  return `run:${run.id}:${run.done}`;
}
