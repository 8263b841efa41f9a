// Says how much was set aside as noise and leads there; there, what noise is, and the way back.
import { memo, type ReactNode } from 'react';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './groups.module.css';
import type { CandidateNavigation } from './use-candidate-navigation.ts';

interface NoiseLineProps {
  count: number;
  isNoise: CandidateNavigation['isNoise'];
  show: CandidateNavigation['show'];
  /** Marks everything in the list. */
  markAll: () => void;
}

export const NoiseLine = memo(function NoiseLine({
  count,
  isNoise,
  show,
  markAll,
}: NoiseLineProps): ReactNode {
  const { t } = useI18n();
  if (isNoise) {
    return (
      <p className={classes['noise']}>
        <span>{t('noise.what')}</span>
        <span className={classes['space']} />
        {count > 0 && (
          <button type="button" onClick={markAll}>
            {t('command.markAll')}
            <KeyHint command="markAll" />
          </button>
        )}
        <button type="button" onClick={() => show({})}>
          {t('noise.back')}
        </button>
      </p>
    );
  }
  if (count === 0) return null;
  return (
    <p className={classes['noise']}>
      <span>{t('noise.aside', { count })}</span>
      <span className={classes['space']} />
      <button type="button" onClick={() => show({ judged: 'noise' })}>
        {t('noise.show')}
        <KeyHint command="goNoise" />
      </button>
    </p>
  );
});
