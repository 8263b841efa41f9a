// The button by which an author gives up what was sent back to them.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import { useToasts } from '../toast.tsx';

export function DropReturned({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const giveUp = async (): Promise<void> => {
    setBusy(true);
    try {
      const input = { params: { id: outbound.id }, body: { choice: 'give_up' as const } };
      const row = await client.call('settleOutbound', input);
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="compact-sm" variant="subtle" color="gray" loading={busy} onClick={() => void giveUp()}>
      {t('approval.drop')}
    </Button>
  );
}
