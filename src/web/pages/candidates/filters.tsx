// What the list is narrowed down to; all of it stands in the address.
import { ActionIcon } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, memo, Suspense, useState, type ReactNode } from 'react';
import { origins } from '../../../domain/ledger/ledger.ts';
import { countsQuery, monitorsQuery, workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useFactName } from '../../components/judgements.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { factsIn, namesOf } from '../../search.ts';
import type { FilterChange, Narrowing } from './candidate-filter.ts';
import classes from './candidates.module.css';

export interface FiltersProps {
  value: Narrowing;
  /** Replaces what is named; undefined takes a filter away. */
  change: FilterChange;
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

export const Filters = memo(function Filters({ value, change }: FiltersProps): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const networkName = useNetworkName();
  const factName = useFactName();
  const facts = factsIn(value.judged);
  const monitors = useQuery(monitorsQuery(app)).data?.rows ?? [];
  const later = useQuery({ ...countsQuery(app), select: (counts) => counts.later }).data ?? 0;
  const brands = useQuery(workspaceQuery(app)).data?.brands ?? [];
  const brandName = brands.find((brand) => brand.id === value.brandId)?.name ?? t('filters.brand');
  const now = useNow();
  const monitorName =
    monitors.find((monitor) => monitor.id === value.monitorId)?.name ?? t('filters.monitor');
  return (
    <fieldset className={classes['filters']} aria-label={t('filters.title')}>
      <Chip
        pressed={value.state === undefined && value.origin === undefined && facts.length === 0}
        onClick={() => change({ state: undefined, origin: undefined, judged: undefined })}
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
      {facts.map((fact) => (
        <Removable
          key={fact}
          label={factName(fact)}
          remove={() => change({ judged: namesOf(facts.filter((each) => each !== fact)) })}
        />
      ))}
      {value.network !== undefined && (
        <Removable label={networkName(value.network)} remove={() => change({ network: undefined })} />
      )}
      {value.lang !== undefined && (
        <Removable label={format.language(value.lang)} remove={() => change({ lang: undefined })} />
      )}
      {value.brandId !== undefined && (
        <Removable label={brandName} remove={() => change({ brandId: undefined })} />
      )}
      {value.since !== undefined && (
        <Removable
          label={t('filters.since', { at: format.moment(value.since, now) })}
          remove={() => change({ since: undefined })}
        />
      )}
      {value.monitorId !== undefined && (
        <Removable label={monitorName} remove={() => change({ monitorId: undefined })} />
      )}
    </fieldset>
  );
});

const FilterMenu = lazy(async () => ({ default: (await import('./filter-menu.tsx')).FilterMenu }));

/** Opens further conditions; the menu is fetched when it is wanted. */
export const FilterButton = memo(function FilterButton({ value, change }: FiltersProps): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <ActionIcon aria-label={t('filters.more')} size="lg" onClick={() => setOpened(opened !== true)}>
      <IconFilter size={18} aria-hidden />
    </ActionIcon>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <FilterMenu value={value} change={change} opened={opened} setOpened={setOpened} button={button} />
    </Suspense>
  );
});
