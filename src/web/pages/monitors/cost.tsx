// What listening for a query costs: the matcher's work, and what networks that filter themselves could be asked.
import { Alert, Button } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { pushDownNotes } from '../../../domain/listening/push-down/notes.ts';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { Section } from '../../components/page.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './advice.module.css';
import { useAsked } from './use-asked.ts';

type Cost = Reply<'readQueryCost'>;
type Network = Cost['networks'][number];

/** Looked at for a larger share of the posts than this, a query is dear whatever the others cost. */
const DEAR_SHARE = 0.2;
/** So many times the usual. */
const DEAR_TIMES = 20;

function isDear({ posts, candidates, evaluations, usual }: Cost): boolean {
  if (posts === 0) return false;
  if (candidates > posts * DEAR_SHARE) return true;
  return usual !== null && evaluations > DEAR_TIMES * Math.max(usual.evaluations, posts / 1000);
}

/** What the network cannot do, each sentence once, with the parts of the query that it is about. */
function Notes({ network, query }: { network: Network; query: string }): ReactNode {
  const { locale } = useI18n();
  const parts = new Map<Network['notes'][number]['code'], string[]>();
  for (const { code, start, end } of network.notes) {
    const part = query.slice(start, end);
    parts.set(code, [...(parts.get(code) ?? []), ...(part === '' ? [] : [part])]);
  }
  return (
    <ul className={classes['notes']}>
      {[...parts].map(([code, places]) => (
        <li key={code} data-effect={pushDownNotes[code].effect}>
          {pushDownNotes[code][locale]}
          {places.map((place) => (
            <code key={place}>{place}</code>
          ))}
        </li>
      ))}
    </ul>
  );
}

function NetworkCost({ network, query, cost }: { network: Network; query: string; cost: Cost }): ReactNode {
  const { t } = useI18n();
  const name = useNetworkName()(network.network);
  const { asks, askCount, sent } = network;
  return (
    <li className={classes['item']}>
      <p className={classes['what']}>
        <b>{name}</b>
        <span className={classes['quiet']}>
          {askCount === 0 && t('monitors.cost.cannot')}
          {askCount > 0 && sent !== null && t('monitors.cost.sends', { sent, hits: cost.hits })}
        </span>
      </p>
      {(askCount > 0 || network.notes.length > 0) && (
        <details className={classes['evidence']}>
          <summary>
            {askCount > 0 ? t('monitors.cost.asks', { count: askCount }) : t('monitors.cost.why')}
          </summary>
          <ul className={classes['asks']}>
            {asks.map((text) => (
              <li key={text}>
                <code>{text}</code>
              </li>
            ))}
            {askCount > asks.length && <li>{t('monitors.cost.more', { count: askCount - asks.length })}</li>}
          </ul>
          <Notes network={network} query={query} />
        </details>
      )}
    </li>
  );
}

function Report({ cost, query }: { cost: Cost; query: string }): ReactNode {
  const { t } = useI18n();
  const { posts, hits, candidates, evaluations, usual } = cost;
  if (posts === 0) return <p className={classes['quiet']}>{t('monitors.dry.nothingHeard')}</p>;
  return (
    <>
      <p>{t('monitors.cost.finding', { posts, hits, candidates, evaluations })}</p>
      {usual !== null && (
        <p className={classes['quiet']}>
          {t('monitors.cost.usual', { candidates: usual.candidates, evaluations: usual.evaluations })}
        </p>
      )}
      {isDear(cost) && <Alert color="amber">{t('monitors.cost.dear')}</Alert>}
      <h3 className={classes['head']}>{t('monitors.cost.networks')}</h3>
      <p className={classes['quiet']}>{t('monitors.cost.networksHint')}</p>
      <ul className={classes['list']}>
        {cost.networks.map((network) => (
          <NetworkCost key={network.network} network={network} query={query} cost={cost} />
        ))}
      </ul>
    </>
  );
}

interface QueryCostProps {
  monitorId: string | null;
  /** Null while it cannot be asked about. */
  query: string | null;
}

export function QueryCost({ monitorId, query }: QueryCostProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const { answer, busy, failure, ask } = useAsked<Cost>((text, signal) =>
    client.call('readQueryCost', { body: { query: text, monitorId } }, { signal }),
  );
  const button = (
    <Button
      variant="default"
      leftSection={<IconGauge size={17} aria-hidden />}
      disabled={query === null}
      loading={busy}
      onClick={() => query !== null && ask(query)}
    >
      {t('monitors.cost.action')}
    </Button>
  );
  return (
    <Section title={t('monitors.cost.title')} hint={t('monitors.cost.hint')} actions={button}>
      <div aria-live="polite">
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {answer !== null && query !== null && answer.query !== query && (
          <p className={classes['outdated']}>{t('monitors.advice.outdated')}</p>
        )}
        {answer !== null && <Report cost={answer.reply} query={answer.query} />}
      </div>
    </Section>
  );
}
