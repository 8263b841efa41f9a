// What a persona never speaks of: the words that give it away, and what is said in their place.
import { ActionIcon, Button, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';
import { personaLimits } from '../../../../domain/guideline/usual.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { FieldsProps } from './manner-fields.tsx';
import classes from './personas.module.css';

type Limit = GuidelinePersona['limits'][number];

export function Limits({ definition, readOnly, define }: FieldsProps): ReactNode {
  const { t } = useI18n();
  const { limits } = definition;
  const set = (next: Limit[]): void => define({ limits: next });
  const put = (at: number, part: Partial<Limit>): void =>
    set(limits.map((held, index) => (index === at ? { ...held, ...part } : held)));
  return (
    <Section title={t('settings.persona.limits')} hint={t('settings.persona.limitsHint')}>
      {limits.map(({ words, instead }, index) => {
        const number = index + 1;
        return (
          <fieldset key={index} className={classes['entry']} disabled={readOnly}>
            <legend className="unseen">{t('settings.persona.limit', { number })}</legend>
            <div className={classes['entryHead']}>
              <TagsInput
                className={classes['grow'] ?? ''}
                aria-label={t('settings.persona.limitWords', { number })}
                placeholder={words.length === 0 ? t('settings.persona.limitWordsHere') : ''}
                acceptValueOnBlur
                maxTags={personaLimits.words}
                value={words}
                onChange={(value) =>
                  put(index, { words: value.map((word) => word.slice(0, personaLimits.word)) })
                }
              />
              {!readOnly && (
                <ActionIcon
                  aria-label={t('settings.persona.removeLimit', { number })}
                  onClick={() => set(limits.filter((_, held) => held !== index))}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
            <TextInput
              aria-label={t('settings.persona.insteadOf', { number })}
              placeholder={t('settings.persona.instead')}
              maxLength={personaLimits.why}
              value={instead}
              onChange={(event) => put(index, { instead: event.currentTarget.value })}
            />
          </fieldset>
        );
      })}
      {!readOnly && limits.length < personaLimits.limits && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...limits, { words: [], instead: '' }])}
        >
          {t('settings.persona.addLimit')}
        </Button>
      )}
    </Section>
  );
}
