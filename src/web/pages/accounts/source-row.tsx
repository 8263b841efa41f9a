// One source: where we listen, how it goes, how much was heard, and what can be done about it.
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDots,
  IconEye,
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SourceView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { sourcesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';
import { MalformedDialog } from './malformed-dialog.tsx';
import { useNetworkWords } from './network-words.ts';
import { isReadAgain, LastReading, ReadAgainDialog } from './read-again.tsx';
import { RecordsDialog } from './records-dialog.tsx';
import { SourceDialog } from './source-dialog.tsx';
import { SourceState, Unheard } from './source-state.tsx';
import { Sparkline } from './sparkline.tsx';

/** Pauses or resumes: shown at once, taken back when refused, undone with one click. */
function usePause(): (source: SourceView, active: boolean) => Promise<void> {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (row: SourceView): void => applyLocally(queryClient, [{ kind: 'source', id: row.id, row }]);
  const change = async (source: SourceView, active: boolean): Promise<void> => {
    show({ ...source, active });
    try {
      const params = { id: source.id };
      const row = await client.call(
        'changeSource',
        { params, body: { active } },
        { ifMatch: source.version },
      );
      show(row);
      const undo = { label: t('toast.undo'), run: () => void change(row, !active) };
      toasts.done(t(active ? 'accounts.resumed' : 'accounts.paused'), [undo]);
    } catch (error) {
      show(source);
      void queryClient.invalidateQueries(sourcesQuery({ client }));
      toasts.failed(error);
    }
  };
  return change;
}

/** What of the settings tells this source from others of its kind. */
function Where({ source }: { source: SourceView }): ReactNode {
  const { config } = source;
  const place = config['server'] ?? config['url'];
  const tags = config['tags'];
  if (place === undefined && tags === undefined) return null;
  return (
    <span className={classes['quiet']}>
      {place?.replace(/^\w+:\/\//, '')}
      {tags !== undefined && ` · ${tags.replaceAll(/(^|,\s*)(?=\S)/g, '$1#')}`}
    </span>
  );
}

function PauseButton({ source }: { source: SourceView }): ReactNode {
  const { t } = useI18n();
  const pause = usePause();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={
        source.active ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
      }
      onClick={() => void pause(source, !source.active)}
    >
      {t(source.active ? 'accounts.pause' : 'accounts.resume')}
    </Button>
  );
}

type Shown = 'edit' | 'malformed' | 'records' | 'again';

function Actions(props: {
  source: SourceView;
  isEditable: boolean;
  show: (shown: Shown) => void;
}): ReactNode {
  const { source, isEditable, show } = props;
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const mayInspect = useMay('source.inspect');
  const name = useNetworkWords().source(source.network, source.kind);
  const remove = async (): Promise<void> => {
    await client.call('removeSource', { params: { id: source.id } });
    applyLocally(queryClient, [{ kind: 'source', id: source.id, row: null }]);
  };
  return (
    <Confirm
      title={t('accounts.removeSourceTitle', { name })}
      body={t('accounts.removeSourceBody')}
      action={t('accounts.removeSource')}
      run={remove}
    >
      {(ask) => (
        <div className={classes['actions']}>
          <PauseButton source={source} />
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('accounts.moreOf', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayInspect && (
                <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={() => show('records')}>
                  {t('accounts.records')}
                </Menu.Item>
              )}
              {isReadAgain(source) && (
                <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => show('again')}>
                  {t('accounts.readAgainFromTime')}
                </Menu.Item>
              )}
              {isEditable && (
                <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => show('edit')}>
                  {t('accounts.editSource')}
                </Menu.Item>
              )}
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
                {t('accounts.removeSource')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </Confirm>
  );
}

/** How many could not be understood; what they say, direct messages among them, is for whoever may look. */
function Malformed({ source, show }: { source: SourceView; show: (what: Shown) => void }): ReactNode {
  const { t } = useI18n();
  const mayInspect = useMay('source.inspect');
  if (source.malformedCount === 0) return null;
  const words = (
    <>
      <IconAlertTriangle size={14} aria-hidden />
      {t('accounts.malformed', { count: source.malformedCount })}
    </>
  );
  if (!mayInspect) return <span className={classes['quiet']}>{words}</span>;
  return (
    <button type="button" className={classes['textButton']} onClick={() => show('malformed')}>
      {words}
    </button>
  );
}

/** What it brought since it was added, and what of it the ledger has from here. */
function Totals({ source }: { source: SourceView }): ReactNode {
  const { t, format } = useI18n();
  const { heardCount: heard, matchedCount: matched, accountId, addedAt } = source;
  if (heard === 0) return null;
  const rest = heard - matched;
  const kind = accountId === null ? 'public' : 'account';
  return (
    <span className={classes['quiet']}>
      {t('accounts.totals.since', { heard, since: format.monthDay(addedAt) })}
      <br />
      {t(`accounts.totals.${rest <= 0 ? 'all' : kind}`, { matched, rest })}
    </span>
  );
}

interface SourceRowProps {
  source: SourceView;
  networks: readonly NetworkManifest[];
}

export function SourceRow({ source, networks }: SourceRowProps): ReactNode {
  const mayChange = useMay('account.change');
  const words = useNetworkWords();
  const [shown, setShown] = useState<Shown | null>(null);
  const kind = networks
    .find(({ id }) => id === source.network)
    ?.sources.find((each) => each.kind === source.kind);
  const editable = kind !== undefined && kind.fields.length > 0;
  return (
    <li className={classes['source']}>
      <div className={classes['sourceName']}>
        <b>{words.source(source.network, source.kind)}</b>
        {source.accountId === null && <NetworkMark network={source.network} />}
        <Where source={source} />
      </div>
      <div className={classes['sourceState']}>
        <SourceState source={source} />
      </div>
      <div className={classes['sourceHeard']}>
        <Sparkline hours={source.heardByHour} />
        <Totals source={source} />
        <LastReading source={source} />
        <Malformed source={source} show={setShown} />
      </div>
      {mayChange && <Actions source={source} isEditable={editable} show={setShown} />}
      <Unheard source={source} />
      {shown === 'edit' && <SourceDialog networks={networks} source={source} close={() => setShown(null)} />}
      {shown === 'again' && <ReadAgainDialog source={source} close={() => setShown(null)} />}
      {shown === 'records' && <RecordsDialog sourceId={source.id} close={() => setShown(null)} />}
      {shown === 'malformed' && <MalformedDialog sourceId={source.id} close={() => setShown(null)} />}
    </li>
  );
}
