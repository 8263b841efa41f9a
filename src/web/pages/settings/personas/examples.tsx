// Replies as the persona would write them, and as it never would, each with what makes it one.
import { ActionIcon, Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';
import { personaLimits } from '../../../../domain/guideline/usual.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { FieldsProps } from './manner-fields.tsx';
import classes from './personas.module.css';

type Example = GuidelinePersona['examples'][number];

export function Examples({ definition, readOnly, define }: FieldsProps): ReactNode {
  const { t } = useI18n();
  const { examples } = definition;
  const set = (next: Example[]): void => define({ examples: next });
  const put = (at: number, part: Partial<Example>): void =>
    set(examples.map((held, index) => (index === at ? { ...held, ...part } : held)));
  return (
    <Section title={t('settings.persona.examples')} hint={t('settings.persona.examplesHint')}>
      {examples.map((example, index) => (
        <OneExample
          key={index}
          example={example}
          number={index + 1}
          readOnly={readOnly}
          put={(part) => put(index, part)}
          remove={() => set(examples.filter((_, held) => held !== index))}
        />
      ))}
      {!readOnly && examples.length < personaLimits.examples && (
        <div className={classes['add']}>
          {(['good', 'bad'] as const).map((kind) => (
            <Button
              key={kind}
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => set([...examples, { kind, text: '', why: '' }])}
            >
              {t(`settings.persona.add.${kind}`)}
            </Button>
          ))}
        </div>
      )}
    </Section>
  );
}

interface OneExampleProps {
  example: Example;
  number: number;
  readOnly: boolean;
  put: (part: Partial<Example>) => void;
  remove: () => void;
}

function OneExample({ example, number, readOnly, put, remove }: OneExampleProps): ReactNode {
  const { t } = useI18n();
  return (
    <fieldset className={classes['entry']} data-kind={example.kind} disabled={readOnly}>
      <legend className="unseen">{t('settings.persona.example', { number })}</legend>
      <div className={classes['entryHead']}>
        <SegmentedControl
          size="xs"
          aria-label={t('settings.persona.kindOf', { number })}
          disabled={readOnly}
          data={[
            { value: 'good', label: t('settings.persona.good') },
            { value: 'bad', label: t('settings.persona.bad') },
          ]}
          value={example.kind}
          onChange={(value) => put({ kind: value === 'bad' ? 'bad' : 'good' })}
        />
        {!readOnly && (
          <ActionIcon aria-label={t('settings.persona.removeExample', { number })} onClick={remove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Textarea
        aria-label={t('settings.persona.exampleText', { number })}
        placeholder={t('settings.persona.exampleHere')}
        autosize
        minRows={2}
        maxLength={personaLimits.example}
        value={example.text}
        onChange={(event) => put({ text: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('settings.persona.whyOf', { number })}
        placeholder={t('settings.persona.why')}
        maxLength={personaLimits.why}
        value={example.why}
        onChange={(event) => put({ why: event.currentTarget.value })}
      />
    </fieldset>
  );
}
