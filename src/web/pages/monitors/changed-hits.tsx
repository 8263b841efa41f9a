// What a version of a monitor finds that the one before did not, and the other way round; read when one asks.
import { Button } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './dry-run.module.css';
import { HitText } from './hit-text.tsx';

type Difference = Reply<'compareQueries'>;

/** Enough to see what kind of posts came or went. */
const EXAMPLES = 3;

function Side({ title, side }: { title: string; side: Difference['added'] }): ReactNode {
  return (
    <>
      <p>
        <b>{title}</b>
      </p>
      <ul className={`plain ${classes['examples'] ?? ''}`}>
        {side.examples.slice(0, EXAMPLES).map((hit) => (
          <li key={hit.id} className={classes['example']}>
            <HitText hit={hit} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ChangedHitsProps {
  monitorId: string | null;
  /** Undefined for the first version. */
  before: string | undefined;
  after: string;
}

export function ChangedHits({ monitorId, before, after }: ChangedHitsProps): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const { busy, failure, submit } = useSubmission();
  const [found, setFound] = useState<Difference | null>(null);
  if (before === undefined || before === after) return null;
  if (found === null) {
    const read = async (): Promise<void> =>
      setFound(await client.call('compareQueries', { body: { before, after, monitorId } }));
    return (
      <>
        {failure !== null && <p role="alert">{failure}</p>}
        <Button
          size="compact-xs"
          variant="subtle"
          loading={busy}
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
          onClick={() => void submit(read)}
        >
          {t('monitors.changedHits')}
        </Button>
      </>
    );
  }
  const { added, removed, exact } = found;
  return (
    <div className={classes['changed']} aria-live="polite">
      <p>
        {t('monitors.changedFrom', { before: Math.round(found.before), after: Math.round(found.after) })}
        {format.gap}
        {exact ? t('monitors.dry.exact') : t('monitors.dry.estimated')}
      </p>
      <Side title={t('monitors.addedHits', { count: Math.round(added.hits) })} side={added} />
      <Side title={t('monitors.removedHits', { count: Math.round(removed.hits) })} side={removed} />
    </div>
  );
}
