// The spikes of the last 30 days: what rose when and by how much, and who saw to it.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SpikeView } from '../../../contract/spike-view.ts';
import { spikesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Section } from '../../components/page.tsx';
import { SpikeChart } from '../../components/spikes/spike-chart.tsx';
import { candidatesOf, isNews, useAcknowledge, useSpikeTitle } from '../../components/spikes/spikes.ts';
import classes from '../../components/spikes/spikes.module.css';
import { Moment, useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

/** More are only asked for by the API. */
const SHOWN = 8;

function Spike({ spike }: { spike: SpikeView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const title = useSpikeTitle();
  const acknowledge = useAcknowledge();
  const mayDecide = useMay('work.decide');
  const { acknowledgedBy, acknowledgedAt, until } = spike;
  return (
    <li className={classes['spike']} data-spike={spike.id} data-news={isNews(spike, now) || undefined}>
      <div>
        <p>{title(spike)}</p>
        <span className={classes['quiet']}>
          {until === null ? t('spike.goesOn') : t('spike.until', { at: format.moment(until, now) })}
          {acknowledgedAt !== null && acknowledgedBy !== null && (
            <>
              {' · '}
              {t('spike.seenBy', { name: acknowledgedBy.name })} <Moment at={acknowledgedAt} />
            </>
          )}
        </span>
        <div className={classes['actions']}>
          <ButtonLink
            size="compact-sm"
            variant="default"
            to="/candidates/{-$postId}"
            params={{ postId: undefined }}
            search={candidatesOf(spike)}
          >
            {t('spike.look')}
          </ButtonLink>
          {mayDecide && acknowledgedAt === null && (
            <Button size="compact-sm" variant="subtle" onClick={() => void acknowledge(spike)}>
              {t('spike.acknowledge')}
            </Button>
          )}
        </div>
      </div>
      <SpikeChart spike={spike} />
    </li>
  );
}

export function Spikes(): ReactNode {
  const { t } = useI18n();
  const rows = useQuery(spikesQuery(useApp())).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('spike.recent')} hint={t('spike.recentHint')}>
      <ul className={`plain ${classes['list'] ?? ''}`}>
        {rows.slice(0, SHOWN).map((spike) => (
          <Spike key={spike.id} spike={spike} />
        ))}
      </ul>
    </Section>
  );
}
