// How much of a network's room a text takes, by the network's own counting; quiet until it matters.
import { RingProgress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Length } from '../../domain/post/length.ts';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './length-meter.module.css';

/** From this share of the room on, the meter speaks up. */
const NEAR = 0.9;

export function LengthMeter({ length }: { length: Length }): ReactNode {
  const { t, format } = useI18n();
  const { used, max, fits } = length;
  const share = max === 0 ? 1 : used / max;
  const state = !fits ? 'over' : share >= NEAR ? 'near' : 'calm';
  const color =
    state === 'over' ? 'var(--kz-breach)' : state === 'near' ? 'var(--kz-note)' : 'var(--kz-public)';
  const said = fits
    ? t('length.left', { left: max - used })
    : t('length.over', { over: Math.max(1, used - max) });
  return (
    <span className={classes['meter']} data-state={state}>
      <RingProgress
        size={20}
        thickness={3}
        aria-hidden
        rootColor="var(--kz-line)"
        sections={[{ value: Math.min(100, share * 100), color }]}
      />
      <span className="tabular" aria-hidden>
        {format.number(used)} / {format.number(max)}
      </span>
      {/* Said only when it matters: reading out every letter would drown the text. */}
      <output className="unseen">{state === 'calm' ? '' : said}</output>
    </span>
  );
}
