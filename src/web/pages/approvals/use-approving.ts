// Answering a reply that waits: approved, approved in other words, or sent back; refusals are told, and nothing is lost.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { silenceCauses } from '../../../domain/hours/silence.ts';
import type { BodyInput } from '../../api/client.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import { stoppedOf, type Stopped } from '../cases/composer/use-send.ts';

export interface Approving {
  busy: boolean;
  /** Rejects nothing; answers whether it was done. `reason`: why though the guideline stops it. */
  approve: (text?: string, reason?: string) => Promise<boolean>;
  sendBack: (comment: string) => Promise<boolean>;
  stopped: Stopped | null;
  dropStopped: () => void;
}

/** `answered` is told after each answer that the server took. */
export function useApproving(
  outbound: OutboundView,
  threadVersion: number | null,
  answered: () => void,
): Approving {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<Stopped | null>(null);
  const { id, version, caseId } = outbound;

  const run = async (answer: () => Promise<OutboundView>, said: string): Promise<boolean> => {
    setBusy(true);
    try {
      const row = await answer();
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
      setStopped(null);
      const why = silenceCauses.find((cause) => row.state === 'cancelled' && cause === row.errorCode);
      if (why === undefined) toasts.done(said);
      else toasts.told(t('approval.givenUp', { why: t(`settings.byClock.silence.${why}`) }));
      answered();
      return true;
    } catch (error) {
      const stop = stoppedOf(error);
      setStopped(stop);
      if (stop === null) {
        const code = codeOf(error);
        const faster = code === 'version_changed' || code === 'transition_refused';
        toasts.failed(error, faster ? t('approval.faster') : undefined);
      }
      // What one has not seen, or somebody else has done, is shown before one tries again.
      void queryClient.invalidateQueries({ queryKey: ['outbound'] });
      if (caseId !== null) void queryClient.invalidateQueries({ queryKey: keys.case(caseId) });
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    stopped,
    dropStopped: () => setStopped(null),
    approve(text, reason) {
      const rules = [
        ...new Set(stopped?.findings.filter(({ level }) => level === 'block').map(({ rule }) => rule)),
      ];
      const changed = text !== undefined && text !== outbound.text;
      const body: BodyInput<'approveReply'> = {
        seenThreadVersion: threadVersion,
        ...(changed ? { text } : {}),
        ...(reason === undefined ? {} : { override: { rules, reason } }),
      };
      return run(
        () => client.call('approveReply', { params: { id }, body }, { ifMatch: version }),
        t(changed ? 'approval.doneEdited' : 'approval.done'),
      );
    },
    sendBack: (comment) =>
      run(
        () => client.call('sendBackReply', { params: { id }, body: { comment } }, { ifMatch: version }),
        t('approval.doneBack'),
      ),
  };
}
