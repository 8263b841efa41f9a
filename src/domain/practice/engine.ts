// Plays a story: a pure state machine over story time. The same seed and the same events give the same run.
import { practiceLimits, say } from './lines.ts';
import { between, roll } from './random.ts';
import {
  type Act,
  type Beat,
  type Fills,
  type Likeness,
  type Outcome,
  type Picture,
  type Scene,
  type Story,
  type Target,
  type Trait,
  type Trigger,
} from './story.ts';

/** An act with its words fixed: what the driver carries out on the network. */
export type Effect =
  | { do: 'post'; as: string; text: string; label?: string; picture?: Picture }
  | { do: 'reply'; as: string; to: Target; text: string; label?: string; picture?: Picture }
  | { do: 'quote'; as: string; of: Target; text: string; label?: string }
  | { do: 'edit'; label: string; text: string }
  | { do: 'delete'; label: string }
  | { do: 'dm'; as: string; text: string; picture?: Picture }
  | { do: 'like'; as: string; what: Target }
  | { do: 'repost'; as: string; what: Target }
  | { do: 'follow'; as: string }
  | { do: 'leave'; as: string };

/** What we did towards the people of the story. */
export type Noticed =
  | { kind: 'answered'; traits: readonly Trait[] }
  | { kind: 'messaged'; traits: readonly Trait[] }
  | { kind: 'like' | 'repost' };

/** A story under way; plain data, stored as it is. Times are milliseconds of story time since its start. */
export interface Play {
  scene: string;
  clockMs: number;
  pending: { effect: Effect; dueMs: number }[];
  /** Beats that happened, `scene/index`. */
  used: string[];
  /** When the last word fell, on either side; silence counts from here. */
  quietSinceMs: number;
  /** Our first public reply or message. */
  firstAnswerMs: number | null;
  answers: number;
  rolls: number;
  outcome: Outcome | null;
}

export interface Step {
  play: Play;
  effects: Effect[];
}

/** What stays the same during a run. */
export interface Setting {
  story: Story;
  fills: Fills;
  seed: string;
}

const minuteMs = 60_000;

/** While the program does not run, no time passes on the network: at most this much between two looks at a story. */
export const elapsedMaxMs = minuteMs;
/** Seconds a person takes to read our reply and type an answer: least, most. */
const reactionSeconds = [5, 40] as const;
/** Seconds between two things one person does in a row. */
const betweenActsSeconds = [8, 45] as const;
/** A story's own graph ends it long before; this stops a story that was written wrong. */
const stepsMax = 500;

/** Opens the story: its first scene's acts are due at once. */
export function open(setting: Setting): Play {
  const play: Play = {
    scene: setting.story.start,
    clockMs: 0,
    pending: [],
    used: [],
    quietSinceMs: 0,
    firstAnswerMs: null,
    answers: 0,
    rolls: 0,
    outcome: null,
  };
  return schedule(setting, play, sceneOf(setting.story, play.scene).acts ?? [], 'opening');
}

/** Lets story time run to `untilMs`; effects come in the order they are due. */
export function advance(setting: Setting, before: Play, untilMs: number): Step {
  let play = before;
  const effects: Effect[] = [];
  for (let steps = 0; steps < stepsMax && play.outcome === null; steps += 1) {
    const next = play.pending[0];
    const silent = nextSilence(setting.story, play);
    const dueMs = Math.min(next?.dueMs ?? Infinity, silent?.dueMs ?? Infinity);
    if (dueMs > untilMs) break;
    if (next !== undefined && next.dueMs <= dueMs) {
      effects.push(next.effect);
      play = { ...play, clockMs: Math.max(play.clockMs, next.dueMs), pending: play.pending.slice(1) };
    } else if (silent !== null) {
      play = happen(setting, { ...play, clockMs: Math.max(play.clockMs, silent.dueMs) }, silent.index, 'own');
    }
    play = endIfDone(setting.story, play);
  }
  if (play.outcome === null) play = { ...play, clockMs: Math.max(play.clockMs, untilMs) };
  return { play, effects };
}

/** Tells the story what we did, at story time `atMs`. A reply that fits no beat is read and left unanswered. */
export function notice(setting: Setting, before: Play, noticed: Noticed, atMs: number): Step {
  const { play: now, effects } = advance(setting, before, atMs);
  if (now.outcome !== null) return { play: now, effects };
  let play = now;
  if (noticed.kind === 'answered' || noticed.kind === 'messaged') {
    play = {
      ...play,
      answers: play.answers + 1,
      firstAnswerMs: play.firstAnswerMs ?? atMs,
      quietSinceMs: Math.max(play.quietSinceMs, atMs),
    };
  }
  const index = sceneOf(setting.story, play.scene).beats.findIndex(
    (beat, at) => !play.used.includes(`${play.scene}/${at}`) && fits(beat.on, noticed),
  );
  if (index >= 0) play = happen(setting, play, index, 'reaction');
  return { play: endIfDone(setting.story, play), effects };
}

/** Whether a trigger answers to what we did. */
export function fits(trigger: Trigger, noticed: Noticed): boolean {
  if ('answered' in trigger) return noticed.kind === 'answered' && isLike(trigger.answered, noticed.traits);
  if ('messaged' in trigger) return noticed.kind === 'messaged' && isLike(trigger.messaged, noticed.traits);
  if ('noticed' in trigger) return noticed.kind === trigger.noticed;
  return false;
}

function isLike(likeness: Likeness, traits: readonly Trait[]): boolean {
  if (likeness === 'any') return true;
  if (typeof likeness === 'string') return traits.includes(likeness);
  return likeness.every((trait) => traits.includes(trait));
}

function sceneOf(story: Story, id: string): Scene {
  // A scene that a newer version of the story no longer has ends the run instead of breaking the network.
  return story.scenes[id] ?? { beats: [], ends: 'went_quiet' };
}

/** When something happens next by itself, in story time; Infinity after the end. */
export function nextDueMs(story: Story, play: Play): number {
  if (play.outcome !== null) return Infinity;
  return Math.min(play.pending[0]?.dueMs ?? Infinity, nextSilence(story, play)?.dueMs ?? Infinity);
}

function nextSilence(story: Story, play: Play): { index: number; dueMs: number } | null {
  let first: { index: number; dueMs: number } | null = null;
  for (const [index, beat] of sceneOf(story, play.scene).beats.entries()) {
    if (!('silence' in beat.on) || play.used.includes(`${play.scene}/${index}`)) continue;
    const dueMs = play.quietSinceMs + beat.on.silence * minuteMs;
    if (first === null || dueMs < first.dueMs) first = { index, dueMs };
  }
  return first;
}

function happen(setting: Setting, before: Play, index: number, why: 'own' | 'reaction'): Play {
  const beat: Beat | undefined = sceneOf(setting.story, before.scene).beats[index];
  if (beat === undefined) return before;
  // Who gets an answer drops what they were about to say; who goes on by themselves finishes it.
  const interrupted = why === 'reaction' && beat.to !== undefined;
  let play: Play = {
    ...before,
    used: [...before.used, `${before.scene}/${index}`],
    pending: interrupted ? [] : before.pending,
  };
  const entered = beat.to === undefined ? [] : (sceneOf(setting.story, beat.to).acts ?? []);
  if (beat.to !== undefined) play = { ...play, scene: beat.to };
  return schedule(setting, play, [...beat.acts, ...entered], why);
}

function schedule(
  setting: Setting,
  before: Play,
  acts: readonly Act[],
  why: 'opening' | 'own' | 'reaction',
): Play {
  let rolls = before.rolls;
  const chance = () => roll(setting.seed, rolls++);
  let dueMs =
    why === 'reaction' ? before.clockMs : Math.max(before.clockMs, before.pending.at(-1)?.dueMs ?? 0);
  const pending = [...before.pending];
  for (const [at, act] of acts.entries()) {
    const usual = at > 0 ? betweenActsSeconds : why === 'reaction' ? reactionSeconds : ([0, 0] as const);
    const [least, most] = act.after ?? usual;
    dueMs += Math.round(between(least, most, chance()) * 1_000);
    pending.push({ effect: resolve(setting, act, chance()), dueMs });
  }
  pending.sort((a, b) => a.dueMs - b.dueMs);
  return { ...before, pending, rolls, quietSinceMs: Math.max(before.quietSinceMs, dueMs) };
}

function resolve(setting: Setting, act: Act, chance: number): Effect {
  const { after: _, ...effect } = act;
  if (!('text' in effect)) return effect;
  const limit = effect.do === 'dm' ? practiceLimits.dm : practiceLimits.post;
  return { ...effect, text: say(effect.text, setting.fills, chance, limit) };
}

function endIfDone(story: Story, play: Play): Play {
  const { ends } = sceneOf(story, play.scene);
  return ends === undefined || play.pending.length > 0 ? play : { ...play, outcome: ends };
}
