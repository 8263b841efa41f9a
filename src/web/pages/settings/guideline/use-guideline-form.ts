// A guideline while it is being changed, with the version it is changed against and the reason it is saved with.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { emptyGuideline } from '../../../../domain/guideline/usual.ts';
import type { Reply } from '../../../api/client.ts';
import { codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { Decided } from './differences.ts';
import { decidedOf } from './history.tsx';

type Guideline = Reply<'readGuideline'>;

/** What cannot be read is begun anew: the versions before it can be restored. */
const beginAnew: Decided = { settings: emptyGuideline };

/** Pairs of which a half is still missing are not saved. */
function complete({ settings }: Decided): Decided {
  const spellings = settings.words.spellings
    .map(({ wrong, right }) => ({ wrong: wrong.trim(), right: right.trim() }))
    .filter(({ wrong, right }) => wrong !== '' && right !== '' && wrong !== right);
  return { settings: { ...settings, words: { ...settings.words, spellings } } };
}

export function useGuidelineForm(guideline: Guideline) {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const [base, setBase] = useState(guideline);
  const [values, setValues] = useState(() => decidedOf(guideline, guideline.inherited) ?? beginAnew);
  const [inherits, setInherits] = useState(guideline.accountId !== null && guideline.settings === null);
  const [reason, setReason] = useState('');
  const [latest, setLatest] = useState<Guideline | null>(null);
  const { accountId } = guideline;

  const adopt = (saved: Guideline): void => {
    queryClient.setQueryData(keys.guideline(accountId), saved);
    setBase(saved);
    setValues(decidedOf(saved, saved.inherited) ?? beginAnew);
    setInherits(saved.accountId !== null && saved.settings === null);
    setReason('');
    setLatest(null);
  };
  const saveAgainst = async (against: Guideline): Promise<void> => {
    const body = { guideline: inherits ? null : complete(values), reason: reason.trim() };
    const query = accountId === null ? {} : { accountId };
    try {
      const saved = await client.call('saveGuideline', { query, body }, { ifMatch: against.version });
      adopt(saved);
      await queryClient.invalidateQueries({ queryKey: ['replyContext'] });
      // What the workspace decides shows where an account decides nothing.
      if (accountId === null)
        await queryClient.invalidateQueries({
          queryKey: ['guideline'],
          predicate: ({ queryKey }) => queryKey[1] !== '',
        });
      toasts.done(t('common.saved'));
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      setLatest(await client.call('readGuideline', { query }));
    }
  };
  const before = decidedOf(base, base.inherited);
  const inherited = base.accountId !== null && base.settings === null;
  return {
    values,
    change: (part: Partial<Decided>) => setValues({ ...values, ...part }),
    restore: (decided: Decided, version: number) => {
      setInherits(false);
      setValues(decided);
      setReason(t('settings.guideline.restored', { number: version }));
    },
    inherits,
    setInherits,
    reason,
    setReason,
    isBroken: before === null,
    dirty:
      inherits !== inherited || (!inherits && JSON.stringify(complete(values)) !== JSON.stringify(before)),
    busy,
    failure,
    save: () => submit(() => saveAgainst(base)),
    /** Somebody else saved meanwhile: theirs is in the history already, so either can be had. */
    conflict:
      latest === null
        ? null
        : { takeTheirs: () => adopt(latest), keepOurs: () => void submit(() => saveAgainst(latest)) },
  };
}
