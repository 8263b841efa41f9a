// Begins a session of practice: a set of stories, or stories of one's own choice; or leads back to the one under way.
import { Button, Checkbox, Group, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { PracticeSessionRow } from '../../../../contract/practice-session-view.ts';
import { mostStories } from '../../../../domain/practice/session.ts';
import { setIds, storySets, type SetId } from '../../../../domain/practice/sets.ts';
import { accountsQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { ButtonLink } from '../../../components/links.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { practiceStageQuery, type Stage } from '../queries.ts';
import classes from './sessions.module.css';

export function Begin({ running }: { running: PracticeSessionRow | undefined }): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const stage = useQuery(practiceStageQuery(app));
  const accounts = useQuery(accountsQuery(app));
  if (running !== undefined) {
    return (
      <Section title={t('practice.sessions.underWay')} hint={t('practice.sessions.underWayHint')}>
        <ButtonLink to="/practice/sessions/{-$sessionId}" params={{ sessionId: running.id }}>
          {t('practice.sessions.toSession')}
        </ButtonLink>
      </Section>
    );
  }
  const failed = [stage, accounts].find((query) => query.isLoadingError);
  const joined = accounts.data?.rows.some(({ network }) => network === 'practice');
  // Until the company has joined, that is the one thing to do, and stands above.
  if (joined === false) return null;
  return (
    <Section title={t('practice.sessions.begin')} hint={t('practice.sessions.beginHint')}>
      {failed?.isLoadingError === true ? (
        <ErrorState compact error={failed.error} retry={() => void failed.refetch()} />
      ) : stage.data === undefined || joined === undefined ? (
        <LoadingRows rows={3} />
      ) : (
        <Choice stage={stage.data} />
      )}
    </Section>
  );
}

function useStart(): { busy: boolean; start: (stories: readonly string[]) => Promise<void> } {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const start = async (stories: readonly string[]): Promise<void> => {
    setBusy(true);
    try {
      const { id } = await client.call('startPracticeSession', { body: { stories: [...stories] } });
      await queryClient.invalidateQueries({ queryKey: ['practice'] });
      await navigate({ to: '/practice/sessions/{-$sessionId}', params: { sessionId: id } });
    } catch (error) {
      toasts.failed(error, t('practice.sessions.notBegun'));
    } finally {
      setBusy(false);
    }
  };
  return { busy, start };
}

function Choice({ stage }: { stage: Stage }): ReactNode {
  const { t, locale } = useI18n();
  const { busy, start } = useStart();
  const [lang, setLang] = useState<'ja' | 'en'>(
    stage.languages.includes(locale) ? locale : (stage.languages[0] ?? locale),
  );
  const [set, setSet] = useState<SetId | 'own'>('first_steps');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const titleOf = (id: string): string => stage.stories.find((story) => story.id === id)?.title[locale] ?? id;
  const chosen = set === 'own' ? picked : storySets[set][lang];
  return (
    <>
      {stage.languages.length > 1 && (
        <Language
          lang={lang}
          choose={(next) => {
            setLang(next);
            setPicked([]);
          }}
        />
      )}
      <div className={classes['sets']} role="radiogroup" aria-label={t('practice.sessions.sets')}>
        {[...setIds, 'own' as const].map((id) => (
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- Its words stand deeper than the rule looks.
          <label key={id} className={classes['set']} data-on={set === id || undefined}>
            <input type="radio" name="set" value={id} checked={set === id} onChange={() => setSet(id)} />
            <span>
              <b>{t(`practice.sessions.set.${id}`)}</b>
              <small>
                {id === 'own'
                  ? t('practice.sessions.ownHint', { most: mostStories })
                  : storySets[id][lang].map((story) => <span key={story}>{titleOf(story)}</span>)}
              </small>
            </span>
          </label>
        ))}
      </div>
      {set === 'own' && (
        <Checkbox.Group
          mt="sm"
          label={t('practice.stories')}
          value={[...picked]}
          onChange={(values) => setPicked(values.slice(0, mostStories))}
        >
          <div className={classes['stories']}>
            {stage.stories
              .filter((story) => story.lang === lang)
              .map(({ id }) => (
                <Checkbox key={id} size="xs" value={id} label={titleOf(id)} />
              ))}
          </div>
        </Checkbox.Group>
      )}
      <Group mt="md">
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={chosen.length === 0}
          loading={busy}
          onClick={() => void start(chosen)}
        >
          {t('practice.sessions.beginNow', { count: chosen.length })}
        </Button>
      </Group>
    </>
  );
}

interface LanguageProps {
  lang: 'ja' | 'en';
  choose: (lang: 'ja' | 'en') => void;
}

function Language({ lang, choose }: LanguageProps): ReactNode {
  const { t } = useI18n();
  return (
    <SegmentedControl
      size="xs"
      mb="sm"
      aria-label={t('practice.sessions.language')}
      value={lang}
      data={[
        { value: 'ja', label: t('frame.language.ja') },
        { value: 'en', label: t('frame.language.en') },
      ]}
      onChange={(value) => choose(value === 'ja' ? 'ja' : 'en')}
    />
  );
}
