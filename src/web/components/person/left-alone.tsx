// Somebody's wish to be left alone: shown with who wrote it down and why, and how often we spoke to them.
import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { KnownIdentity } from '../../../contract/endpoints/deciding.ts';
import { identityQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { KeysHeld } from '../../keyboard/keys-held.tsx';
import { Moment } from '../time.tsx';
import classes from './person-panel.module.css';
import { useSeen } from './use-seen.ts';

const WishDialog = lazy(async () => ({ default: (await import('./wish-dialog.tsx')).WishDialog }));

function Wish({ optOut }: { optOut: NonNullable<KnownIdentity['optOut']> }): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['wish']}>
      <IconHandStop size={17} aria-hidden />
      <div>
        <b>{t('person.optedOut')}</b>
        <p>{optOut.reason}</p>
        <span>
          {optOut.by !== null && `${optOut.by.name} · `}
          <Moment at={optOut.at} />
        </span>
      </div>
    </div>
  );
}

/** Wishes that were taken back: nothing about a person is silently gone. */
function Lifted({ known }: { known: KnownIdentity }): ReactNode {
  const { t } = useI18n();
  if (known.lifted.length === 0) return null;
  return (
    <details className={classes['lifted']}>
      <summary>{t('person.lifted', { count: known.lifted.length })}</summary>
      <ul className="plain">
        {known.lifted.map((wish) => (
          <li key={wish.liftedAt}>
            {t('person.liftedOne', {
              reason: wish.reason,
              liftReason: wish.liftReason,
              name: wish.liftedBy?.name ?? '',
            })}{' '}
            <Moment at={wish.liftedAt} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function LeftAlone({ identityId }: { identityId: string }): ReactNode {
  const { t } = useI18n();
  const known = useQuery(identityQuery(useApp(), identityId)).data;
  const maySet = useMay('work.decide');
  const mayLift = useMay('work.override_guideline');
  const mayChange = known?.optOut == null ? maySet : mayLift;
  const [asking, setAsking] = useState(false);
  const seen = useSeen(known);
  return (
    <div ref={seen} className={classes['wishes']}>
      {known !== undefined && (
        <>
          {known.optOut !== null && <Wish optOut={known.optOut} />}
          <div className={classes['wishRow']}>
            <span>{t('advice.contacts', { count: known.contacts7d })}</span>
            {mayChange && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                leftSection={known.optOut === null ? <IconHandStop size={14} aria-hidden /> : undefined}
                onClick={() => setAsking(true)}
              >
                {known.optOut === null ? t('person.leaveAloneAction') : t('person.liftWish')}
              </Button>
            )}
          </div>
          <Lifted known={known} />
          <Suspense fallback={<KeysHeld />}>
            {asking && <WishDialog known={known} close={() => setAsking(false)} />}
          </Suspense>
        </>
      )}
    </div>
  );
}
