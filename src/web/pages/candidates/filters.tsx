// What the list is narrowed down to; all of it stands in the address.
import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { origins } from '../../../domain/ledger/ledger.ts';
import { countsQuery, monitorsQuery, sourcesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { CandidateSearch } from '../../search.ts';
import classes from './candidates.module.css';

export type Narrowing = Pick<CandidateSearch, 'network' | 'origin' | 'lang' | 'monitorId' | 'state'>;
/** Languages offered beside the one that is chosen. */
const languages = ['ja', 'en', 'es', 'fr', 'de', 'pt', 'ko', 'zh'];

interface FiltersProps {
  value: Narrowing;
  /** Replaces what is named; undefined takes a filter away. */
  change: (change: { [K in keyof Narrowing]?: Narrowing[K] | undefined }) => void;
}

function Chip(props: { pressed: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className={classes['chip']} aria-pressed={props.pressed} onClick={props.onClick}>
      {props.children}
    </button>
  );
}

function Removable(props: { label: string; remove: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <button
      type="button"
      className={classes['chip']}
      aria-pressed
      aria-label={t('filters.remove', { label: props.label })}
      onClick={props.remove}
    >
      {props.label}
      <IconX size={12} aria-hidden />
    </button>
  );
}

export function Filters({ value, change }: FiltersProps): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const networkName = useNetworkName();
  const monitors = useQuery(monitorsQuery(app)).data?.rows ?? [];
  const later = useQuery(countsQuery(app)).data?.later ?? 0;
  const monitorName =
    monitors.find((monitor) => monitor.id === value.monitorId)?.name ?? t('filters.monitor');
  return (
    <fieldset className={classes['filters']} aria-label={t('filters.title')}>
      <Chip
        pressed={value.state === undefined && value.origin === undefined}
        onClick={() => change({ state: undefined, origin: undefined })}
      >
        {t('filters.all')}
      </Chip>
      {origins.map((origin) => (
        <Chip
          key={origin}
          pressed={value.origin === origin}
          onClick={() => change({ origin: value.origin === origin ? undefined : origin })}
        >
          {t(`origin.${origin}`)}
        </Chip>
      ))}
      <Chip
        pressed={value.state === 'later'}
        onClick={() => change({ state: value.state === 'later' ? undefined : 'later' })}
      >
        {t('filters.later')}
        {later > 0 && <span className="tabular">{format.number(later)}</span>}
      </Chip>
      {value.network !== undefined && (
        <Removable label={networkName(value.network)} remove={() => change({ network: undefined })} />
      )}
      {value.lang !== undefined && (
        <Removable label={format.language(value.lang)} remove={() => change({ lang: undefined })} />
      )}
      {value.monitorId !== undefined && (
        <Removable label={monitorName} remove={() => change({ monitorId: undefined })} />
      )}
    </fieldset>
  );
}

/** Further conditions, one of each kind. */
export function FilterMenu({ value, change }: FiltersProps): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const networkName = useNetworkName();
  const monitors = useQuery(monitorsQuery(app)).data?.rows ?? [];
  const sources = useQuery(sourcesQuery(app)).data?.rows ?? [];
  const networks = [...new Set(sources.map((source) => source.network))];
  const check = (on: boolean): ReactNode => (on ? <IconCheck size={15} aria-hidden /> : null);
  return (
    <Menu position="bottom-end" closeOnItemClick>
      <Menu.Target>
        <ActionIcon aria-label={t('filters.more')} size="lg">
          <IconFilter size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {networks.length > 1 && <Menu.Label>{t('filters.network')}</Menu.Label>}
        {networks.length > 1 &&
          networks.map((network) => (
            <Menu.Item
              key={network}
              rightSection={check(value.network === network)}
              onClick={() => change({ network: value.network === network ? undefined : network })}
            >
              {networkName(network)}
            </Menu.Item>
          ))}
        {monitors.length > 0 && <Menu.Label>{t('filters.monitor')}</Menu.Label>}
        {monitors.map((monitor) => (
          <Menu.Item
            key={monitor.id}
            rightSection={check(value.monitorId === monitor.id)}
            onClick={() => change({ monitorId: value.monitorId === monitor.id ? undefined : monitor.id })}
          >
            {monitor.name}
          </Menu.Item>
        ))}
        <Menu.Label>{t('filters.lang')}</Menu.Label>
        {languages.map((lang) => (
          <Menu.Item
            key={lang}
            rightSection={check(value.lang === lang)}
            onClick={() => change({ lang: value.lang === lang ? undefined : lang })}
          >
            {format.language(lang)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
