// Begins stories by themselves, at the pace the workspace chose, and everyday posts between them.
import { smallTalk } from '../../domain/practice/people.ts';
import { between, pick } from '../../domain/practice/random.ts';
import type { Pace, PracticeSettings } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { playable } from '../../domain/practice/stories/registry.ts';
import type { Story } from '../../domain/practice/story.ts';
import { begin } from './begin.ts';
import { plainWriting, write } from './write.ts';

/** Mean real time between two beginnings. */
const paceMs: Record<Exclude<Pace, 'off'>, number> = { calm: 300_000, busy: 30_000 };
/** The first few come quickly, so that somebody who has just arrived sees what this is. */
const firstStarts = 3;
const firstPaceMs = 15_000;
/** Every third beginning or so is somebody's small talk: a listener must let it pass. */
const smallTalkShare = 0.35;
const runningMax = 40;
/** What is older is forgotten, when something begins. */
const memoryMs = 60 * 24 * 3_600_000;

export interface Starting {
  workspaceId: string;
  settings: PracticeSettings;
  /** Stories under way. */
  running: number;
  nowMs: number;
  /** Numbers in [0, 1). */
  random(): number;
}

/** Begins a story (its id) or small talk (`small_talk`) when it is time; null when it is not. */
export async function startByPace(store: PracticeStore, starting: Starting): Promise<string | null> {
  const { workspaceId, settings, running, nowMs, random } = starting;
  if (settings.pace === 'off' || running >= runningMax) return null;
  const clock = await store.clock(workspaceId);
  if (clock.nextStartAt !== null && Date.parse(clock.nextStartAt) > nowMs) return null;
  const started = await startSomething(store, starting, clock.started);
  await store.forget(workspaceId, new Date(nowMs - memoryMs).toISOString());
  const meanMs = clock.started + 1 < firstStarts ? firstPaceMs : paceMs[settings.pace];
  await store.saveClock(workspaceId, {
    nextStartAt: new Date(nowMs + meanMs * between(0.5, 1.5, random())).toISOString(),
    started: clock.started + 1,
  });
  return started;
}

async function startSomething(
  store: PracticeStore,
  starting: Starting,
  before: number,
): Promise<string | null> {
  const { workspaceId, settings, nowMs, random } = starting;
  const seed = `${nowMs}-${random()}`;
  if (before >= firstStarts && random() < smallTalkShare) {
    return (await chat(store, starting)) ? 'small_talk' : null;
  }
  const accounts = await store.people(workspaceId, 'account');
  const choice = { languages: settings.languages, trade: settings.trade, hasAccount: accounts.length > 0 };
  const recent = await store.runs(workspaceId, { running: false, limit: 12 });
  const fresh = playable(choice).filter((story) => !recent.some((run) => run.storyId === story.id));
  const beginners = fresh.filter((story) => story.advice === 'speak' && !story.needsAccount);
  const story = weighted(before < firstStarts && beginners.length > 0 ? beginners : fresh, random());
  if (story === undefined) return null;
  await store.atomically(workspaceId, (inner) => begin(inner, workspaceId, story, { settings, seed, nowMs }));
  return story.id;
}

function weighted(stories: readonly Story[], chance: number): Story | undefined {
  let left = chance * stories.reduce((sum, story) => sum + (story.weight ?? 1), 0);
  for (const story of stories) {
    left -= story.weight ?? 1;
    if (left < 0) return story;
  }
  return stories.at(-1);
}

/** Somebody says something that has nothing to do with us. */
async function chat(store: PracticeStore, { workspaceId, nowMs, random }: Starting): Promise<boolean> {
  const people = (await store.people(workspaceId, 'cast')).filter((person) => person.voice !== 'spammer');
  const author = pick(people, random());
  if (author === undefined) return false;
  const text = pick(smallTalk[author.lang], random()) ?? '';
  const at = new Date(nowMs).toISOString();
  await write(store, workspaceId, { ...plainWriting, author, text, lang: author.lang, at });
  return true;
}
