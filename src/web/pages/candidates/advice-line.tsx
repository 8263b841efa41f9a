// The advice on the open candidate: what, how sure, why; one key takes it. It comes a moment after the post and moves nothing.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { adviceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './advice.module.css';
import { surenessNames, surenessOf, type Sureness } from './advice-words.ts';

export type Advice = Reply<'readAdvice'>;

/** While keys fly past, nothing is asked for: whoever stays so long looks. */
const SETTLED_MS = 120;

/** What stays open for a moment. */
function useSettled(id: string): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return settled === id;
}

function Meter({ sure }: { sure: Sureness }): ReactNode {
  return (
    <span className={classes['meter']} aria-hidden>
      {[1, 2, 3].map((step) => (
        <i key={step} data-on={step <= sure || undefined} />
      ))}
    </span>
  );
}

/** What speaks for it and against it, each with its words; then what was with this person before. */
function Reasons({ advice }: { advice: Advice }): ReactNode {
  const { t, locale } = useI18n();
  const isFor = ({ speaksFor }: Advice['reasons'][number]): boolean =>
    speaksFor === advice.advice || (advice.advice === 'private' && speaksFor === 'speak');
  const sides = [
    { title: t('advice.for'), reasons: advice.reasons.filter(isFor) },
    { title: t('advice.against'), reasons: advice.reasons.filter((reason) => !isFor(reason)) },
  ].filter(({ reasons }) => reasons.length > 0);
  const { contacts7d, lastOutcome, optOut } = advice.history;
  return (
    <>
      {sides.map(({ title, reasons }) => (
        <div key={title}>
          <b>{title}</b>
          <ul>
            {reasons.map(({ code, why }) => (
              <li key={code}>{why[locale]}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className={classes['before']}>
        {t('advice.contacts', { count: contacts7d })}
        {lastOutcome !== null && ` · ${t('advice.lastOutcome', { outcome: t(`outcome.${lastOutcome}`) })}`}
        {optOut !== null && ` · ${t('person.optedOut')}: ${optOut.reason}`}
      </p>
    </>
  );
}

/** Whether the reasons are open: by a key or a press until the next post, by the pointer while it is there; Escape closes them. */
function useShown(postId: string, isThere: boolean) {
  const [pinned, setPinned] = useState<string | null>(null);
  const [hovered, hover] = useState(false);
  const isShown = isThere && (hovered || pinned === postId);
  const close = (): void => {
    setPinned(null);
    hover(false);
  };
  useEffect(() => {
    if (!isShown) return;
    const closeByKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setPinned(null);
      hover(false);
    };
    window.addEventListener('keydown', closeByKey);
    return () => window.removeEventListener('keydown', closeByKey);
  }, [isShown]);
  return { isShown, close, hover, toggle: () => setPinned(pinned === postId ? null : postId) };
}

interface AdviceLineProps {
  postId: string;
  take: (postId: string, advice: Advice) => void;
}

export function AdviceLine({ postId, take }: AdviceLineProps): ReactNode {
  const { t, locale } = useI18n();
  const mayDecide = useMay('work.decide');
  const settled = useSettled(postId);
  const query = useQuery({ ...adviceQuery(useApp(), postId), enabled: settled });
  const whyId = useId();
  const advice = query.data;
  const strongest = advice?.reasons[0];
  const isThere = strongest !== undefined;
  const { isShown, toggle, close, hover } = useShown(postId, isThere);
  const takeIt = (): void => {
    close();
    if (advice !== undefined && isThere) take(postId, advice);
  };
  useCommand('takeAdvice', takeIt, mayDecide && isThere);
  useCommand('whyAdvice', toggle, isThere);
  if (advice === undefined) {
    return <p className={classes['quiet']}>{query.isError ? t('advice.failed') : t('advice.loading')}</p>;
  }
  if (strongest === undefined) return <p className={classes['quiet']}>{t('advice.nothing')}</p>;
  const sure = surenessOf(advice.strength);
  return (
    <div
      className={classes['line']}
      data-advice={advice.advice}
      onPointerEnter={(event) => event.pointerType === 'mouse' && hover(true)}
      onPointerLeave={() => hover(false)}
    >
      {isShown && (
        <section className={classes['why']} id={whyId} aria-label={t('advice.why')}>
          <Reasons advice={advice} />
        </section>
      )}
      <p className={classes['what']}>
        <Meter sure={sure} />
        <span className={classes['title']}>{t('advice.line')}</span>
        <b>{t(`advice.${advice.advice}`)}</b>
        <span className={classes['sure']}>
          {'· '}
          {t(`advice.sure.${surenessNames[sure]}`)}
          {advice.silence !== null && ` · ${t(`reason.${advice.silence}`)}`}
        </span>
      </p>
      <span className={classes['first']}>{strongest.why[locale]}</span>
      <span className={classes['buttons']}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={isShown}
          aria-controls={isShown ? whyId : undefined}
          onClick={toggle}
        >
          {t('advice.why')}
          <KeyHint command="whyAdvice" />
        </Button>
        {mayDecide && (
          <Button size="compact-sm" variant="light" onClick={takeIt}>
            {t('advice.take')}
            <KeyHint command="takeAdvice" />
          </Button>
        )}
      </span>
    </div>
  );
}
