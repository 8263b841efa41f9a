// Says how much was set aside as noise and leads there; there, what noise is, and the way back.
import type { ReactNode } from 'react';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './groups.module.css';
import type { CandidateNavigation } from './use-candidate-navigation.ts';

interface NoiseLineProps {
  count: number;
  navigation: CandidateNavigation;
  /** Marks everything in the list. */
  markAll: () => void;
}

export function NoiseLine({ count, navigation, markAll }: NoiseLineProps): ReactNode {
  const { t } = useI18n();
  const { isNoise, show } = navigation;
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
  if (count === 0 || navigation.narrowing.state === 'later') return null;
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
}
