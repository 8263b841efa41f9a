// What the pipeline's tests do again and again: read entries and cases, speak, reply, and a network that fails as told.
import { decide } from '../../../src/pipeline/decide.ts';
import type { PublisherPort, SendDeps } from '../../../src/pipeline/send.ts';
import { writeReply } from '../../../src/pipeline/write.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { caseParts } from '../../../src/server/read/cases.ts';
import { ledgerRows } from '../../../src/server/read/ledger.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import type { TestDatabase } from '../../harness/database.ts';
import type { Scene } from './scene.ts';

/** The tools of one test file; the scene is a new one for each test. */
export function createDesk(at: { database(): TestDatabase; scene(): Scene }) {
  async function entries() {
    const { db } = at.database();
    return inWorkspace(db, at.scene().workspaceId, async (trx) => {
      const ids = await trx.selectFrom('inbound_ledger').select('post_id').orderBy('post_id').execute();
      const rows = await ledgerRows(
        trx,
        ids.map((row) => row.post_id),
      );
      return rows.toSorted((a, b) => a.post.id.localeCompare(b.post.id));
    });
  }

  function readCase(id: string) {
    return inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      caseParts(trx, id, at.scene().actor.userId),
    );
  }

  async function speakTo(text: string): Promise<{ caseId: string; postId: string }> {
    await at.scene().hear(at.scene().post(text));
    const entry = (await entries()).at(-1);
    const postId = entry?.post.id ?? '';
    const { caseId } = await decide(at.scene().inWorkspace, at.scene().actor, postId, { choice: 'speak' });
    return { caseId: caseId ?? '', postId };
  }

  const writeDeps = () => ({ inWorkspace: at.scene().inWorkspace, manifestOf: () => manifest });

  async function reply(
    caseId: string,
    postId: string,
    text = 'We are sorry. What do you see?',
  ): Promise<string> {
    const { case: row } = await readCase(caseId);
    return writeReply(writeDeps(), at.scene().actor, {
      caseId,
      accountId: at.scene().accountId,
      replyToPostId: postId,
      visibility: 'public',
      text,
      attachments: [],
      seenThreadVersion: row.threadVersion,
    });
  }

  /** A network that keeps what it published and fails as told. */
  function network() {
    const published: string[] = [];
    let failure: ((stage: 'before' | 'after') => Error | null) | null = null;
    const publisher: PublisherPort = {
      publish(request) {
        const before = failure?.('before');
        if (before) return Promise.reject(before);
        published.push(request.text);
        const after = failure?.('after');
        if (after) return Promise.reject(after);
        return Promise.resolve({
          nativeId: `ours-${request.idempotencyKey}`,
          createdAt: new Date(at.scene().now()).toISOString(),
        });
      },
      lookUp: (request) =>
        Promise.resolve(
          published.includes(request.text)
            ? {
                found: {
                  nativeId: `ours-${request.idempotencyKey}`,
                  createdAt: new Date(at.scene().now()).toISOString(),
                },
              }
            : { absent: true },
        ),
      edit: () => Promise.reject(new Error('unused')),
      remove: () => Promise.resolve(),
      like: () => Promise.resolve('like-1'),
      unlike: () => Promise.resolve(),
      repost: () => Promise.resolve('repost-1'),
      unrepost: () => Promise.resolve(),
    };
    return {
      published,
      publisher,
      fail: (how: typeof failure) => {
        failure = how;
      },
    };
  }

  function sendDeps(publisher: PublisherPort, died: string[] = []): SendDeps {
    return {
      inWorkspace: at.scene().inWorkspace,
      world: { now: () => at.scene().now(), newId: () => at.scene().newId() },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      instance: 'test',
      leaseMs: 60_000,
      manifestOf: () => manifest,
      publisherFor: () => Promise.resolve(publisher),
      imagesFor: () => Promise.resolve([]),
      tokenDied: (_, account) => {
        died.push(account.handle);
        return Promise.resolve();
      },
    };
  }

  return { entries, readCase, speakTo, reply, writeDeps, network, sendDeps };
}
