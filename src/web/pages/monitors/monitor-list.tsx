// All monitors: what each listens for, what it found in a day, and whether it is on.
import { Button, Switch } from '@mantine/core';
import { IconEar, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MonitorView } from '../../../contract/views.ts';
import { monitorsQuery, workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { PageBody } from '../../components/page.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Ago } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './monitors.module.css';
import { Spikes } from './spikes.tsx';

/** Switches a monitor on or off: shown at once, taken back when the server refuses, and undone with one click. */
function useSwitch(): (monitor: MonitorView, active: boolean) => Promise<void> {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (row: MonitorView): void => applyLocally(queryClient, [{ kind: 'monitor', id: row.id, row }]);
  const change = async (monitor: MonitorView, active: boolean): Promise<void> => {
    show({ ...monitor, active });
    try {
      const params = { id: monitor.id };
      const row = await client.call(
        'changeMonitor',
        { params, body: { active } },
        { ifMatch: monitor.version },
      );
      show(row);
      const undo = { label: t('toast.undo'), run: () => void change(row, !active) };
      toasts.done(t(active ? 'monitors.switchedOn' : 'monitors.switchedOff', { name: monitor.name }), [undo]);
    } catch (error) {
      show(monitor);
      void queryClient.invalidateQueries(monitorsQuery({ client }));
      toasts.failed(error);
    }
  };
  return change;
}

function Row(props: {
  monitor: MonitorView;
  brand: string | undefined;
  change: ((active: boolean) => void) | null;
}): ReactNode {
  const { monitor, brand, change } = props;
  const { t, format } = useI18n();
  return (
    <li className={classes['row']} data-off={!monitor.active || undefined}>
      <div className={classes['words']}>
        <h2>
          <Link
            to="/monitors/{-$monitorId}"
            params={{ monitorId: monitor.id }}
            className={classes['open']}
            data-monitor={monitor.id}
          >
            {monitor.name}
          </Link>
        </h2>
        <code className={classes['query']}>{monitor.query}</code>
        <span className={classes['quiet']}>
          {brand !== undefined && <>{brand} · </>}
          {t('monitors.changed')} <Ago at={monitor.updatedAt} />
        </span>
      </div>
      <Link
        to="/ledger/{-$postId}"
        params={{ postId: undefined }}
        search={{ monitorId: monitor.id }}
        className={classes['matches']}
      >
        <b aria-hidden>{format.number(monitor.matchCount24h)}</b>
        <span aria-hidden>{t('monitors.in24h')}</span>
        <span className="unseen">
          {t('monitors.matchesOf', { name: monitor.name, count: monitor.matchCount24h })}
        </span>
      </Link>
      <Switch
        className={classes['switch'] ?? ''}
        checked={monitor.active}
        disabled={change === null}
        aria-label={t('monitors.switch', { name: monitor.name })}
        onChange={(event) => change?.(event.currentTarget.checked)}
      />
    </li>
  );
}

export function AddMonitor(): ReactNode {
  const { t } = useI18n();
  return (
    <Button
      leftSection={<IconPlus size={17} aria-hidden />}
      renderRoot={(props) => <Link to="/monitors/{-$monitorId}" params={{ monitorId: 'new' }} {...props} />}
    >
      {t('monitors.add')}
    </Button>
  );
}

export function MonitorList(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const mayChange = useMay('monitor.change');
  const monitors = useQuery(monitorsQuery(app));
  const brands = useQuery(workspaceQuery(app)).data?.brands ?? [];
  const change = useSwitch();
  if (monitors.isPending) return <LoadingRows rows={5} height={72} />;
  if (monitors.isError) return <ErrorState error={monitors.error} retry={() => void monitors.refetch()} />;
  const { rows } = monitors.data;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconEar />}
        title={t('monitors.empty')}
        action={mayChange ? <AddMonitor /> : undefined}
      >
        {t('monitors.emptyBody')}
      </EmptyState>
    );
  }
  return (
    <PageBody>
      <Spikes />
      <ul className={`plain ${classes['list'] ?? ''}`}>
        {rows.map((monitor) => (
          <Row
            key={monitor.id}
            monitor={monitor}
            brand={brands.find((brand) => brand.id === monitor.brandId)?.name}
            change={mayChange ? (active) => void change(monitor, active) : null}
          />
        ))}
      </ul>
    </PageBody>
  );
}
