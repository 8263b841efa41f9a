// Sending: once, against the thread its writer has seen, and with the difference shown when it moved on.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CaseDetail, OutboundView, PostView } from '../../../../contract/views.ts';
import type { Level, RuleId } from '../../../../domain/guideline/finding.ts';
import type { Visibility } from '../../../../domain/post/post.ts';
import { ApiError, codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { caseQuery } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { openByHand } from '../../../components/open-by-hand.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { applyLocally } from '../../../live/merge.ts';
import { unseenPosts } from '../timeline.ts';
import { seenOf, type Sheet, type SheetState } from './sheet.ts';
import type { Drafting } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

export interface Seen {
  version: number;
  posts: ReadonlySet<string>;
}

/** What the guideline found when it stopped a reply. */
export interface Stopped {
  findings: readonly { rule: RuleId; level: Level; why: { ja: string; en: string } }[];
  mayOverride: boolean;
}

/** What the guideline said, where it is what refused a reply. */
export function stoppedOf(error: unknown): Stopped | null {
  if (!(error instanceof ApiError) || error.code !== 'guideline_blocks') return null;
  // As the server told it, by the contract of that refusal.
  return error.problem.data as unknown as Stopped;
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
  /** A reply that the guideline stopped waits here for other words, or for a reason. */
  stopped: Stopped | null;
  dropStopped: () => void;
  sendAgainst: (reason: string) => Promise<void>;
}

interface SendOptions {
  sheet: Sheet;
  state: SheetState;
  detail: CaseDetail;
  drafting: Drafting;
  setting: ReplySetting;
  visibility: Visibility;
}

export function useSend({ sheet, state, detail, drafting, setting, visibility }: SendOptions): Sending {
  const { sending: busy, stale, stopped, seen } = state;
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const userId = useSession().user.id;
  const { set } = sheet;
  const { draft } = drafting;
  const writing = draft.text.trim() !== '' || draft.attachments.length > 0;
  const news = unseenPosts(detail, seen.posts, userId);
  const moved = seen.version !== detail.case.threadVersion;

  // Who is not writing sees what comes as it comes; and what only we ourselves sent is no news.
  const isSeen = moved && !stale && (!writing || news.length === 0);
  useEffect(() => {
    if (isSeen) set({ seen: seenOf(detail) });
  }, [isSeen, set, detail]);

  const post = async (version: number, reason?: string): Promise<void> => {
    const { account, target, text, page } = setting;
    const byHand = setting.permission === 'open_in_network';
    if (account === undefined || target === undefined) return;
    const content = JSON.stringify([text, draft.attachments, visibility, target.id, account.id, reason]);
    const rules = [
      ...new Set(stopped?.findings.filter(({ level }) => level === 'block').map(({ rule }) => rule)),
    ];
    const idempotencyKey = sheet.keyOf(content, app.newId);
    set({ sending: true });
    try {
      const outbound = await app.client.call(
        'sendReply',
        {
          params: { id: detail.case.id },
          body: {
            accountId: account.id,
            replyToPostId: target.id,
            visibility,
            text,
            byHand,
            attachments: draft.attachments,
            seenThreadVersion: version,
            begunWith: draft.begunWith.slice(-20).map(({ kind, id }) => ({ kind, id })),
            ...(reason === undefined ? {} : { override: { rules, reason } }),
          },
        },
        { idempotencyKey },
      );
      sheet.forgetKey();
      set({ stale: false, stopped: null });
      drafting.clear(visibility);
      // The server forgot its draft with the send: who comes back must not find the sent words to send.
      queryClient.setQueryData(keys.case(detail.case.id), (held: CaseDetail | undefined) =>
        held === undefined ? held : { ...held, draft: null },
      );
      show(outbound);
      if (outbound.state === 'opened') openByHand(page, text);
      // The focus leaves the field, so that keys, that of undoing first, work again.
      sheet.scroll.current?.focus({ preventScroll: true });
    } catch (error) {
      if (codeOf(error) === 'thread_changed') {
        // A refused try is answered by its key for good: the next one is another.
        sheet.forgetKey();
        set({ stale: true, stopped: null });
        await queryClient.query({ ...caseQuery(app, detail.case.id), staleTime: 0 }).catch(() => undefined);
      } else {
        if (codeOf(error) !== 'offline') sheet.forgetKey();
        const stop = stoppedOf(error);
        if (stop === null) toasts.failed(error, t('send.failed'));
        else set({ stopped: stop });
      }
    } finally {
      set({ sending: false });
    }
  };
  const show = (outbound: OutboundView): void =>
    applyLocally(queryClient, [
      { kind: 'outbound', id: outbound.id, caseId: outbound.caseId, row: outbound },
    ]);

  return {
    busy,
    news: writing ? news : [],
    acknowledge: () => set({ seen: seenOf(detail) }),
    stale,
    dropStale: () => set({ stale: false, seen: seenOf(detail) }),
    stopped,
    dropStopped: () => set({ stopped: null }),
    async sendAgainst(reason) {
      // What came while the reason was written is read first, as before any other send.
      if (news.length > 0 && writing) {
        set({ stopped: null, stale: true });
      } else await post(detail.case.threadVersion, reason);
    },
    async send() {
      if (news.length > 0 && writing) set({ stale: true });
      else await post(detail.case.threadVersion);
    },
    async sendAfterReading() {
      set({ seen: seenOf(detail) });
      await post(detail.case.threadVersion);
    },
  };
}
