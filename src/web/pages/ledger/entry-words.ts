// The words for where an entry of the ledger stands, and why.
import type { LedgerEntryView } from '../../../contract/views.ts';
import { outcomes } from '../../../domain/case/case.ts';
import { silenceReasons, type LedgerHeap } from '../../../domain/ledger/ledger.ts';
import { useI18n } from '../../i18n/i18n.tsx';

/** The reason in words; a code that nobody named stands as it is, and an empty one says nothing. */
export function useReasonName(): (reason: string | null) => string {
  const { t } = useI18n();
  return (reason) => {
    if (reason === null) return '';
    if (reason === 'post_deleted') return t('post.deleted');
    const silence = silenceReasons.find((known) => known === reason);
    if (silence !== undefined) return t(`reason.${silence}`);
    const outcome = outcomes.find((known) => known === reason);
    return outcome === undefined ? reason : t(`outcome.${outcome}`);
  };
}

/** Whether a person chose not to speak, which a person can take back. */
export function isSilence(entry: LedgerEntryView): boolean {
  return entry.state === 'closed' && silenceReasons.some((reason) => reason === entry.reason);
}

/** What the state is called: a closed entry was left in silence, or closed with its case. */
export function useStateName(): (entry: LedgerEntryView) => string {
  const { t, format } = useI18n();
  return (entry) => {
    if (entry.state === 'later' && entry.laterUntil !== null) {
      return t('ledger.laterUntil', { at: format.moment(entry.laterUntil, Date.now()) });
    }
    if (isSilence(entry)) return t('ledger.state.silent');
    if (entry.state === 'closed' && entry.caseId === null) return t('ledger.state.ended');
    return t(`ledger.state.${entry.state}`);
  };
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight before (or, with `after`, after) a day as the browser's clock has it; nothing for what is no day. */
export function edgeOfDay(day: string | undefined, after = false): string | undefined {
  if (day === undefined || !dayPattern.test(day)) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date + (after ? 1 : 0));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** How many of a heap there are, by the server's counts. */
export function countOf(
  counts: Record<LedgerHeap | 'total', number> | undefined,
  heap: LedgerHeap | undefined,
): number | undefined {
  return counts?.[heap ?? 'total'];
}
