// The practice network as the server shows it: its timeline and stage as use cases, and the loop that plays its stories.
import type { Kysely } from 'kysely';
import type { PracticePostView } from '../contract/endpoints/practice.ts';
import { AppError } from '../domain/errors.ts';
import type { PracticePerson, PracticePost } from '../domain/practice/records.ts';
import type { PracticeStore } from '../domain/practice/store.ts';
import type { Network } from '../networks/kit/network.ts';
import { tick } from '../networks/practice/run.ts';
import { createPracticeService, type PracticeService } from '../networks/practice/service.ts';
import type { Actor, PracticeUseCases } from '../server/ports.ts';
import { insertAccount, renewAccount, saveSecrets } from '../storage/accounts.ts';
import type { Change } from '../storage/change.ts';
import { inWorkspace } from '../storage/database.ts';
import { appendEvent } from '../storage/events.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { insertSource } from '../storage/sources.ts';
import type { Database } from '../storage/tables.ts';

export interface PracticeDeps {
  db: Kysely<Database>;
  store: PracticeStore;
  network: Network;
  world: { now(): number; newId(): string };
  box: SecretBox;
  baseUrl: string;
  /** The sources changed. */
  poke(): void;
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
  const toldAt = new Map<string, number>();
  const tell = (workspaceId: string, actorId: string | null): Promise<void> =>
    showTimeline(deps, workspaceId, actorId);
  return {
    service,
    async tick(workspaceId) {
      const nowMs = world.now();
      if (nowMs - (toldAt.get(workspaceId) ?? 0) >= tellEveryMs) {
        toldAt.set(workspaceId, nowMs);
        await tellProducts(deps, service, workspaceId);
      }
      const { effects, failed } = await tick(store, workspaceId, nowMs, Math.random);
      if (effects > 0) await tell(workspaceId, null);
      if (failed.length > 0) throw failed[0];
    },
    useCases: {
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
      joinPractice: (actor, { body }) => join(deps, service, actor, body),
    },
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

/** The language of the workspace's owner: the first story is told in it. */
async function localeOf(deps: PracticeDeps, workspaceId: string): Promise<'ja' | 'en'> {
  const row = await inWorkspace(deps.db, workspaceId, (trx) =>
    trx
      .selectFrom('membership')
      .innerJoin('app_user', 'app_user.id', 'membership.user_id')
      .select('app_user.locale')
      .where('membership.role', '=', 'owner')
      .orderBy('membership.created_at')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.locale ?? 'en';
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

/** The story a newcomer meets first: simple, friendly, soon answered. */
async function firstStory(
  deps: PracticeDeps,
  service: PracticeService,
  workspaceId: string,
): Promise<string | null> {
  const locale = await localeOf(deps, workspaceId);
  const ready = (await service.listStories(workspaceId)).filter((story) => story.ready);
  const gentle = ready.find((story) => story.id === `${locale}-cannot-log-in`);
  return (gentle ?? ready.find((story) => story.lang === locale) ?? ready[0])?.id ?? null;
}

async function join(
  deps: PracticeDeps,
  service: PracticeService,
  { workspaceId, userId }: Actor,
  body: { brandId: string | null; handle?: string | undefined },
): Promise<{ accountId: string }> {
  await tellProducts(deps, service, workspaceId);
  const { company } = await service.settings(workspaceId);
  const handle = body.handle ?? handleFor(company);
  const connected = await deps.network.connect({ handle, displayName: company || handle, workspaceId });
  const at = new Date(deps.world.now()).toISOString();
  const change: Change = { workspaceId, actorId: userId, at };
  const id = deps.world.newId();
  const accountId = await inWorkspace(deps.db, workspaceId, async (trx) => {
    const { nativeId } = connected;
    const renewed = await renewAccount(trx, change, {
      network: 'practice',
      nativeId,
      handle: connected.handle,
    });
    const account = renewed ?? id;
    const secrets = deps.box.seal(connected.secrets, { workspaceId, table: 'account', rowId: account });
    if (renewed !== null) {
      await saveSecrets(trx, renewed, secrets);
      return renewed;
    }
    const { server, displayName } = connected;
    const brandId = body.brandId;
    const row = { id, brandId, network: 'practice', server, nativeId, handle, displayName, avatarUrl: null };
    await insertAccount(trx, change, { ...row, secrets, limits: null });
    for (const [kind, owner] of [
      ['notifications', id],
      ['timeline', null],
    ] as const) {
      await listenOnce(trx, change, {
        id: deps.world.newId(),
        network: 'practice',
        kind,
        accountId: owner,
        config: {},
      });
    }
    return id;
  });
  deps.poke();
  const { pace } = await service.settings(workspaceId);
  if (pace === 'off') await service.configure(workspaceId, { pace: 'calm' });
  const story = await firstStory(deps, service, workspaceId);
  if (story !== null) await service.startStory(workspaceId, story);
  return { accountId };
}

/** Adds a source unless we listen there already. */
async function listenOnce(...[trx, change, source]: Parameters<typeof insertSource>): Promise<void> {
  const same = await trx
    .selectFrom('source')
    .select('id')
    .where('network', '=', source.network)
    .where('kind', '=', source.kind)
    .where((where) =>
      source.accountId === null
        ? where('account_id', 'is', null)
        : where('account_id', '=', source.accountId),
    )
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (same === undefined) await insertSource(trx, change, source);
}

/** A handle made of the company's name, where it has letters for one. */
function handleFor(company: string): string {
  const letters = company
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .slice(0, 20);
  return letters.length >= 2 ? `${letters}_support` : 'our_support';
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
