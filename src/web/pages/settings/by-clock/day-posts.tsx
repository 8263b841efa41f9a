// The texts that open and close a day, with the coming fourteen days as they would read, and the switch that has them posted.
import { ActionIcon, Button, SegmentedControl, Switch, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';
import { Places, type Place } from './places.tsx';
import { PlannedPosts } from './planned-posts.tsx';
import { Problems, Refusal } from './problems.tsx';
import { sampleDayPosts } from './samples.ts';
import type { ShownPlan } from './use-plan.ts';

type Settings = Reply<'readAccountHours'>['dayPosts'];
type Allowed = Reply<'readAccountHours'>['allowed']['post'];
const MOST_TEXTS = 14;

interface DayPostsProps {
  settings: Settings;
  on: boolean;
  allowed: Allowed;
  plan: ShownPlan;
  timeZone: string;
  readOnly: boolean;
  change: (settings: Settings) => void;
  turn: (on: boolean) => void;
}

export function DayPosts(props: DayPostsProps): ReactNode {
  const { settings, on, allowed, plan, timeZone, readOnly, change, turn } = props;
  const { t } = useI18n();
  const { opening, closing } = settings;
  const isEmpty = [opening.usual, opening.first, closing.usual, closing.last].every(
    (texts) => texts.length === 0,
  );
  const isForbidden = allowed.permission !== 'api';
  const isWrong = plan.dayPostProblems.length > 0;
  return (
    <Section title={t('settings.byClock.dayPosts')} hint={t('settings.byClock.dayPostsHint')}>
      {isForbidden && <Refusal why={allowed.why} what="post" />}
      <p className={classes['quiet']}>{t('settings.byClock.turns')}</p>
      <div className={classes['row']}>
        <SegmentedControl
          aria-label={t('settings.byClock.lang')}
          readOnly={readOnly}
          value={settings.lang}
          data={(['ja', 'en'] as const).map((value) => ({
            value,
            label: t(`settings.byClock.lang.${value}`),
          }))}
          onChange={(lang) => change({ ...settings, lang })}
        />
        {isEmpty && !readOnly && (
          <Button variant="default" onClick={() => change(sampleDayPosts(settings.lang))}>
            {t('settings.byClock.sample')}
          </Button>
        )}
      </div>
      <Texts
        label={t('settings.byClock.opening.usual')}
        places={['hours', 'date']}
        texts={opening.usual}
        readOnly={readOnly}
        change={(usual) => change({ ...settings, opening: { ...opening, usual } })}
      />
      <Texts
        label={t('settings.byClock.opening.first')}
        places={['hours', 'date']}
        texts={opening.first}
        readOnly={readOnly}
        change={(first) => change({ ...settings, opening: { ...opening, first } })}
      />
      <ClosingTexts settings={settings} readOnly={readOnly} change={change} />
      {!isEmpty && <Problems problems={plan.dayPostProblems} />}
      <PlannedPosts posts={plan.posts} timeZone={timeZone} isStale={plan.isStale} />
      <Switch
        mt="md"
        label={t('settings.byClock.dayPostsOn')}
        description={t('settings.byClock.dayPostsOnHint')}
        disabled={readOnly || (!on && (isForbidden || isWrong || plan.isStale))}
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
    </Section>
  );
}

function ClosingTexts({
  settings,
  readOnly,
  change,
}: Pick<DayPostsProps, 'settings' | 'readOnly' | 'change'>): ReactNode {
  const { t } = useI18n();
  const { closing } = settings;
  return (
    <>
      <Texts
        label={t('settings.byClock.closing.usual')}
        places={['next', 'hours', 'date']}
        texts={closing.usual}
        readOnly={readOnly}
        change={(usual) => change({ ...settings, closing: { ...closing, usual } })}
      />
      <Texts
        label={t('settings.byClock.closing.last')}
        places={['next', 'hours', 'date']}
        texts={closing.last}
        readOnly={readOnly}
        change={(last) => change({ ...settings, closing: { ...closing, last } })}
      />
    </>
  );
}

interface TextsProps {
  label: string;
  places: readonly Place[];
  texts: readonly string[];
  readOnly: boolean;
  change: (texts: string[]) => void;
}

/** Texts of one sort, which take turns. */
function Texts({ label, places, texts, readOnly, change }: TextsProps): ReactNode {
  const { t } = useI18n();
  return (
    <fieldset className={classes['texts']}>
      <legend>{label}</legend>
      <p className={classes['quiet']}>
        <Places places={places} />
      </p>
      {texts.map((text, index) => (
        // A text has no name but its place in the turn.
        <div key={index} className={classes['text']}>
          <Textarea
            aria-label={t('settings.byClock.textNumber', { label, number: index + 1 })}
            autosize
            minRows={2}
            maxLength={3000}
            readOnly={readOnly}
            value={text}
            onChange={(event) => change(texts.toSpliced(index, 1, event.currentTarget.value))}
          />
          {!readOnly && (
            <ActionIcon
              color="gray"
              aria-label={t('settings.byClock.removeText', { label, number: index + 1 })}
              onClick={() => change(texts.toSpliced(index, 1))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && texts.length < MOST_TEXTS && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          aria-label={t('settings.byClock.addTextTo', { label })}
          onClick={() => change([...texts, ''])}
        >
          {t('settings.byClock.addText')}
        </Button>
      )}
    </fieldset>
  );
}
