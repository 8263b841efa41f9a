// What the practice page and the trainer do with the practice network.
import { AppError } from '../../domain/errors.ts';
import {
  speedMax,
  type PracticeFault,
  type PracticePerson,
  type PracticePost,
  type PracticeRun,
  type PracticeSettings,
} from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { playable, storyById } from '../../domain/practice/stories/registry.ts';
import type { Outcome, PracticeLanguage, Story } from '../../domain/practice/story.ts';
import { begin } from './begin.ts';
import { createCustomers, type CustomerWriting } from './customers.ts';
import { placesAt, type Places } from './places.ts';
import { skip } from './run.ts';
import { isId } from './write.ts';

/** The faults a trainer can switch on, one at a time. Tests set finer ones through the store. */
export const stageFaults = [
  'none',
  'slow',
  'rate_limited',
  'down',
  'reset',
  'token_dead',
  'malformed',
] as const;
export type StageFault = (typeof stageFaults)[number];

type Lasting = Exclude<StageFault, 'none' | 'token_dead'>;
const lasting: Record<Lasting, Omit<PracticeFault, 'id'>> = {
  slow: { kind: 'latency', area: 'all', every: 1, times: null, delayMs: 2_000 },
  rate_limited: { kind: 'rate_limited', area: 'all', every: 1, times: null, delayMs: 30_000 },
  down: { kind: 'unavailable', area: 'all', every: 1, times: null, delayMs: 0 },
  reset: { kind: 'reset_after', area: 'publish', every: 1, times: null, delayMs: 0 },
  malformed: { kind: 'malformed', area: 'listen', every: 1, times: null, delayMs: 0 },
};

export interface StoryShown {
  id: string;
  lang: PracticeLanguage;
  title: Story['title'];
  lesson: Story['lesson'];
  advice: Story['advice'];
  /** Whether it can begin now: false when it needs an account and none is connected. */
  ready: boolean;
}

/** How a story went, for the review with the trainee. */
export interface RunShown {
  id: string;
  storyId: string;
  startedAt: string;
  endedAt: string | null;
  outcome: Outcome | null;
  advice: Story['advice'] | null;
  /** Our public replies and messages. */
  answers: number;
  /** Story time until our first one; null: none. */
  firstAnswerMs: number | null;
}

export interface PracticeService {
  readonly places: Places;
  /** Newest first. `cursor` is the one given with the page before; errors: `cursor_invalid`. */
  timeline(
    workspaceId: string,
    page: { cursor: string | null; limit: number },
  ): Promise<{ items: PracticePost[]; next: string | null }>;
  /** The thread around a public post, oldest first. Errors: `not_found`. */
  thread(workspaceId: string, postId: string): Promise<PracticePost[]>;
  people(workspaceId: string): Promise<PracticePerson[]>;
  postAsCustomer(workspaceId: string, writing: CustomerWriting): Promise<PracticePost>;
  replyAsCustomer(workspaceId: string, writing: CustomerWriting & { replyTo: string }): Promise<PracticePost>;
  dmAsCustomer(workspaceId: string, writing: CustomerWriting): Promise<PracticePost>;
  editAsCustomer(workspaceId: string, postId: string, text: string): Promise<PracticePost>;
  deleteAsCustomer(workspaceId: string, postId: string): Promise<void>;
  likeAsCustomer(workspaceId: string, name: string, postId: string): Promise<void>;
  /** Messages between a person and our accounts, oldest first. */
  messages(workspaceId: string, personId: string): Promise<PracticePost[]>;
  listStories(workspaceId: string): Promise<StoryShown[]>;
  /** Errors: `not_found`, `invalid_input` (it needs an account), `too_many_requests`. */
  startStory(workspaceId: string, storyId: string, ownClock?: boolean): Promise<PracticeRun>;
  /**
   * Lets the time of these stories pass until the next thing happens in one of them. Answers whether anything will:
   * without, they wait for us alone.
   */
  skip(workspaceId: string, runIds: readonly string[]): Promise<boolean>;
  /** Newest first. */
  runs(workspaceId: string, limit: number): Promise<RunShown[]>;
  stopRun(workspaceId: string, runId: string): Promise<void>;
  settings(workspaceId: string): Promise<PracticeSettings>;
  /** Changes what is given. Tell it the company and its products whenever they change. */
  configure(workspaceId: string, patch: Partial<PracticeSettings>): Promise<PracticeSettings>;
  fault(workspaceId: string): Promise<StageFault>;
  /**
   * Puts one fault in place of all others. `token_dead` ends the sessions of our accounts: it goes away by connecting
   * them again, not by `none`.
   */
  setFault(workspaceId: string, fault: StageFault): Promise<void>;
  /** Bytes of a picture, to be served under `places.image`. Errors: `not_found`. */
  image(workspaceId: string, imageId: string): Promise<{ bytes: Uint8Array; mimeType: string }>;
}

export interface ServiceDeps {
  now(): number;
  /** In [0, 1). */
  random(): number;
  baseUrl?: string;
}

export function createPracticeService(store: PracticeStore, deps: ServiceDeps): PracticeService {
  const customers = createCustomers(store, deps);
  return {
    places: placesAt(deps.baseUrl ?? ''),
    ...reading(store),
    ...staging(store, deps),
    ...faulting(store),
    postAsCustomer: (workspaceId, writing) => customers.post(workspaceId, writing),
    replyAsCustomer: (workspaceId, writing) => customers.post(workspaceId, writing),
    dmAsCustomer: (workspaceId, writing) => customers.dm(workspaceId, writing),
    editAsCustomer: (workspaceId, postId, text) => customers.edit(workspaceId, postId, text),
    deleteAsCustomer: (workspaceId, postId) => customers.remove(workspaceId, postId),
    likeAsCustomer: (workspaceId, name, postId) => customers.like(workspaceId, name, postId),
    messages: (workspaceId, personId) => customers.messages(workspaceId, personId),
  };
}

function reading(store: PracticeStore): Pick<PracticeService, 'timeline' | 'thread' | 'people' | 'image'> {
  return {
    async timeline(workspaceId, { cursor, limit }) {
      if (cursor !== null && !isId(cursor)) {
        throw new AppError('cursor_invalid', 'This is no position of the timeline: begin without one.', {
          where: 'cursor',
        });
      }
      const items = await store.timeline(workspaceId, { before: cursor, limit: limit + 1 });
      const shown = items.slice(0, limit);
      return { items: shown, next: items.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
    async thread(workspaceId, postId) {
      const post = isId(postId) ? await store.post(workspaceId, postId) : null;
      if (post === null || post.visibility !== 'public') throw missing('post');
      return store.thread(workspaceId, post.root ?? post.id, 200);
    },
    people: (workspaceId) => store.people(workspaceId),
    async image(workspaceId, imageId) {
      const image = isId(imageId) ? await store.image(workspaceId, imageId) : null;
      if (image === null) throw missing('picture');
      return image;
    },
  };
}

function staging(
  store: PracticeStore,
  deps: ServiceDeps,
): Pick<
  PracticeService,
  'listStories' | 'startStory' | 'skip' | 'runs' | 'stopRun' | 'settings' | 'configure'
> {
  return {
    async listStories(workspaceId) {
      const { languages, trade } = await store.settings(workspaceId);
      const accounts = await store.people(workspaceId, 'account');
      return playable({ languages, trade, hasAccount: true }).map(
        ({ id, lang, title, lesson, advice, needsAccount }) => ({
          id,
          lang,
          title,
          lesson,
          advice,
          ready: !needsAccount || accounts.length > 0,
        }),
      );
    },
    skip: (workspaceId, runIds) => skip(store, workspaceId, runIds, deps.now()),
    async startStory(workspaceId, storyId, ownClock = false) {
      const story = storyById(storyId);
      if (story === undefined) throw missing('story');
      const nowMs = deps.now();
      const seed = `${nowMs}-${deps.random()}`;
      const settings = await store.settings(workspaceId);
      return store.atomically(workspaceId, (inner) =>
        begin(inner, workspaceId, story, { settings, seed, nowMs, ownClock }),
      );
    },
    async runs(workspaceId, limit) {
      const runs = await store.runs(workspaceId, { running: false, limit });
      return runs.map((run) => ({
        id: run.id,
        storyId: run.storyId,
        startedAt: run.startedAt,
        endedAt: run.endedAt,
        outcome: run.outcome,
        advice: storyById(run.storyId)?.advice ?? null,
        answers: run.play.answers,
        firstAnswerMs: run.play.firstAnswerMs,
      }));
    },
    async stopRun(workspaceId, runId) {
      await store.atomically(workspaceId, async (inner) => {
        const run = isId(runId) ? await inner.holdRun(workspaceId, runId) : null;
        if (run === null) throw missing('running story');
        if (run.endedAt !== null) return;
        const endedAt = new Date(deps.now()).toISOString();
        await inner.saveRun(workspaceId, { ...run, endedAt, outcome: 'went_quiet' });
      });
    },
    settings: (workspaceId) => store.settings(workspaceId),
    configure: (workspaceId, patch) => configure(store, workspaceId, patch),
  };
}

async function configure(
  store: PracticeStore,
  workspaceId: string,
  patch: Partial<PracticeSettings>,
): Promise<PracticeSettings> {
  const before = await store.settings(workspaceId);
  const next = { ...before, ...patch };
  if (!(next.speed >= 1 && next.speed <= speedMax)) {
    throw new AppError(
      'invalid_input',
      `The speed is a number from 1 to ${speedMax}; it was ${next.speed}.`,
      {
        where: 'speed',
      },
    );
  }
  if (next.languages.length === 0) {
    throw new AppError('invalid_input', 'The practice network needs at least one language.', {
      where: 'languages',
    });
  }
  await store.saveSettings(workspaceId, next);
  // Whoever asks for more does not want to wait for what was planned at the slower pace.
  if (next.pace !== before.pace) {
    await store.saveClock(workspaceId, { ...(await store.clock(workspaceId)), nextStartAt: null });
  }
  return next;
}

function faulting(store: PracticeStore): Pick<PracticeService, 'fault' | 'setFault'> {
  return {
    async fault(workspaceId) {
      const [fault] = await store.faults(workspaceId);
      if (fault !== undefined) {
        const named = Object.entries(lasting).find(([, { kind }]) => kind === fault.kind);
        return (named?.[0] as Lasting | undefined) ?? 'none';
      }
      const accounts = await store.people(workspaceId, 'account');
      const hashes = await Promise.all(accounts.map(({ id }) => store.tokenHash(workspaceId, id)));
      return hashes.length > 0 && hashes.every((hash) => hash === null) ? 'token_dead' : 'none';
    },
    async setFault(workspaceId, fault) {
      await store.removeFaults(workspaceId);
      if (fault === 'none') return;
      if (fault !== 'token_dead') {
        await store.addFault(workspaceId, lasting[fault]);
        return;
      }
      for (const { id } of await store.people(workspaceId, 'account')) {
        await store.setTokenHash(workspaceId, id, null);
      }
    },
  };
}

function missing(what: string): AppError {
  return new AppError('not_found', `There is no such ${what} on the practice network.`);
}
