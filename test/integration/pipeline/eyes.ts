// What the tests of four eyes do again and again: write as somebody, read what waits, approve it, and try to send it.
import { approveReply } from '../../../src/pipeline/approve.ts';
import type { OverrideInput } from '../../../src/pipeline/guideline-check.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { writeReply } from '../../../src/pipeline/write.ts';
import { outboundRows } from '../../../src/server/read/outbound.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/tables.ts';
import type { TestDatabase } from '../../harness/database.ts';
import type { createDesk } from './desk.ts';
import type { Scene } from './scene.ts';

type Membership = Partial<Pick<Database['membership'], 'role'>> & {
  removed_at?: string;
  trainee?: boolean;
  may_approve?: boolean;
};

/** The tools of one test file, beside those of its desk. */
export function createEyes(
  at: { database(): TestDatabase; scene(): Scene },
  desk: ReturnType<typeof createDesk>,
) {
  async function makeMember(who: Actor, set: Membership): Promise<void> {
    await inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      trx
        .updateTable('membership')
        .set(set)
        .where('workspace_id', '=', at.scene().workspaceId)
        .where('user_id', '=', who.userId ?? '')
        .execute(),
    );
  }

  async function setSettings(approval: {
    lateMinutes: number;
    whenLate: 'wait' | 'send_back';
  }): Promise<void> {
    await inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      trx
        .updateTable('workspace')
        .set({ settings: JSON.stringify({ timeZone: 'Asia/Tokyo', undoPublicSeconds: 10, approval }) })
        .where('id', '=', at.scene().workspaceId)
        .execute(),
    );
  }

  async function write(
    actor: Actor,
    to: { caseId: string; postId: string },
    more: { text?: string; byModel?: boolean; override?: OverrideInput } = {},
  ): Promise<string> {
    const { case: row } = await desk.readCase(to.caseId);
    return writeReply(desk.writeDeps(), actor, {
      caseId: to.caseId,
      accountId: at.scene().accountId,
      replyToPostId: to.postId,
      visibility: 'public',
      text: 'We are sorry. What do you see?',
      attachments: [],
      seenThreadVersion: row.threadVersion,
      ...more,
    });
  }

  async function read(id: string) {
    const [row] = await inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      outboundRows(trx, [id]),
    );
    if (row === undefined) throw new Error('there is no such send');
    return row;
  }

  const draftOf = (actor: Actor, caseId: string) =>
    inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      trx
        .selectFrom('draft')
        .selectAll()
        .where('case_id', '=', caseId)
        .where('user_id', '=', actor.userId ?? '')
        .executeTakeFirst(),
    );

  async function approve(
    actor: Actor,
    outboundId: string,
    more: { text?: string; version?: number; override?: OverrideInput } = {},
  ) {
    const row = await read(outboundId);
    const seenThreadVersion =
      row.caseId === null || row.action === 'edit'
        ? null
        : (await desk.readCase(row.caseId)).case.threadVersion;
    return approveReply(desk.writeDeps(), actor, {
      outboundId,
      version: more.version ?? row.version,
      seenThreadVersion,
      text: more.text,
      override: more.override,
    });
  }

  async function sendAll(id: string): Promise<string[]> {
    const { published, publisher } = desk.network();
    at.scene().pass(10_000);
    await runOutbound(desk.sendDeps(publisher), at.scene().workspaceId, id);
    return published;
  }

  async function eventsOf(id: string): Promise<string[]> {
    const rows = await inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      trx.selectFrom('event').select('type').where('subject_id', '=', id).orderBy('id').execute(),
    );
    return rows.map(({ type }) => type);
  }

  async function addPerson(name: string, role: 'supervisor' | 'agent'): Promise<Actor> {
    const userId = at.scene().newId();
    const { db } = at.database();
    await db
      .insertInto('app_user')
      .values({ id: userId, email: `${userId}@example.test`, name, password_hash: 'x', disabled_at: null })
      .execute();
    await inWorkspace(db, at.scene().workspaceId, (trx) =>
      trx
        .insertInto('membership')
        .values({
          workspace_id: at.scene().workspaceId,
          user_id: userId,
          role,
          last_assigned_at: null,
          removed_at: null,
        })
        .execute(),
    );
    return { workspaceId: at.scene().workspaceId, userId, role, name };
  }

  return { makeMember, setSettings, write, read, draftOf, approve, sendAll, eventsOf, addPerson };
}
