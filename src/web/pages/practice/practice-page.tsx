// The practice network: a small social network of made-up people, where staff learn without anybody being bothered.
import { SegmentedControl } from '@mantine/core';
import { IconArrowLeft, IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { useApp } from '../../app.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { useTitle } from '../../components/page-header.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { Direction } from './direction.tsx';
import { Join } from './join.tsx';
import classes from './practice.module.css';
import { practiceStageQuery } from './queries.ts';
import { Stories } from './stories.tsx';
import { Thread, Timeline } from './timeline.tsx';

const route = getRouteApi('/member/practice');
/** Scrolled further than this, one reads, and nothing may jump. */
const READING_PX = 160;

/** The way to practising with a score. */
function Sessions(): ReactNode {
  const { t } = useI18n();
  return (
    <section className={classes['card']} aria-labelledby="sessions">
      <h2 id="sessions">{t('practice.sessions.title')}</h2>
      <p className={classes['quiet']}>{t('practice.sessions.beginHint')}</p>
      <ButtonLink
        mt="xs"
        size="compact-sm"
        variant="default"
        to="/practice/sessions/{-$sessionId}"
        params={{ sessionId: undefined }}
      >
        {t('practice.sessions.open')}
      </ButtonLink>
    </section>
  );
}

function Side(): ReactNode {
  const stage = useQuery(practiceStageQuery(useApp()));
  if (stage.isPending) return <LoadingRows rows={4} />;
  if (stage.isError) return <ErrorState compact error={stage.error} retry={() => void stage.refetch()} />;
  return (
    <>
      <Sessions />
      <Direction stage={stage.data} />
      <Stories stage={stage.data} />
    </>
  );
}

export function PracticePage(): ReactNode {
  const { t } = useI18n();
  const { thread } = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState(false);
  const [shown, setShown] = useState<'feed' | 'side'>('feed');
  useTitle(t('frame.practice'));
  const back = (): void => void navigate({ to: '/practice', search: {} });
  useCommand('back', back, thread !== undefined);
  return (
    <div
      className={classes['world']}
      ref={scroller}
      onScroll={(event) => setReading(event.currentTarget.scrollTop > READING_PX)}
    >
      <header className={classes['masthead']}>
        <IconSchool size={26} stroke={1.6} aria-hidden />
        <div>
          <h1>{t('practice.title')}</h1>
          <p>{t('practice.made')}</p>
        </div>
        <SegmentedControl
          className={classes['tabs'] ?? ''}
          size="xs"
          aria-label={t('practice.title')}
          value={shown}
          data={[
            { value: 'feed', label: t('practice.timeline') },
            { value: 'side', label: t('practice.stage') },
          ]}
          onChange={(value) => setShown(value === 'side' ? 'side' : 'feed')}
        />
      </header>
      <div className={classes['columns']} data-shown={shown}>
        <div className={classes['feedColumn']}>
          <Join />
          {thread === undefined ? (
            <Timeline scroller={scroller} reading={reading} />
          ) : (
            <>
              <button type="button" className={classes['backLink']} onClick={back}>
                <IconArrowLeft size={17} aria-hidden />
                {t('practice.backToTimeline')}
              </button>
              <Thread key={thread} root={thread} />
            </>
          )}
        </div>
        <aside className={classes['side']} aria-label={t('practice.stage')}>
          <Side />
        </aside>
      </div>
    </div>
  );
}
