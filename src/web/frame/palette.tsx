// The command palette: everything that can be done here by its name, and posts by their words.
import {
  Spotlight,
  spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconKeyboard, IconMessage2, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { searchQuery } from '../api/queries.ts';
import { useApp } from '../app.tsx';
import { Keys } from '../components/key-hint.tsx';
import { useRowText } from '../components/personal-data.tsx';
import { atHandle } from '../components/post/post-card.tsx';
import { useNow } from '../components/time.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { commandIds, commands, type CommandId } from '../keyboard/commands.ts';
import { useKeyLabels, useOffered } from '../keyboard/keyboard.tsx';
import { cleared, places } from './places.ts';

/** Words are looked up once their writer pauses. */
const PAUSE_MS = 200;
const SHOWN_POSTS = 7;

function CommandKeys({ id }: { id: CommandId }): ReactNode {
  return <Keys labels={useKeyLabels(id)} />;
}

/** Commands that make no sense from the palette: it is open already. */
const hidden: readonly CommandId[] = ['palette', 'help', 'next', 'previous'];

function useGo(): SpotlightActionGroupData {
  const { t } = useI18n();
  const navigate = useNavigate();
  return {
    group: t('palette.go'),
    actions: places.map((place) => ({
      id: place.to,
      label: t(place.label),
      leftSection: <place.icon size={20} stroke={1.6} aria-hidden />,
      rightSection: <CommandKeys id={place.command} />,
      onClick: () => void navigate({ to: place.to, params: cleared }),
    })),
  };
}

function useDo(showKeys: () => void): SpotlightActionGroupData {
  const { t } = useI18n();
  const offered = useOffered();
  const possible = commandIds.filter(
    (id) => commands[id].group !== 'everywhere' && !hidden.includes(id) && offered.has(id),
  );
  return {
    group: t('palette.do'),
    actions: [
      ...possible.map((id) => ({
        id,
        label: t(`command.${id}`),
        leftSection: <IconArrowRight size={20} stroke={1.6} aria-hidden />,
        rightSection: <CommandKeys id={id} />,
        // After the palette has given the focus back, so that what opens can take it.
        onClick: () => void setTimeout(() => offered.run(id)),
      })),
      {
        id: 'keys',
        label: t('command.help'),
        leftSection: <IconKeyboard size={20} stroke={1.6} aria-hidden />,
        rightSection: <CommandKeys id="help" />,
        onClick: () => void setTimeout(showKeys),
      },
    ],
  };
}

/** Posts with all the words, newest first, each leading to where it is worked on; and the cases with them. */
function useFound(words: string): SpotlightActionData[] {
  const { t, format } = useI18n();
  const navigate = useNavigate();
  const now = useNow();
  const rowText = useRowText();
  const [asked] = useDebouncedValue(words, PAUSE_MS);
  const found = useQuery(searchQuery(useApp(), asked, SHOWN_POSTS)).data?.rows ?? [];
  if (words === '') return [];
  const posts = found.map(({ post, caseIds }) => ({
    id: post.id,
    label: rowText(post.text).slice(0, 120),
    description: `${post.author.displayName} ${atHandle(post.author.handle, post.network)} · ${format.moment(post.createdAt, now)}`,
    // The server decided that it fits: the palette must not filter it once more.
    keywords: words,
    leftSection: <IconMessage2 size={20} stroke={1.6} aria-hidden />,
    onClick: () =>
      caseIds[0] === undefined
        ? void navigate({ to: '/ledger/{-$postId}', params: { postId: post.id } })
        : void navigate({ to: '/cases/{-$caseId}', params: { caseId: caseIds[0] } }),
  }));
  const cases = {
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
  return [...posts, cases];
}

/** Opens when it appears, and takes itself away when it is closed. */
export function Palette({ close, showKeys }: { close: () => void; showKeys: () => void }): ReactNode {
  const { t } = useI18n();
  const [query, setQuery] = useState('');
  const found = useFound(query.trim());
  const groups = [useDo(showKeys), useGo()];
  useEffect(() => spotlight.open(), []);
  const posts: SpotlightActionGroupData = { group: t('palette.posts'), actions: found };
  return (
    <Spotlight
      actions={found.length === 0 ? groups : [...groups, posts]}
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
      maxHeight={520}
      scrollable
    />
  );
}
