// What a test of drafts by a language model does: somebody is heard, a draft is asked for, a reply is sent, a post is deleted.
import type { ModelDraftView } from '../../../src/contract/endpoints/drafting.ts';
import type { CaseDetail, CaseRow, LedgerEntryView, OutboundView } from '../../../src/contract/views.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { buryPosts } from '../../../src/pipeline/changes.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { heardPost, type Ids } from './filled.ts';
import { newId, type Answer, type Person, type TestServer } from './support.ts';

export interface Opened {
  caseId: string;
  postId: string;
}

interface Place {
  server: TestServer;
  owner: Person;
  agent: Person;
  ids: Ids;
}

export type DraftDesk = ReturnType<typeof draftDesk>;

export function draftDesk({ server, owner, agent, ids }: Place) {
  const from = () => ({
    workspaceId: owner.workspaceId,
    id: ids.source,
    network: 'practice',
    accountId: ids.account,
  });

  let number = 0;
  /** A customer writes and one of us decides to speak. */
  async function opened(text: string, more: Partial<Post> = {}): Promise<Opened> {
    number += 1;
    const whole = `${text} (acme ${number})`;
    await server.hear(from(), [{ post: heardPost(whole, more) }]);
    const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
    const entry = rows.find(({ post }) => post.text === whole);
    if (entry === undefined) throw new Error(`“${whole}” did not come in`);
    const decided = await owner.do<{ case: CaseRow }>('POST', `/candidates/${entry.post.id}/decision`, {
      body: { choice: 'speak', assigneeId: agent.userId },
    });
    return { caseId: decided.case.id, postId: entry.post.id };
  }

  const bodyOf = ({ postId }: Opened, visibility: 'public' | 'dm' = 'public') => ({
    accountId: ids.account,
    replyToPostId: postId,
    visibility,
  });
  const ask = <T = ModelDraftView>(at: Opened, visibility: 'public' | 'dm' = 'public'): Promise<Answer<T>> =>
    agent.call<T>('POST', `/cases/${at.caseId}/model-drafts`, { body: bodyOf(at, visibility) });
  async function draftOf(at: Opened): Promise<ModelDraftView> {
    const answer = await ask(at);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  }

  async function send(person: Person, { caseId, postId }: Opened, text: string, begunWith: object[] = []) {
    const detail = await owner.do<CaseDetail>('GET', `/cases/${caseId}`);
    return person.do<OutboundView>('POST', `/cases/${caseId}/replies`, {
      body: {
        accountId: ids.account,
        replyToPostId: postId,
        visibility: 'public',
        text,
        seenThreadVersion: detail.case.threadVersion,
        begunWith,
      },
    });
  }

  /** The post is deleted at its source. */
  const bury = (postId: string): Promise<void> =>
    createInWorkspace(server.db, { now: Date.now, newId })(owner.workspaceId, async (tx) => {
      const [post] = await tx.posts.byIds([postId]);
      await buryPosts(tx, 'practice', [post?.nativeId ?? ''], tx.at);
    });

  const keptFor = ({ caseId }: Opened): Promise<unknown[]> =>
    inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx.selectFrom('model_draft').select('id').where('case_id', '=', caseId).execute(),
    );

  return { from, opened, bodyOf, ask, draftOf, send, bury, keptFor };
}
