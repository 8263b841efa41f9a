// What is done with a case as a whole: assign, close with an outcome, open again, make it a support case, like and repost.
import { useQueryClient } from '@tanstack/react-query';
import type { CaseRow, OutboundView, PostView } from '../../../contract/views.ts';
import type { Outcome } from '../../../domain/case/case.ts';
import type { BodyInput } from '../../api/client.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { networksQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { openAddress } from '../../components/safe-address.ts';
import { useToasts } from '../../components/toast.tsx';
import { useStableAll } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import { pageToReact } from './by-hand.tsx';
import type { Reaction } from './timeline.ts';

export interface CaseActions {
  assign: (row: CaseRow, to: { id: string; name: string } | null) => Promise<void>;
  assignInTurn: (row: CaseRow) => Promise<void>;
  followUp: (row: CaseRow, at: string | null) => Promise<void>;
  close: (row: CaseRow, outcome: Outcome) => Promise<void>;
  reopen: (row: CaseRow) => Promise<void>;
  makeSupport: (row: CaseRow) => Promise<void>;
  react: (row: CaseRow, post: PostView, accountId: string, reaction: Reaction, on: boolean) => Promise<void>;
  /** Opens the network's own page for it, and writes down that it was opened. */
  reactByHand: (row: CaseRow, post: PostView, accountId: string, reaction: Reaction) => Promise<void>;
}

export function useCaseActions(): CaseActions {
  const { t } = useI18n();
  const app = useApp();
  const { client, newId } = app;
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (row: CaseRow): void => applyLocally(queryClient, [{ kind: 'case', id: row.id, row }]);

  /** Shows `wanted` at once, then what the server made of it; what was before when it refused. */
  const change = async (
    before: CaseRow,
    wanted: CaseRow,
    work: () => Promise<CaseRow>,
    what: string,
  ): Promise<boolean> => {
    show(wanted);
    try {
      show(await work());
      return true;
    } catch (error) {
      show(before);
      if (codeOf(error) !== 'offline') void queryClient.invalidateQueries({ queryKey: keys.case(before.id) });
      toasts.failed(error, what);
      return false;
    }
  };
  const reopen = async (row: CaseRow): Promise<void> => {
    const params = { id: row.id };
    await change(
      row,
      { ...row, state: 'open', outcome: null, closedAt: null },
      () => client.call('reopenCase', { params }),
      t('case.reopenFailed'),
    );
  };
  const sendReaction = async (row: CaseRow, body: BodyInput<'react'>): Promise<OutboundView | null> => {
    try {
      const input = { params: { id: row.id }, body };
      const outbound = await client.call('react', input, { idempotencyKey: newId() });
      applyLocally(queryClient, [{ kind: 'outbound', id: outbound.id, caseId: row.id, row: outbound }]);
      return outbound;
    } catch (error) {
      toasts.failed(error, t('react.failed'));
      return null;
    }
  };
  return useStableAll<CaseActions>({
    async assign(row, to) {
      const body = { assigneeId: to?.id ?? null };
      await change(
        row,
        { ...row, assignee: to },
        () => client.call('assignCase', { params: { id: row.id }, body }),
        t('case.assignFailed'),
      );
    },
    async assignInTurn(row) {
      try {
        const assigned = await client.call('assignCase', { params: { id: row.id }, body: { inTurn: true } });
        show(assigned);
        if (assigned.assignee !== null) toasts.done(t('case.assigned', { name: assigned.assignee.name }));
      } catch (error) {
        toasts.failed(error, t('case.assignFailed'));
      }
    },
    async followUp(row, at) {
      await change(
        row,
        { ...row, followUpAt: at },
        () => client.call('setFollowUp', { params: { id: row.id }, body: { at } }),
        t('case.followUpFailed'),
      );
    },
    async close(row, outcome) {
      const body = { outcome };
      const closed: CaseRow = { ...row, state: 'closed', outcome };
      const work = (): Promise<CaseRow> => client.call('closeCase', { params: { id: row.id }, body });
      if (!(await change(row, closed, work, t('case.closeFailed')))) return;
      toasts.done(t('case.closedAs', { number: row.number, outcome: t(`outcome.${outcome}`) }), [
        { label: t('toast.undo'), run: () => void reopen(closed) },
      ]);
    },
    reopen,
    async makeSupport(row) {
      const params = { id: row.id };
      const made: CaseRow = { ...row, state: 'open', outcome: null, closedAt: null, isConversation: false };
      const work = (): Promise<CaseRow> => client.call('makeSupport', { params });
      if (await change(row, made, work, t('case.makeSupportFailed')))
        toasts.done(t('case.madeSupport', { number: row.number }));
    },
    async react(row, post, accountId, reaction, on) {
      await sendReaction(row, { accountId, postId: post.id, action: on ? reaction : `un${reaction}` });
    },
    async reactByHand(row, post, accountId, reaction) {
      const outbound = await sendReaction(row, { accountId, postId: post.id, action: reaction });
      const manifest = queryClient
        .getQueryData(networksQuery(app).queryKey)
        ?.rows.find(({ id }) => id === post.network);
      if (outbound?.state === 'opened') openAddress(pageToReact(manifest, post, reaction));
    },
  });
}
