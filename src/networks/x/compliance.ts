// Asks X which of the stored posts are gone or were changed: a compliance job takes all their ids, at no price for each, and names those.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { readLimited, transportError } from '../kit/http.ts';
import type { Delivered } from '../kit/network.ts';
import { readBody, type Client } from './client.ts';
import { isId } from './ids.ts';
import { hearMissing } from './normalise.ts';
import {
  commit,
  commitAll,
  PAGE,
  postsLeft,
  readByIds,
  recordsOf,
  type Listening,
  type Told,
} from './round.ts';

const PATH = '/2/compliance/jobs';
/** Ids of one job; X takes millions, and the answer is read in memory. */
const JOB_IDS = 50_000;
const MAX_RESULT_BYTES = 32 * 1024 * 1024;
/** Listening waits for a result, and may not wait for one that drips. */
const RESULT_WITHIN_MS = 120_000;
/** A job that is not done by then is made anew. */
const GIVEN_UP_MS = 6 * 3_600_000;
/** X runs one job of an app at a time, and refuses apps without the right to it. */
const BUSY_REST_MS = 5 * 60_000;
const REFUSED_REST_MS = 3_600_000;
const NOT_THERE: readonly number[] = [404, 410];

const jobSchema = z.object({
  data: z.object({
    id: z.string().min(1).max(40),
    status: z.string().nullish(),
    upload_url: z.string().nullish(),
    download_url: z.string().nullish(),
  }),
});
type Job = z.infer<typeof jobSchema>['data'];

/** One line of a result. What is not in it needs nothing to be done. */
const lineSchema = z.object({
  id: z.string().refine(isId),
  action: z.string(),
  reason: z.string().nullish(),
  redacted_at: z.string().nullish(),
});
type Line = z.infer<typeof lineSchema>;

/** Why a post is gone: docs.x.com/x-api/compliance/batch-compliance/introduction and …/quickstart, read November 2026. */
const goneFor = new Set(['deleted', 'deactivated', 'protected', 'suspended', 'bounced']);
/** X wants its place deleted, and none is kept. */
const PLACE_GONE = 'scrub_geo';

/** What a line asks for. What is not known to be gone is read before anything is emptied. */
function fateOf({ action, reason }: Line): 'gone' | 'read' | null {
  if (action === 'rehydrate') return 'read';
  if (action !== 'delete' || reason === PLACE_GONE) return null;
  return goneFor.has(reason ?? '') ? 'gone' : 'read';
}

/** X's addresses carry our token along: they are X's own, or none is followed. */
function pathOf(on: Listening, url: string | null | undefined): string {
  const { apiUrl } = on.clients;
  if (typeof url === 'string' && url.startsWith(`${apiUrl}/`)) return url.slice(apiUrl.length);
  throw new AppError('network_unavailable', 'X named an address for a compliance job that is not its own');
}

const bare = (text: string): { path: string; params: Record<string, string> } => {
  const [path = '', query = ''] = text.split('?');
  return { path, params: Object.fromEntries(new URLSearchParams(query)) };
};

type Stored = Awaited<ReturnType<NonNullable<Listening['input']['stored']>>>;

/** The stored posts of the next job, or up to the last of one that was begun. */
async function storedOf({ position, input }: Listening): Promise<Stored> {
  const { after, job } = position.compliance;
  const stored = (await input.stored?.(after, JOB_IDS)) ?? [];
  return job === null ? stored : stored.filter(({ id }) => id <= job.until);
}

/** Gives a job its ids, as docs.x.com/x-api/compliance/upload-compliance-job-submission describes it. */
async function sendIds(
  on: Listening,
  app: Client,
  { upload, stored }: { upload: string | null | undefined; stored: Stored },
): Promise<void> {
  const { position, input } = on;
  const { job, ...place } = position.compliance;
  if (job === null) return;
  const doing = 'asking what was deleted';
  const ids = stored.map(({ nativeId }) => nativeId).filter(isId);
  const bytes = new TextEncoder().encode(`${ids.join('\n')}\n`);
  const body = { bytes, mimeType: 'application/octet-stream' };
  await app.call({ method: 'PUT', path: pathOf(on, upload), body, doing, signal: input.signal });
  position.compliance = { ...place, job: { ...job, isSent: true } };
  await commit(on, []);
}

/** Makes a job of the next stored posts, where there are any. */
async function beginJob(on: Listening, app: Client): Promise<void> {
  const { position, clients, input } = on;
  const { signal } = input;
  const place = position.compliance;
  const stored = await storedOf(on);
  const last = stored.at(-1);
  if (last === undefined) {
    position.compliance = { doneMs: clients.deps.now(), after: null, job: null };
    return commit(on, []);
  }
  const doing = 'asking what was deleted';
  const json = { type: 'tweets', name: 'kizuki' };
  const made = await app.call({ method: 'POST', path: PATH, body: { json }, doing, signal });
  const { id, upload_url: upload } = readBody(jobSchema, made, { doing }).data;
  // At once: while X waits for the ids of a job that nobody knows, it takes no other.
  position.compliance = { ...place, job: { id, until: last.id, sinceMs: clients.deps.now(), isSent: false } };
  await commit(on, []);
  await sendIds(on, app, { upload, stored });
}

async function resultOf(on: Listening, app: Client, job: Job): Promise<Line[]> {
  const doing = 'reading what was deleted';
  const { path, params } = bare(pathOf(on, job.download_url));
  const signal = AbortSignal.any([on.input.signal, AbortSignal.timeout(RESULT_WITHIN_MS)]);
  const response = await app.open(path, params, { doing, signal });
  const text = await readLimited(response, MAX_RESULT_BYTES).catch((error: unknown) => {
    if (on.input.signal.aborted) throw error;
    throw transportError(error, { network: 'X', doing, repeat: 'harmless' });
  });
  return text.split('\n').flatMap((line) => {
    try {
      return lineSchema.safeParse(JSON.parse(line)).data ?? [];
    } catch {
      return [];
    }
  });
}

function deletionOf(on: Listening, line: Line): Told {
  const now = on.clients.deps.now();
  const at = Date.parse(line.redacted_at ?? '');
  const deletedAt = new Date(at > 0 && at < now ? at : now).toISOString();
  const item: Delivered = {
    raw: line,
    outcome: { heard: { type: 'delete', nativeId: on.position.firstOf(line.id), deletedAt } },
  };
  return { name: `deleted ${line.id}`, items: [item] };
}

/** What may have been edited is read again, with at most half of what listening may still spend. */
async function readChanged(on: Listening, ids: readonly string[]): Promise<void> {
  const { position, clients } = on;
  const left = await postsLeft(on);
  const some = Number.isFinite(left) ? ids.slice(0, Math.ceil(left / 2)) : ids;
  for (let at = 0; at < some.length; at += PAGE) {
    const page = await readByIds(on, some.slice(at, at + PAGE), { doing: 'reading what was edited' });
    const gone = (page.errors ?? []).flatMap((problem): Told[] => {
      const item = hearMissing(problem, clients.deps.now(), (id) => position.firstOf(id));
      const id = problem.resource_id ?? problem.value ?? '';
      return item === null ? [] : [{ name: `deleted ${id}`, items: [item] }];
    });
    // Most of them came by a monitor: that they are told again makes none a call on us.
    await commitAll(on, [...recordsOf(page, null), ...gone]);
  }
}

/** Tells what a finished job says, and goes on behind it. */
async function endJob(on: Listening, app: Client, job: Job): Promise<void> {
  const { position } = on;
  const place = position.compliance;
  const lines = await resultOf(on, app, job);
  const thatAre = (fate: 'gone' | 'read'): Line[] => lines.filter((line) => fateOf(line) === fate);
  await commitAll(
    on,
    thatAre('gone').map((line) => deletionOf(on, line)),
  );
  await readChanged(
    on,
    thatAre('read').map(({ id }) => id),
  );
  // Last: what a failure leaves out is told by the next reading of the same result.
  position.compliance = { ...place, after: place.job?.until ?? null, job: null };
  await commit(on, []);
}

async function goOn(on: Listening, app: Client): Promise<void> {
  const { position, clients } = on;
  const { job, ...place } = position.compliance;
  if (job === null) return beginJob(on, app);
  const doing = 'asking what was deleted';
  const path = `${PATH}/${job.id}`;
  const { signal } = on.input;
  const answer = await app.call({ method: 'GET', path, doing, signal, accept: NOT_THERE });
  const found = NOT_THERE.includes(answer.status) ? null : readBody(jobSchema, answer, { doing }).data;
  if (found?.status === 'complete') return endJob(on, app, found);
  if (found?.status === 'created' && !job.isSent)
    return sendIds(on, app, { upload: found.upload_url, stored: await storedOf(on) });
  const isOver = found === null || found.status === 'failed' || found.status === 'expired';
  if (!isOver && clients.deps.now() - job.sinceMs < GIVEN_UP_MS) return;
  position.compliance = { ...place, job: null };
  await commit(on, []);
}

export interface Compliance {
  /** One step, where one is due: nothing waits for a job. */
  step(): Promise<void>;
}

/** Goes through all stored posts every `everyMs`; failures leave it for later, and listening alone. */
export function createCompliance(on: Listening, everyMs: number): Compliance {
  const { clients, client, position, input } = on;
  const { deps } = clients;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  return {
    async step() {
      const now = deps.now();
      const { doneMs, after, job } = position.compliance;
      const isUnderWay = after !== null || job !== null;
      if (input.stored === undefined || now < notBeforeMs || (!isUnderWay && now - doneMs < everyMs)) return;
      try {
        await goOn(on, clients.asApp(client.account));
      } catch (error) {
        // A commit that failed ends the connection as ever.
        if (!(error instanceof AppError) || input.signal.aborted) throw error;
        const isBusy =
          error.data?.['status'] === 409 || error.class === 'unavailable' || error.class === 'limited';
        notBeforeMs = now + Math.max(error.retryAfterMs ?? 0, isBusy ? BUSY_REST_MS : REFUSED_REST_MS);
        deps.log.warn(
          { account: client.account.id, err: error },
          'X: what was deleted could not be asked for',
        );
      }
    },
  };
}
