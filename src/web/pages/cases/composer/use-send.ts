// Sending: once, against the thread its writer has seen, and with the difference shown when it moved on.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CaseDetail, OutboundView, PostView } from '../../../../contract/views.ts';
import type { Visibility } from '../../../../domain/post/post.ts';
import { codeOf } from '../../../api/errors.ts';
import { caseQuery } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { applyLocally } from '../../../live/merge.ts';
import { unseenPosts } from '../timeline.ts';
import type { Drafting } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

interface Seen {
  version: number;
  posts: ReadonlySet<string>;
}

function seenOf(detail: CaseDetail): Seen {
  return { version: detail.case.threadVersion, posts: new Set(detail.posts.map((post) => post.id)) };
}

export interface Sending {
  busy: boolean;
  /** Posts that came while one was writing and that one has not said to have read. */
  news: PostView[];
  acknowledge: () => void;
  /** A refused send waits here until the difference was read. */
  stale: boolean;
  dropStale: () => void;
  send: () => Promise<void>;
  sendAfterReading: () => Promise<void>;
}

export function useSend(
  detail: CaseDetail,
  drafting: Drafting,
  setting: ReplySetting,
  visibility: Visibility,
  sent: () => void,
): Sending {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const userId = useSession().user.id;
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const [seen, setSeen] = useState<Seen>(() => seenOf(detail));
  // One key for one text: a second try after a lost answer is the same send.
  const attempt = useRef<{ text: string; key: string } | null>(null);
  const { draft } = drafting;
  const writing = draft.text.trim() !== '' || draft.attachments.length > 0;
  const news = unseenPosts(detail, seen.posts, userId);
  const moved = seen.version !== detail.case.threadVersion;

  // Who is not writing sees what comes as it comes; and what only we ourselves sent is no news.
  if (moved && !stale && (!writing || news.length === 0)) setSeen(seenOf(detail));

  const post = async (version: number): Promise<void> => {
    const { account, target } = setting;
    if (account === undefined || target === undefined) return;
    const content = JSON.stringify([setting.text, draft.attachments, visibility, target.id, account.id]);
    if (attempt.current?.text !== content) attempt.current = { text: content, key: app.newId() };
    setBusy(true);
    try {
      const outbound = await app.client.call(
        'sendReply',
        {
          params: { id: detail.case.id },
          body: {
            accountId: account.id,
            replyToPostId: target.id,
            visibility,
            text: setting.text,
            attachments: draft.attachments,
            seenThreadVersion: version,
          },
        },
        { idempotencyKey: attempt.current.key },
      );
      attempt.current = null;
      setStale(false);
      drafting.clear('reply');
      show(outbound);
      sent();
    } catch (error) {
      if (codeOf(error) === 'thread_changed') {
        // A refused try is answered by its key for good: the next one is another.
        attempt.current = null;
        setStale(true);
        await queryClient.query({ ...caseQuery(app, detail.case.id), staleTime: 0 }).catch(() => undefined);
      } else {
        if (codeOf(error) !== 'offline') attempt.current = null;
        toasts.failed(error, t('send.failed'));
      }
    } finally {
      setBusy(false);
    }
  };
  const show = (outbound: OutboundView): void =>
    applyLocally(queryClient, [
      { kind: 'outbound', id: outbound.id, caseId: outbound.caseId, row: outbound },
    ]);

  return {
    busy,
    news: writing ? news : [],
    acknowledge: () => setSeen(seenOf(detail)),
    stale,
    dropStale: () => {
      setStale(false);
      setSeen(seenOf(detail));
    },
    async send() {
      if (news.length > 0 && writing) setStale(true);
      else await post(detail.case.threadVersion);
    },
    async sendAfterReading() {
      setSeen(seenOf(detail));
      await post(detail.case.threadVersion);
    },
  };
}
