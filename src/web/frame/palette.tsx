// The command palette: everything that can be done here, by its name.
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconArrowRight, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { Keys } from '../components/key-hint.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { commandIds, commands, type CommandId } from '../keyboard/commands.ts';
import { useKeyLabels, useOffered } from '../keyboard/keyboard.tsx';
import { cleared, places } from './places.ts';

function CommandKeys({ id }: { id: CommandId }): ReactNode {
  return <Keys labels={useKeyLabels(id)} />;
}

/** Commands that make no sense from the palette: it is open already. */
const hidden: readonly CommandId[] = ['palette', 'help', 'next', 'previous'];

/** Opens when it appears, and takes itself away when it is closed. */
export function Palette({ close, showKeys }: { close: () => void; showKeys: () => void }): ReactNode {
  const { t } = useI18n();
  const navigate = useNavigate();
  const offered = useOffered();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), []);

  const go: SpotlightActionGroupData = {
    group: t('palette.go'),
    actions: places.map((place) => ({
      id: place.to,
      label: t(place.label),
      leftSection: <place.icon size={20} stroke={1.6} aria-hidden />,
      rightSection: <CommandKeys id={place.command} />,
      onClick: () => void navigate({ to: place.to, params: cleared }),
    })),
  };
  const possible = commandIds.filter(
    (id) => commands[id].group !== 'everywhere' && !hidden.includes(id) && offered.has(id),
  );
  const act: SpotlightActionGroupData = {
    group: t('palette.do'),
    actions: [
      ...possible.map((id) => ({
        id,
        label: t(`command.${id}`),
        leftSection: <IconArrowRight size={20} stroke={1.6} aria-hidden />,
        rightSection: <CommandKeys id={id} />,
        // After the palette has given the focus back, so that what opens can take it.
        onClick: () => setTimeout(() => offered.run(id)),
      })),
      {
        id: 'keys',
        label: t('command.help'),
        leftSection: <IconKeyboard size={20} stroke={1.6} aria-hidden />,
        rightSection: <CommandKeys id="help" />,
        onClick: () => setTimeout(showKeys),
      },
    ],
  };
  const words = query.trim();
  const find = {
    id: 'find',
    label: t('palette.find', { query: words }),
    keywords: words,
    leftSection: <IconSearch size={20} stroke={1.6} aria-hidden />,
    onClick: () =>
      void navigate({
        to: '/cases/{-$caseId}',
        params: { caseId: undefined },
        search: { view: 'open', q: words },
      }),
  };
  return (
    <Spotlight
      actions={words === '' ? [act, go] : [act, go, find]}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t('palette.nothing')}
      searchProps={{
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
        leftSection: <IconSearch size={20} aria-hidden />,
      }}
      attributes={{ content: { 'aria-label': t('frame.palette') } }}
      shortcut={null}
      onSpotlightClose={close}
      maxHeight={460}
      scrollable
    />
  );
}
