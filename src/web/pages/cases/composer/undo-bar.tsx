// While a send can still be taken back, or waits for a second pair of eyes: how long, and the button that does it.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CaseDetail, OutboundView } from '../../../../contract/views.ts';
import { useSignatureOf } from '../../../api/personas.ts';
import { useSession } from '../../../api/session.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useSecondsLeft } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import classes from './composer.module.css';
import type { Drafting } from './use-draft.ts';
import { useTakeBack } from './use-take-back.ts';

function Undo({ outbound, drafting }: { outbound: OutboundView; drafting: Drafting }): ReactNode {
  const { t } = useI18n();
  const signatureOf = useSignatureOf();
  const userId = useSession().user.id;
  const left = useSecondsLeft(outbound.notBefore);
  const { busy, takeBack: undo } = useTakeBack(
    outbound,
    { done: t('undo.done'), failed: t('undo.failed') },
    (row) => {
      // What somebody else wrote is in their draft again; what the program wrote is nobody's.
      const isOwn = row.createdBy === null || row.createdBy.id === userId;
      if (isOwn && row.automatic === null) drafting.restore(row, signatureOf(row.accountId));
    },
  );
  const held = outbound.state === 'awaiting_approval';
  const possible = (held || left > 0) && !busy;
  useCommand('undo', () => void undo(), possible);
  if (left === 0 && !held) return null;
  const dm = outbound.visibility === 'dm';
  return (
    <div className={classes['undo']} data-dm={dm || undefined}>
      <span className="tabular">
        {held ? t('approval.held') : t(dm ? 'undo.dm' : 'undo.public', { seconds: left })}
      </span>
      <span className={classes['space']} />
      <Button
        size="compact-sm"
        variant="white"
        color={dm ? 'violet' : 'brand'}
        loading={busy}
        onClick={() => void undo()}
      >
        {t(held ? 'approval.takeBack' : 'undo.action')}
        <KeyHint command="undo" />
      </Button>
    </div>
  );
}

/** The newest reply that waits for its time, else the newest of one's own that waits for somebody else. */
export function UndoBar({ detail, drafting }: { detail: CaseDetail; drafting: Drafting }): ReactNode {
  const userId = useSession().user.id;
  const replies = detail.outbound.filter(({ action }) => action === 'reply' || action === 'dm');
  const waiting =
    replies.findLast(({ state }) => state === 'queued') ??
    replies.findLast(({ state, createdBy }) => state === 'awaiting_approval' && createdBy?.id === userId);
  return waiting === undefined ? null : <Undo key={waiting.id} outbound={waiting} drafting={drafting} />;
}
