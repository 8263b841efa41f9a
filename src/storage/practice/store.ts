// The practice network's store over PostgreSQL: each method is a transaction of its own, or a part of `atomically`.
import type { Kysely } from 'kysely';
import type { PracticeStore } from '../../domain/practice/store.ts';
import { inWorkspace, type WorkspaceTransaction } from '../database.ts';
import type { Database } from '../tables.ts';
import * as edges from './edges.ts';
import * as events from './events.ts';
import { forget } from './forget.ts';
import * as images from './images.ts';
import * as people from './people.ts';
import * as posts from './posts.ts';
import * as runs from './runs.ts';
import { createWaiters, type Waiters } from './waiters.ts';

/** How a method gets its transaction. */
type Run = <T>(workspaceId: string, work: (trx: WorkspaceTransaction) => Promise<T>) => Promise<T>;

/**
 * The store. `newId` gives UUIDs. Listeners in this process are woken as soon as something was written by it; what
 * another process writes they find when the time they wait is over.
 */
export function createPracticeStore(db: Kysely<Database>, deps: { newId(): string }): PracticeStore {
  const waiters = createWaiters();
  const run: Run = (workspaceId, work) => inWorkspace(db, workspaceId, work);
  const store = {
    ...storeOver(run, deps.newId, waiters),
    async atomically<T>(workspaceId: string, work: (inner: PracticeStore) => Promise<T>): Promise<T> {
      const result = await inWorkspace(db, workspaceId, (trx) => {
        const inner: PracticeStore = {
          // Within a transaction everything is of its one workspace: row-level security holds whatever is asked.
          ...storeOver((_, part) => part(trx), deps.newId, silent),
          atomically: (_, part) => part(inner),
        };
        return work(inner);
      });
      waiters.wake(workspaceId);
      return result;
    },
  };
  return store;
}

const silent: Waiters = { wake: () => {}, wait: () => ({ over: Promise.resolve(), cancel: () => {} }) };

function storeOver(run: Run, newId: () => string, waiters: Waiters): Omit<PracticeStore, 'atomically'> {
  /** For what tells an event: wakes the listeners once it is committed. */
  const telling = async <T>(workspaceId: string, work: (trx: WorkspaceTransaction) => Promise<T>) => {
    const result = await run(workspaceId, work);
    waiters.wake(workspaceId);
    return result;
  };
  return {
    person: (ws, id) => run(ws, (trx) => people.person(trx, id)),
    personByHandle: (ws, handle) => run(ws, (trx) => people.personByHandle(trx, handle)),
    personNamed: (ws, name) => run(ws, (trx) => people.personNamed(trx, name)),
    people: (ws, kind) => run(ws, (trx) => people.people(trx, kind)),
    addPerson: (ws, person) => run(ws, (trx) => people.addPerson(trx, ws, newId(), person)),
    changePerson: (ws, id, change, at) => telling(ws, (trx) => people.changePerson(trx, ws, id, change, at)),
    removePerson: (ws, id, at) => telling(ws, (trx) => people.removePerson(trx, ws, id, at)),
    setTokenHash: (ws, id, hash) => run(ws, (trx) => people.setTokenHash(trx, id, hash)),
    tokenHash: (ws, id) => run(ws, (trx) => people.tokenHash(trx, id)),
    addPost: (ws, post) => telling(ws, (trx) => posts.addPost(trx, ws, newId(), post)),
    post: (ws, id) => run(ws, (trx) => posts.post(trx, id)),
    postByKey: (ws, key) => run(ws, (trx) => posts.postByKey(trx, key)),
    editPost: (ws, id, change, at) => telling(ws, (trx) => posts.editPost(trx, ws, id, change, at)),
    deletePost: (ws, id, at) => telling(ws, (trx) => posts.deletePost(trx, ws, id, at)),
    thread: (ws, root, limit) => run(ws, (trx) => posts.thread(trx, root, limit)),
    conversation: (ws, name, limit) => run(ws, (trx) => posts.conversation(trx, name, limit)),
    authorPosts: (ws, id, choice) => run(ws, (trx) => posts.authorPosts(trx, id, choice)),
    timeline: (ws, choice) => run(ws, (trx) => posts.timeline(trx, choice)),
    addEdge: (ws, edge) => telling(ws, (trx) => edges.addEdge(trx, ws, newId(), edge)),
    removeEdge: (ws, edge) => telling(ws, (trx) => edges.removeEdge(trx, ws, edge)),
    addImage: (ws, image) => run(ws, (trx) => images.addImage(trx, ws, newId(), image)),
    image: (ws, id) => run(ws, (trx) => images.image(trx, id)),
    eventsAfter: (ws, seq, limit) => run(ws, (trx) => events.eventsAfter(trx, seq, limit)),
    lastSeq: (ws) => run(ws, (trx) => events.lastSeq(trx)),
    async waitForEvents(ws, seq, timeoutMs, signal) {
      const waiting = waiters.wait(ws, timeoutMs, signal);
      // What was written just before the wait began would otherwise be found only at its end.
      const last = await run(ws, (trx) => events.lastSeq(trx)).catch(() => seq);
      if (last > seq) waiting.cancel();
      await waiting.over;
    },
    forget: (ws, before) => run(ws, (trx) => forget(trx, before)),
    settings: (ws) => run(ws, (trx) => runs.settings(trx)),
    saveSettings: (ws, settings) => run(ws, (trx) => runs.saveSettings(trx, ws, settings)),
    clock: (ws) => run(ws, (trx) => runs.clock(trx)),
    saveClock: (ws, clock) => run(ws, (trx) => runs.saveClock(trx, ws, clock)),
    addRun: (ws, added) => run(ws, (trx) => runs.addRun(trx, ws, newId(), added)),
    runs: (ws, choice) => run(ws, (trx) => runs.runs(trx, choice)),
    run: (ws, id) => run(ws, (trx) => runs.run(trx, id, 'read')),
    holdRun: (ws, id) => run(ws, (trx) => runs.run(trx, id, 'hold')),
    saveRun: (ws, saved) => run(ws, (trx) => runs.saveRun(trx, saved)),
    faults: (ws) => run(ws, (trx) => runs.faults(trx)),
    addFault: (ws, fault) => run(ws, (trx) => runs.addFault(trx, ws, newId(), fault)),
    removeFaults: (ws, id) => run(ws, (trx) => runs.removeFaults(trx, id)),
    hitFault: (ws, id) => run(ws, (trx) => runs.hitFault(trx, id)),
  };
}
