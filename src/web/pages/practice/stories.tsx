// The stories that can begin: what happens in each, and what it teaches.
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import look from './practice.module.css';
import classes from './stage.module.css';
import type { Stage } from './queries.ts';

/** A story in the reader's language. */
interface Story {
  id: string;
  lang: 'ja' | 'en';
  title: string;
  teaches: string;
}

function StoryRow({ story }: { story: Story }): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const mayPlay = useMay('practice.play');
  const [busy, setBusy] = useState(false);
  const start = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.call('startPracticeStory', { params: { id: story.id } });
      toasts.done(t('practice.storyStarted', { title: story.title }));
      await queryClient.invalidateQueries({ queryKey: ['practice'] });
    } catch (error) {
      toasts.failed(error, t('practice.storyNotStarted'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={classes['story']}>
      <div>
        <h3>{story.title}</h3>
        <p>{story.teaches}</p>
        <span className={classes['storyLang']}>{format.language(story.lang)}</span>
      </div>
      {mayPlay && (
        <button
          type="button"
          className={classes['start']}
          disabled={busy}
          onClick={() => void start()}
          aria-label={t('practice.startStory', { title: story.title })}
        >
          <IconPlayerPlay size={16} aria-hidden />
        </button>
      )}
    </li>
  );
}

export function Stories({ stage }: { stage: Stage }): ReactNode {
  const { t, locale } = useI18n();
  const both = stage.languages.length > 1;
  const [lang, setLang] = useState<'ja' | 'en'>(
    stage.languages.includes(locale) ? locale : (stage.languages[0] ?? locale),
  );
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const rows = stage.stories
    .map((story): Story => ({ ...story, title: story.title[locale], teaches: story.teaches[locale] }))
    .filter(
      (story) =>
        (!both || story.lang === lang) &&
        (wanted === '' || `${story.title} ${story.teaches}`.toLowerCase().includes(wanted)),
    );
  return (
    <section className={look['card']} aria-labelledby="stories">
      <div className={classes['sideHead']}>
        <h2 id="stories">{t('practice.stories')}</h2>
        {both && (
          <SegmentedControl
            size="xs"
            aria-label={t('frame.language')}
            value={lang}
            data={[
              { value: 'ja', label: t('frame.language.ja') },
              { value: 'en', label: t('frame.language.en') },
            ]}
            onChange={(value) => setLang(value === 'ja' ? 'ja' : 'en')}
          />
        )}
      </div>
      <p className={look['quiet']}>{t('practice.storiesHint')}</p>
      <TextInput
        size="xs"
        mt="xs"
        type="search"
        aria-label={t('practice.findStory')}
        placeholder={t('practice.findStory')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {rows.length === 0 && <p className={look['quiet']}>{t('palette.nothing')}</p>}
      <ul className={`plain ${classes['stories'] ?? ''}`}>
        {rows.map((story) => (
          <StoryRow key={story.id} story={story} />
        ))}
      </ul>
    </section>
  );
}
