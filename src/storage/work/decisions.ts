// Decisions and the advice that stood with them, over PostgreSQL; and silences that their authors can bring back.
import { sql } from 'kysely';
import type { AdviceChoice } from '../../domain/decision/advice-choice.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface KeptAdvice {
  advice: AdviceChoice;
  strength: number;
  codes: readonly string[];
}

export interface DecisionToAdd {
  postId: string;
  choice: 'speak' | 'silent' | 'later' | 'reconsider';
  reason: string | null;
  note: string;
  actorId: string | null;
  at: string;
  isPrivate: boolean;
  /** Of `speak`: as a conversation. */
  isConversation: boolean;
  advice: KeptAdvice | null;
}

export interface SilentPost {
  postId: string;
  reason: string | null;
  identityId: string;
  nativeId: string;
  root: string | null;
  conversation: string | null;
}

/** Nobody goes on with a thread for longer, as far as anybody would want to look at it again. */
const silentForMs = 30 * 24 * 60 * 60 * 1000;
const mostSilent = 500;

export function createDecisionStore(scope: WorkScope) {
  return {
    add: (decision: DecisionToAdd) => addDecision(scope, decision),

    async withoutAdvice(decisionIds: readonly string[]): Promise<{ id: string; postId: string }[]> {
      return scope.trx
        .selectFrom('decision')
        .select(['id', 'post_id as postId'])
        .where('id', '=', sql<string>`any(${decisionIds}::uuid[])`)
        .where('advice', 'is', null)
        .orderBy('id')
        .execute();
    },

    async addAdvice(decisionId: string, kept: KeptAdvice): Promise<void> {
      await scope.trx
        .updateTable('decision')
        .set(columnsOf(kept))
        .where('id', '=', decisionId)
        .where('advice', 'is', null)
        .execute();
    },

    /** Who chose last to just answer in a case; null where no person did. */
    async conversationBy(caseId: string): Promise<string | null> {
      const row = await scope.trx
        .selectFrom('decision')
        .innerJoin('inbound_ledger', (join) =>
          join
            .onRef('inbound_ledger.workspace_id', '=', 'decision.workspace_id')
            .onRef('inbound_ledger.post_id', '=', 'decision.post_id'),
        )
        .select('decision.actor_id as actorId')
        .where('inbound_ledger.case_id', '=', caseId)
        .where('decision.is_conversation', '=', true)
        .where('decision.actor_id', 'is not', null)
        .orderBy('decision.id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.actorId ?? null;
    },

    async silentAmong(postIds: readonly string[]): Promise<{ postId: string; reason: string | null }[]> {
      if (postIds.length === 0) return [];
      return selectSilent(scope)
        .select(['inbound_ledger.post_id as postId', 'inbound_ledger.reason'])
        .where('inbound_ledger.post_id', '=', sql<string>`any(${postIds}::uuid[])`)
        .execute();
    },

    silentOf: (identityIds: readonly string[]) => silentOf(scope, identityIds),

    async markWroteAgain(postId: string, byPostId: string): Promise<void> {
      await scope.trx
        .updateTable('inbound_ledger')
        .set({ wrote_again: byPostId })
        .where('post_id', '=', postId)
        .execute();
    },
  };
}

const columnsOf = ({ advice, strength, codes }: KeptAdvice) => ({
  advice,
  advice_strength: strength,
  advice_reasons: [...codes],
});

async function addDecision(
  { trx, workspaceId, newId }: WorkScope,
  { postId, choice, reason, note, actorId, at, isPrivate, isConversation, advice }: DecisionToAdd,
): Promise<string> {
  const id = newId();
  await trx
    .insertInto('decision')
    .values({
      workspace_id: workspaceId,
      id,
      post_id: postId,
      choice,
      reason,
      note: storableText(note),
      actor_id: actorId,
      at,
      is_private: isPrivate,
      is_conversation: isConversation,
      ...(advice === null ? { advice: null, advice_strength: null } : columnsOf(advice)),
    })
    .execute();
  return id;
}

/** Closed without a case, but not of those who wish to be left alone: what they write changes nothing about that. */
function selectSilent({ trx }: WorkScope) {
  return trx
    .selectFrom('inbound_ledger')
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'inbound_ledger.workspace_id')
        .onRef('post.id', '=', 'inbound_ledger.post_id'),
    )
    .where('inbound_ledger.state', '=', 'closed')
    .where('inbound_ledger.case_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('opt_out')
            .select('opt_out.id')
            .whereRef('opt_out.identity_id', '=', 'post.identity_id')
            .where('opt_out.lifted_at', 'is', null),
        ),
      ),
    );
}

async function silentOf(scope: WorkScope, identityIds: readonly string[]): Promise<SilentPost[]> {
  if (identityIds.length === 0) return [];
  return selectSilent(scope)
    .select([
      'inbound_ledger.post_id as postId',
      'inbound_ledger.reason',
      'post.identity_id as identityId',
      'post.native_id as nativeId',
      'post.root',
      'post.conversation',
    ])
    .where('inbound_ledger.settled_at', '>=', new Date(Date.parse(scope.at) - silentForMs).toISOString())
    .where('post.identity_id', '=', sql<string>`any(${identityIds}::uuid[])`)
    .orderBy('post.id', 'desc')
    .limit(mostSilent)
    .execute();
}
