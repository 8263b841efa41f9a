// The fake X's compliance jobs: one at a time, ids in, and out come those that need something done.
import { randomUUID } from 'node:crypto';
import type { Answer, Asked } from './routes.ts';
import type { Store } from './store.ts';

interface Job {
  id: string;
  name: string;
  secret: string;
  ids: string[] | null;
  status: 'created' | 'in_progress' | 'complete' | 'failed';
  createdMs: number;
}

export class Jobs {
  readonly all: Job[] = [];
  /** Whose accounts X took away. */
  readonly suspended = new Set<string>();
  /** What becomes of the next job. */
  nextFails = false;
  /** Results that are still to break off. */
  cuts = 0;
  /** Uploads that are still to fail. */
  lostUploads = 0;
  /** What X wants done with posts beside what it wants by itself: reasons of `delete`, by id. */
  readonly reasons = new Map<string, string>();
  readonly #store: Store;
  constructor(store: Store) {
    this.#store = store;
  }

  #json(job: Job, base: string): object {
    return {
      id: job.id,
      type: 'tweets',
      name: job.name,
      status: job.status,
      created_at: new Date(job.createdMs).toISOString(),
      upload_url: `${base}/signed/${job.id}/upload?token=${job.secret}`,
      download_url: `${base}/signed/${job.id}/result?token=${job.secret}`,
    };
  }

  /** Calls as X describes them; null where it is another. */
  answer({ method, url, body }: Asked): Answer | null {
    const job = this.all.find(({ id }) => url.pathname === `/2/compliance/jobs/${id}`);
    if (method === 'GET' && job !== undefined) {
      const answered = { data: this.#json(job, url.origin) };
      // By the next time it is asked for, it is done.
      if (job.status === 'in_progress') job.status = this.nextFails ? 'failed' : 'complete';
      this.nextFails &&= job.status !== 'failed';
      return { status: 200, body: answered };
    }
    if (method !== 'POST' || url.pathname !== '/2/compliance/jobs') return null;
    if (this.all.some(({ status }) => status === 'created' || status === 'in_progress')) {
      const type = 'https://api.x.com/2/problems/invalid-request';
      return {
        status: 409,
        body: { type, title: 'Conflict', detail: 'A job is already active', status: 409 },
      };
    }
    const { name = '' } = body as { name?: string };
    const id = this.#store.newId();
    const made: Job = { id, name, secret: randomUUID(), ids: null, status: 'created', createdMs: Date.now() };
    this.all.push(made);
    return { status: 200, body: { data: this.#json(made, url.origin) } };
  }

  /** The signed addresses, which the description does not speak of (docs.x.com/x-api/compliance does); null: refused. */
  signed(method: string, url: URL, { body, mimeType }: { body: string; mimeType: string }): string | null {
    const [, , id, what] = url.pathname.split('/');
    const job = this.all.find((one) => one.id === id && one.secret === url.searchParams.get('token'));
    if (job === undefined) return null;
    if (what === 'upload' && method === 'PUT') {
      if (mimeType !== 'application/octet-stream') return null;
      job.ids = body.trim().split('\n');
      job.status = 'in_progress';
      return '';
    }
    if (what !== 'result' || method !== 'GET' || job.status !== 'complete') return null;
    return (job.ids ?? []).flatMap((one) => this.#lineOf(one)).join('\n');
  }

  #lineOf(id: string): string[] {
    if (!/^\d+$/u.test(id)) return [JSON.stringify({ id, error: 'invalid_id' })];
    const post = this.#store.post(id);
    const created_at = new Date().toISOString();
    const gone = (reason: string): string[] => [
      JSON.stringify({ id, action: 'delete', created_at, redacted_at: null, reason }),
    ];
    const reason = this.reasons.get(id);
    if (reason !== undefined) return gone(reason);
    if (post === null) return gone('deleted');
    if (this.suspended.has(post.authorId)) return gone('suspended');
    if (post.versions.length > 1) return [JSON.stringify({ id, action: 'rehydrate', created_at })];
    return [];
  }
}
