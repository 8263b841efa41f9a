// Above the candidates: where much more comes in than usual. It leads to them, and goes when somebody saw to it.
import { Button } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { KeyHint } from '../key-hint.tsx';
import { ButtonLink } from '../links.tsx';
import { candidatesOf, useAcknowledge, useSpikeNews, useSpikeTitle } from './spikes.ts';
import classes from './spikes.module.css';

export function SpikeBanner(): ReactNode {
  const { t } = useI18n();
  const [spike, ...others] = useSpikeNews();
  const title = useSpikeTitle();
  const acknowledge = useAcknowledge();
  const mayDecide = useMay('work.decide');
  const navigate = useNavigate();
  const look = (): void => {
    if (spike === undefined) return;
    void navigate({
      to: '/candidates/{-$postId}',
      params: { postId: undefined },
      search: candidatesOf(spike),
    });
  };
  useCommand('lookAtSpike', look, spike !== undefined);
  return (
    <>
      {/* Always there, so that what comes into it is read out. */}
      <output className="unseen">{spike === undefined ? '' : title(spike)}</output>
      {spike !== undefined && (
        <div className={classes['banner']} data-spike={spike.id}>
          <IconTrendingUp size={18} aria-hidden className={classes['sign']} />
          <p>{title(spike)}</p>
          <span className={classes['actions']}>
            <Button size="compact-sm" onClick={look}>
              {t('spike.look')}
              <KeyHint command="lookAtSpike" />
            </Button>
            {mayDecide && (
              <Button size="compact-sm" variant="default" onClick={() => void acknowledge(spike)}>
                {t('spike.acknowledge')}
              </Button>
            )}
            {others.length > 0 && (
              <ButtonLink
                size="compact-sm"
                variant="subtle"
                to="/monitors/{-$monitorId}"
                params={{ monitorId: undefined }}
              >
                {t('spike.more', { count: others.length })}
              </ButtonLink>
            )}
          </span>
        </div>
      )}
    </>
  );
}
