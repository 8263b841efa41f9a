// An account's own words: what is never said, what is always said, what stays inside, and how names are spelt.
import { ActionIcon, Button, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GuidelineWords } from '../../../../domain/guideline/settings.ts';
import { wordLimits } from '../../../../domain/guideline/usual.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { wordLists } from './differences.ts';
import classes from './guideline.module.css';

interface OwnWordsProps {
  words: GuidelineWords;
  readOnly: boolean;
  change: (words: GuidelineWords) => void;
}

export function OwnWords({ words, readOnly, change }: OwnWordsProps): ReactNode {
  const { t } = useI18n();
  return (
    <Section title={t('settings.guideline.words')} hint={t('settings.guideline.wordsHint')}>
      <div className={settings['fields']}>
        {wordLists.map((list) => (
          <TagsInput
            key={list}
            label={t(`settings.guideline.${list}`)}
            description={t(`settings.guideline.${list}Hint`)}
            readOnly={readOnly}
            acceptValueOnBlur
            maxTags={wordLimits.count}
            value={words[list]}
            onChange={(value) =>
              change({ ...words, [list]: value.map((word) => word.slice(0, wordLimits.length)) })
            }
          />
        ))}
        <Spellings words={words} readOnly={readOnly} change={change} />
      </div>
    </Section>
  );
}

function Spellings({ words, readOnly, change }: OwnWordsProps): ReactNode {
  const { t } = useI18n();
  const { spellings } = words;
  const set = (next: GuidelineWords['spellings']): void => change({ ...words, spellings: next });
  const put = (at: number, part: Partial<GuidelineWords['spellings'][number]>): void =>
    set(spellings.map((held, index) => (index === at ? { ...held, ...part } : held)));
  return (
    <fieldset className={classes['spellings']} disabled={readOnly}>
      <legend>{t('settings.guideline.spellings')}</legend>
      <p className={classes['does']}>{t('settings.guideline.spellingsHint')}</p>
      {spellings.map(({ wrong, right }, index) => (
        <div key={index} className={classes['spelling']}>
          <TextInput
            aria-label={t('settings.guideline.wrong')}
            placeholder={t('settings.guideline.wrong')}
            maxLength={wordLimits.length}
            value={wrong}
            onChange={(event) => put(index, { wrong: event.currentTarget.value })}
          />
          <span aria-hidden>→</span>
          <TextInput
            aria-label={t('settings.guideline.right')}
            placeholder={t('settings.guideline.right')}
            maxLength={wordLimits.length}
            value={right}
            onChange={(event) => put(index, { right: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('settings.guideline.removeSpelling', { word: wrong })}
            onClick={() => set(spellings.filter((_, held) => held !== index))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...spellings, { wrong: '', right: '' }])}
        >
          {t('settings.guideline.addSpelling')}
        </Button>
      )}
    </fieldset>
  );
}
