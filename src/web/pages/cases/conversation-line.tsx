// Above the composer of a conversation: that it ends by itself once it is answered, and the way to make it a support case.
import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { CaseRow } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './cases.module.css';
import type { CaseActions } from './use-case-actions.ts';

/** Names a conversation among cases. */
export function ConversationChip({ row }: { row: Pick<CaseRow, 'isConversation'> }): ReactNode {
  const { t } = useI18n();
  if (!row.isConversation) return null;
  return (
    <span className={classes['chip']} data-state="conversation">
      {t('case.isConversation')}
    </span>
  );
}

interface ConversationLineProps {
  row: CaseRow;
  actions: CaseActions;
}

export const ConversationLine = memo(function ConversationLine({
  row,
  actions,
}: ConversationLineProps): ReactNode {
  const { t } = useI18n();
  const mayWork = useMay('work.decide');
  const makeSupport = (): void => void actions.makeSupport(row);
  useCommand('makeSupport', makeSupport, row.isConversation && mayWork);
  if (!row.isConversation) return null;
  return (
    <div className={classes['talk']}>
      <IconMessages size={16} aria-hidden />
      <span className={classes['says']}>
        {t(row.state === 'closed' ? 'case.conversationEnded' : 'case.conversationEnds')}
      </span>
      {mayWork && (
        <Button variant="subtle" size="compact-sm" onClick={makeSupport}>
          {t('case.makeSupport')}
          <KeyHint command="makeSupport" />
        </Button>
      )}
    </div>
  );
});
