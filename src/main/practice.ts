// The practice network as the server shows it: its timeline and stage as use cases, and the loop that plays its stories.
import type { PracticePostView } from '../contract/endpoints/practice.ts';
import { AppError } from '../domain/errors.ts';
import type { PracticePerson, PracticePost } from '../domain/practice/records.ts';
import type { PracticeStore } from '../domain/practice/store.ts';
import { tick } from '../networks/practice/run.ts';
import { createPracticeService, type PracticeService } from '../networks/practice/service.ts';
import type { Actor, PracticeUseCases } from '../server/ports.ts';
import { inWorkspace } from '../storage/database.ts';
import { joinPractice, type JoinDeps } from './join-practice.ts';
import { createPracticeSessions, type PracticeSessions } from './practice-sessions.ts';
import { appendEvent } from '../storage/events.ts';

export interface PracticeDeps extends JoinDeps {
  store: PracticeStore;
  baseUrl: string;
}

export interface Practice {
  useCases: PracticeUseCases;
  service: PracticeService;
  /** Moves the stories of one workspace on. */
  tick(workspaceId: string): Promise<void>;
}

/** How soon the stories know of a new product. */
const tellEveryMs = 60_000;

/** Makes the practice network's use cases. */
export function createPractice(deps: PracticeDeps): Practice {
  const { store, world } = deps;
  const service = createPracticeService(store, { now: world.now, random: Math.random, baseUrl: '' });
  const tell = (workspaceId: string, actorId: string | null): Promise<void> =>
    showTimeline(deps, workspaceId, actorId);
  const sessions = createPracticeSessions({
    db: deps.db,
    service,
    world,
    tell,
    tellProducts: (workspaceId) => tellProducts(deps, service, workspaceId),
  });
  return {
    service,
    tick: ticking(deps, { service, sessions, tell }),
    useCases: {
      ...sessions.useCases,
      async readPracticeTimeline({ workspaceId }, { query }) {
        if (query.person !== undefined) {
          const messages = await service.messages(workspaceId, query.person);
          return { rows: messages.map((post) => viewOf(service, post)), nextCursor: null };
        }
        if (query.root !== undefined) {
          const posts = await service.thread(workspaceId, query.root);
          return { rows: posts.map((post) => viewOf(service, post)), nextCursor: null };
        }
        const page = await service.timeline(workspaceId, {
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        return { rows: page.items.map((post) => viewOf(service, post)), nextCursor: page.next };
      },
      async postAsCustomer({ workspaceId, userId }, { body, idempotencyKey }) {
        const { name, text, replyTo, visibility } = body;
        const writing = { name, text, replyTo, ...(idempotencyKey === null ? {} : { idempotencyKey }) };
        const post =
          visibility === 'dm'
            ? await service.dmAsCustomer(workspaceId, writing)
            : await service.postAsCustomer(workspaceId, writing);
        await tell(workspaceId, userId);
        return viewOf(service, post);
      },
      async deleteAsCustomer({ workspaceId, userId }, { params }) {
        await service.deleteAsCustomer(workspaceId, params.id);
        await tell(workspaceId, userId);
      },
      readPracticeStage: (actor) => readStage(service, actor),
      async changePracticeStage({ workspaceId, userId }, { body }) {
        const { pace, speed, languages, fault } = body;
        await service.configure(workspaceId, {
          ...(pace === undefined ? {} : { pace }),
          ...(speed === undefined ? {} : { speed }),
          ...(languages === undefined ? {} : { languages }),
        });
        if (fault !== undefined) await service.setFault(workspaceId, fault);
        await tell(workspaceId, userId);
      },
      async startPracticeStory({ workspaceId, userId }, { params }) {
        await tellProducts(deps, service, workspaceId);
        const run = await service.startStory(workspaceId, params.id);
        await tell(workspaceId, userId);
        return { runId: run.id };
      },
      async joinPractice(actor, { body }) {
        await tellProducts(deps, service, actor.workspaceId);
        return joinPractice(deps, service, actor, body);
      },
    },
  };
}

/** Moves the stories of a workspace on, and ends the sessions that are over with them. */
function ticking(
  deps: PracticeDeps,
  {
    service,
    sessions,
    tell,
  }: {
    service: PracticeService;
    sessions: PracticeSessions;
    tell(workspaceId: string, actorId: string | null): Promise<void>;
  },
): Practice['tick'] {
  const { store, world } = deps;
  const toldAt = new Map<string, number>();
  return async (workspaceId) => {
    const nowMs = world.now();
    if (nowMs - (toldAt.get(workspaceId) ?? 0) >= tellEveryMs) {
      toldAt.set(workspaceId, nowMs);
      await tellProducts(deps, service, workspaceId);
    }
    const { effects, failed } = await tick(store, workspaceId, nowMs, Math.random);
    if (effects > 0) await tell(workspaceId, null);
    await sessions.endFinished(workspaceId);
    if (failed.length > 0) throw failed[0];
  };
}

function viewOf(service: PracticeService, post: PracticePost): PracticePostView {
  const [image] = post.images;
  return {
    id: post.id,
    personId: post.author.id,
    handle: post.author.handle,
    name: post.author.displayName,
    ours: post.author.kind === 'account',
    text: post.text,
    image: image === undefined ? null : { url: service.places.image(image.id), alt: image.alt },
    replyTo: post.replyTo,
    root: post.root,
    visibility: post.visibility,
    likes: post.likes,
    reposts: post.reposts,
    deleted: post.deletedAt !== null,
    edited: post.editedAt !== null,
    at: post.createdAt,
  };
}

async function readStage(service: PracticeService, { workspaceId }: Actor) {
  const { pace, speed, languages } = await service.settings(workspaceId);
  const stories = await service.listStories(workspaceId);
  const people = await service.people(workspaceId);
  return {
    pace,
    speed,
    languages,
    fault: await service.fault(workspaceId),
    stories: stories.map(({ id, lang, title, lesson }) => ({ id, lang, title, teaches: lesson })),
    people: people.filter(isCustomer).map(({ id, displayName: name, handle }) => ({ id, name, handle })),
  };
}

function isCustomer(person: PracticePerson): boolean {
  return person.kind !== 'account' && person.goneAt === null;
}

/** The stories speak of the workspace's own products. */
async function tellProducts(
  deps: PracticeDeps,
  service: PracticeService,
  workspaceId: string,
): Promise<void> {
  const { company, products } = await inWorkspace(deps.db, workspaceId, async (trx) => {
    const workspace = await trx.selectFrom('workspace').select('name').executeTakeFirstOrThrow();
    const rows = await trx
      .selectFrom('product')
      .select(['name', 'aliases', 'lookalikes'])
      .where('archived_at', 'is', null)
      .orderBy('id')
      .limit(20)
      .execute();
    return { company: workspace.name, products: rows };
  });
  await service.configure(workspaceId, { company, products });
}

async function showTimeline(deps: PracticeDeps, workspaceId: string, actorId: string | null): Promise<void> {
  const at = new Date(deps.world.now()).toISOString();
  await inWorkspace(deps.db, workspaceId, (trx) =>
    appendEvent(trx, {
      workspaceId,
      at,
      actorId,
      type: 'practice.changed',
      subject: 'practice',
      subjectId: workspaceId,
    }),
  );
}

/** A practice picture's bytes. Errors: not_found. */
export async function practiceImage(
  practice: Practice,
  workspaceId: string,
  id: string,
): Promise<{ bytes: Uint8Array; mimeType: string }> {
  const image = await practice.service.image(workspaceId, id);
  if (!image.mimeType.startsWith('image/')) throw new AppError('not_found', 'There is no such picture.');
  return image;
}
