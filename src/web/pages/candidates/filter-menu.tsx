// Conditions that are rarely wanted, in a menu.
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { monitorsQuery, sourcesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useFactName } from '../../components/judgements.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { factsIn, judgedFacts, namesOf, type JudgedFact } from '../../search.ts';
import type { FiltersProps } from './filters.tsx';

/** Languages offered for choosing. */
const languages = ['ja', 'en', 'es', 'fr', 'de', 'pt', 'ko', 'zh'];

interface FilterMenuProps extends FiltersProps {
  opened: boolean;
  setOpened: (opened: boolean) => void;
  button: ReactElement;
}

/** Further conditions, one of each kind. */
export function FilterMenu({ value, change, opened, setOpened, button }: FilterMenuProps): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const networkName = useNetworkName();
  const monitors = useQuery(monitorsQuery(app)).data?.rows ?? [];
  const sources = useQuery(sourcesQuery(app)).data?.rows ?? [];
  const factName = useFactName();
  const facts = factsIn(value.judged);
  // Noise is a list of its own: nothing of it is among the rest.
  const toggled = (fact: JudgedFact): JudgedFact[] => {
    if (facts.includes(fact)) return facts.filter((each) => each !== fact);
    return fact === 'noise' ? ['noise'] : [...facts.filter((each) => each !== 'noise'), fact];
  };
  const networks = [...new Set(sources.map((source) => source.network))];
  const check = (on: boolean): ReactNode => (on ? <IconCheck size={15} aria-hidden /> : null);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" closeOnItemClick>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('judged.title')}</Menu.Label>
        {judgedFacts.map((fact) => (
          <Menu.Item
            key={fact}
            rightSection={check(facts.includes(fact))}
            onClick={() => change({ judged: namesOf(toggled(fact)) })}
          >
            {factName(fact)}
          </Menu.Item>
        ))}
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
