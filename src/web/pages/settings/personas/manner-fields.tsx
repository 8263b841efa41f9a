// How a persona speaks: its name, its tone, its register, whether it uses emoji, and what its replies end with.
import { Radio, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { initialsPlace } from '../../../../domain/guideline/persona-signature.ts';
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';
import { personaLimits } from '../../../../domain/guideline/usual.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import classes from './personas.module.css';

export interface FieldsProps {
  definition: GuidelinePersona;
  readOnly: boolean;
  define: (part: Partial<GuidelinePersona>) => void;
}

export function MannerFields({ definition, readOnly, define }: FieldsProps): ReactNode {
  const { t } = useI18n();
  return (
    <Section title={t('settings.persona.manner')} hint={t('settings.persona.mannerHint')}>
      <div className={settings['fields']}>
        <TextInput
          label={t('settings.persona.name')}
          description={t('settings.persona.nameHint')}
          maxLength={personaLimits.name}
          readOnly={readOnly}
          value={definition.name}
          onChange={(event) => define({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('settings.persona.tone')}
          description={t('settings.persona.toneHint')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={personaLimits.tone}
          readOnly={readOnly}
          value={definition.tone}
          onChange={(event) => define({ tone: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('settings.persona.register')}
          value={definition.register}
          onChange={(value) => define({ register: value === 'friendly' ? 'friendly' : 'polite' })}
        >
          <div className={classes['choices']}>
            {(['polite', 'friendly'] as const).map((value) => (
              <Radio key={value} value={value} disabled={readOnly} label={t(`settings.persona.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={t('settings.persona.emoji')}
          value={definition.emoji}
          onChange={(value) => define({ emoji: value === 'allowed' ? 'allowed' : 'none' })}
        >
          <div className={classes['choices']}>
            {(['none', 'allowed'] as const).map((value) => (
              <Radio
                key={value}
                value={value}
                disabled={readOnly}
                label={t(`settings.persona.emoji.${value}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label={t('settings.persona.signature')}
          description={t('settings.persona.signatureHint', { place: initialsPlace })}
          placeholder={`^${initialsPlace}`}
          maxLength={personaLimits.signature}
          readOnly={readOnly}
          value={definition.signature}
          onChange={(event) => define({ signature: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}
