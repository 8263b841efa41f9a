// The filters of the ledger; they stand in the address, so that a view can be kept and sent to others.
import { Button, Popover, Select, type ComboboxData } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { origins } from '../../../domain/ledger/ledger.ts';
import { monitorsQuery, networksQuery, workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { DateField } from '../../components/date-field.tsx';
import { useFactName } from '../../components/judgements.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { factsIn, judgedFacts, type LedgerSearch } from '../../search.ts';
import classes from './heaps.module.css';

/** Languages people are most likely to filter by; any other can be reached from a post's own page. */
export const languages = ['ja', 'en', 'ko', 'zh', 'es', 'fr', 'de', 'pt', 'it', 'id', 'th', 'vi', 'tl', 'ar'];

export const filterNames = [
  'network',
  'origin',
  'lang',
  'brandId',
  'monitorId',
  'judged',
  'since',
  'until',
] as const satisfies readonly (keyof LedgerSearch)[];
type FilterName = (typeof filterNames)[number];

interface FiltersProps {
  search: LedgerSearch;
  change: (values: Partial<Record<FilterName, string | undefined>>) => void;
}

function Choice(props: {
  name: FilterName;
  data: ComboboxData;
  search: LedgerSearch;
  change: FiltersProps['change'];
}): ReactNode {
  const { t } = useI18n();
  const { name, data, search, change } = props;
  return (
    <Select
      size="xs"
      label={t(`ledger.filter.${name}`)}
      placeholder={t('ledger.filter.any')}
      data={data}
      value={search[name] ?? null}
      onChange={(value) => change({ [name]: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': t('ledger.filter.clearOne') }}
      searchable={Array.isArray(data) && data.length > 8}
      // The form gives its first field the focus: a list that opens by that covers the others.
      openOnFocus={false}
      nothingFoundMessage={t('palette.nothing')}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

/** What each choice is called. */
function useNames(): Record<FilterName, (value: string) => string> & { data: Record<string, ComboboxData> } {
  const app = useApp();
  const { t, format } = useI18n();
  const networkName = useNetworkName();
  const factName = useFactName();
  const monitors = useQuery(monitorsQuery(app)).data?.rows ?? [];
  const networks = useQuery(networksQuery(app)).data?.rows ?? [];
  const brands = useQuery(workspaceQuery(app)).data?.brands ?? [];
  const byId = (rows: readonly { id: string; name: string }[]) => (id: string) =>
    rows.find((row) => row.id === id)?.name ?? '…';
  return {
    network: networkName,
    origin: (value) => {
      const known = origins.find((origin) => origin === value);
      return known === undefined ? value : t(`origin.${known}`);
    },
    lang: format.language,
    brandId: byId(brands),
    monitorId: byId(monitors),
    judged: (value) => factsIn(value).map(factName).join(t('common.comma')),
    since: (day) => t('ledger.from', { day: format.day(`${day}T00:00:00`) }),
    until: (day) => t('ledger.to', { day: format.day(`${day}T00:00:00`) }),
    data: {
      network: networks.map(({ id }) => ({ value: id, label: networkName(id) })),
      origin: origins.map((origin) => ({ value: origin, label: t(`origin.${origin}`) })),
      lang: languages.map((lang) => ({ value: lang, label: format.language(lang) })),
      brandId: brands.map(({ id, name }) => ({ value: id, label: name })),
      monitorId: monitors.map(({ id, name }) => ({ value: id, label: name })),
      judged: judgedFacts.map((fact) => ({ value: fact, label: factName(fact) })),
    },
  };
}

export function Filters({ search, change }: FiltersProps): ReactNode {
  const { t } = useI18n();
  const names = useNames();
  const active = filterNames.filter((name) => search[name] !== undefined);
  const cleared = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <div className={classes['filters']}>
      <Popover width={300} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
          >
            {t('ledger.filter.title')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('ledger.filter.title')}>
          <div className={classes['filterForm']}>
            {(['network', 'origin', 'lang', 'brandId', 'monitorId', 'judged'] as const).map((name) => (
              <Choice key={name} name={name} data={names.data[name] ?? []} search={search} change={change} />
            ))}
            <div className={classes['dates']}>
              {(['since', 'until'] as const).map((name) => (
                <DateField
                  key={name}
                  size="xs"
                  label={t(`ledger.filter.${name}`)}
                  value={search[name] ?? ''}
                  change={(value) => change({ [name]: value === '' ? undefined : value })}
                />
              ))}
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      {active.map((name) => (
        <button
          key={name}
          type="button"
          className={classes['chip']}
          onClick={() => change({ [name]: undefined })}
          aria-label={t('ledger.filter.remove', { what: names[name](search[name] ?? '') })}
        >
          {names[name](search[name] ?? '')}
          <IconX size={13} aria-hidden />
        </button>
      ))}
      {active.length > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => change(cleared)}>
          {t('ledger.filter.clear')}
        </Button>
      )}
    </div>
  );
}
