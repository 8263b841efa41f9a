// The row in which a language model is asked for a draft: what is handed to it, that it writes, or why it did not.
import { Button, Loader } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError } from '../../../../api/errors.ts';
import { useMessageOf } from '../../../../components/error-message.ts';
import { useI18n } from '../../../../i18n/i18n.tsx';
import classes from './begin.module.css';
import type { ModelDraft } from './use-model-draft.ts';

const reasons = ['late', 'limited', 'down', 'refused', 'again', 'garbled', 'empty'] as const;

export function ModelRow({ model, drafting }: { model: string; drafting: ModelDraft }): ReactNode {
  const { t } = useI18n();
  const { state, refused, ask, stop } = drafting;
  const isAsking = state.is === 'asking';
  return (
    <div className={classes['model']}>
      <Button
        size="compact-md"
        variant="default"
        // The same button throughout, so that the focus stays.
        leftSection={isAsking ? <Loader size={14} aria-hidden /> : <IconSparkles size={16} aria-hidden />}
        disabled={refused !== null}
        onClick={isAsking ? stop : ask}
      >
        {t(isAsking ? 'begin.model.stop' : 'begin.model.ask')}
      </Button>
      <output className={classes['fact']} data-failed={state.is === 'failed' || undefined}>
        <Told model={model} drafting={drafting} />
      </output>
    </div>
  );
}

function Told({ model, drafting: { state, refused } }: { model: string; drafting: ModelDraft }): ReactNode {
  const { t } = useI18n();
  const messageOf = useMessageOf();
  if (refused !== null) return t(`begin.model.${refused}`);
  if (state.is === 'asking') return t('begin.model.asking', { model });
  if (state.is === 'there') return t('begin.model.by', { model: state.draft.model });
  if (state.is === 'idle') return t('begin.model.leaves', { model });
  const { error } = state;
  const reason =
    error instanceof ApiError && error.code === 'model_unavailable'
      ? reasons.find((one) => one === error.problem.data?.['reason'])
      : undefined;
  return reason === undefined ? messageOf(error) : t(`begin.model.failed.${reason}`, { model });
}
