// Examples of what a query finds, labelled one by one as relevant or not: what comes of it is the measured precision.
import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './dry-run.module.css';
import { HitText } from './hit-text.tsx';
import type { DryRunState, Hit, Precision } from './use-dry-run.ts';

/** Examples that are shown before one asks for more. */
const SHOWN_FIRST = 6;

type Label = NonNullable<Hit['label']>;

/** Shows a label at once, keeps it, and takes it back when the server refuses. */
function useLabel(monitorId: string | null, dry: DryRunState): (hit: Hit, label: Label) => Promise<void> {
  const { client } = useApp();
  const toasts = useToasts();
  return async (hit, label) => {
    if (monitorId === null) return;
    const next = hit.label === label ? null : label;
    dry.relabel(hit.id, next, undefined);
    try {
      const params = { id: monitorId, postId: hit.id };
      const { precision } = await client.call('labelHit', { params, body: { label: next } });
      dry.relabel(hit.id, next, precision);
    } catch (error) {
      dry.relabel(hit.id, hit.label, undefined);
      toasts.failed(error);
    }
  };
}

export function PrecisionLine({ precision }: { precision: Precision }): ReactNode {
  const { t } = useI18n();
  return <p className={classes['precision']}>{t('monitors.precision', { ...precision })}</p>;
}

function Choice(props: {
  hit: Hit;
  label: Label;
  hasKey: boolean;
  choose: (label: Label) => void;
}): ReactNode {
  const { hit, label, hasKey, choose } = props;
  const { t } = useI18n();
  const on = hit.label === label;
  const isRelevant = label === 'relevant';
  const Icon = isRelevant ? IconCheck : IconX;
  return (
    <Button
      size="compact-xs"
      variant={on ? 'filled' : 'default'}
      color={isRelevant ? 'green' : 'gray'}
      aria-pressed={on}
      leftSection={<Icon size={14} aria-hidden />}
      rightSection={hasKey && <KeyHint command={isRelevant ? 'relevant' : 'notRelevant'} />}
      onClick={() => choose(label)}
    >
      {t(`monitors.label.${label}`)}
    </Button>
  );
}

function Item(props: {
  hit: Hit;
  current: boolean;
  /** The keys are about this one: said here, and not on every row. */
  hasKeys: boolean;
  /** Null for those who may not label. */
  choose: ((label: Label) => void) | null;
}): ReactNode {
  const { hit, current, hasKeys, choose } = props;
  return (
    <li data-hit={hit.id} tabIndex={-1} className={classes['example']} aria-current={current || undefined}>
      <HitText hit={hit} />
      {choose !== null && (
        <span className={classes['choices']}>
          <Choice hit={hit} label="relevant" hasKey={hasKeys} choose={choose} />
          <Choice hit={hit} label="not_relevant" hasKey={hasKeys} choose={choose} />
        </span>
      )}
    </li>
  );
}

interface HitSampleProps {
  dry: DryRunState;
  /** Null for a monitor that is still to be made: nothing can be said about it yet. */
  monitorId: string | null;
}

export function HitSample({ dry, monitorId }: HitSampleProps): ReactNode {
  const { t } = useI18n();
  const mayLabel = useMay('work.decide') && monitorId !== null;
  const label = useLabel(monitorId, dry);
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(SHOWN_FIRST);
  const [at, setAt] = useState(-1);
  const all = dry.tried?.hits ?? [];
  const hits = all.slice(0, shown);
  const nextCursor = dry.tried?.nextCursor ?? null;

  const go = (to: number): void => {
    const next = Math.max(0, Math.min(all.length - 1, to));
    if (next >= shown) setShown(next + SHOWN_FIRST);
    setAt(next);
    // A row that is only now shown is there after the next frame.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-hit]')[next]?.focus());
  };
  const say = (said: Label): void => {
    const hit = all[at];
    if (hit === undefined) return go(0);
    void label(hit, said);
    go(at + 1);
  };
  const choose = (index: number, hit: Hit, said: Label): void => {
    setAt(index);
    void label(hit, said);
  };
  useCommand('next', () => go(at + 1), all.length > 0);
  useCommand('previous', () => go(at - 1), all.length > 0);
  useCommand('relevant', () => say('relevant'), mayLabel && all.length > 0);
  useCommand('notRelevant', () => say('not_relevant'), mayLabel && all.length > 0);

  const more = (): void => {
    setShown(shown + 30);
    if (shown + 30 > all.length && nextCursor !== null) void dry.more();
  };
  const precision = dry.tried?.report.precision ?? null;
  return (
    <>
      <h3 className={classes['head']}>{t('monitors.dry.examples')}</h3>
      <p className={classes['quiet']}>
        {monitorId === null ? t('monitors.label.afterSaving') : mayLabel && t('monitors.label.hint')}
      </p>
      <div aria-live="polite">{precision !== null && <PrecisionLine precision={precision} />}</div>
      <ul ref={list} className={`plain ${classes['examples'] ?? ''}`}>
        {hits.map((hit, index) => (
          <Item
            key={hit.id}
            hit={hit}
            current={index === at}
            hasKeys={index === Math.max(0, at)}
            choose={mayLabel ? (said) => choose(index, hit, said) : null}
          />
        ))}
      </ul>
      {(all.length > shown || nextCursor !== null) && (
        <Button size="compact-sm" variant="subtle" loading={dry.busy} onClick={more}>
          {t('monitors.dry.showMore')}
        </Button>
      )}
    </>
  );
}
