// While a send can still be taken back: how long, and the button that does it.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CaseDetail, OutboundView } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { caseQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useSecondsLeft } from '../../../components/time.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import { applyLocally } from '../../../live/merge.ts';
import classes from './composer.module.css';
import type { Drafting } from './use-draft.ts';
import { useSignature } from './use-signature.ts';

function Undo({ outbound, drafting }: { outbound: OutboundView; drafting: Drafting }): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const signature = useSignature();
  const left = useSecondsLeft(outbound.notBefore);
  const [busy, setBusy] = useState(false);
  const possible = left > 0 && !busy;

  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      const row = await app.client.call('undoOutbound', { params: { id: outbound.id } });
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
      const caseId = outbound.caseId ?? '';
      // One that is under way may have been answered before the undo: without what it put back.
      await queryClient.cancelQueries({ queryKey: keys.case(caseId) });
      const detail: CaseDetail = await queryClient.query({ ...caseQuery(app, caseId), staleTime: 0 });
      if (detail.draft !== null) drafting.restore(detail.draft, signature);
      toasts.done(t('undo.done'));
    } catch (error) {
      toasts.failed(error, t('undo.failed'));
    } finally {
      setBusy(false);
    }
  };
  useCommand('undo', () => void undo(), possible);
  if (left === 0) return null;
  const dm = outbound.visibility === 'dm';
  return (
    <div className={classes['undo']} data-dm={dm || undefined}>
      <span className="tabular">{t(dm ? 'undo.dm' : 'undo.public', { seconds: left })}</span>
      <span className={classes['space']} />
      <Button
        size="compact-sm"
        variant="white"
        color={dm ? 'violet' : 'brand'}
        loading={busy}
        onClick={() => void undo()}
      >
        {t('undo.action')}
        <KeyHint command="undo" />
      </Button>
    </div>
  );
}

/** The newest reply that still waits. */
export function UndoBar({ detail, drafting }: { detail: CaseDetail; drafting: Drafting }): ReactNode {
  const waiting = detail.outbound.findLast(
    (outbound) => outbound.state === 'queued' && (outbound.action === 'reply' || outbound.action === 'dm'),
  );
  return waiting === undefined ? null : <Undo key={waiting.id} outbound={waiting} drafting={drafting} />;
}
