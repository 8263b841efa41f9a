// As whom the reply speaks: why it may not, and within reach of a key its voice, its limits and an example of each kind.
import { Alert, Button, Tooltip } from '@mantine/core';
import { IconMasksTheater, IconMoodCheck, IconMoodX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { may } from '../../../../domain/access/policy.ts';
import type { OwnPersona } from '../../../api/personas.ts';
import { membersQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { ButtonLink } from '../../../components/links.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import classes from './persona.module.css';

interface Given {
  persona: OwnPersona | null;
  /** What the persona calls itself: without a name of its own, what the account is called. */
  name: string;
}

interface Speaking extends Given {
  /** Whether the voice shows; it stays as it was from case to case. */
  shown: boolean;
  toggle: () => void;
}

export function usePersonaShown(persona: OwnPersona | null, accountName: string): Speaking {
  const [shown, setShown] = useState(false);
  const toggle = (): void => setShown((is) => !is);
  useCommand('persona', toggle, persona !== null);
  const name = persona?.definition.name === '' ? accountName : (persona?.definition.name ?? '');
  return { persona, name, shown, toggle };
}

export function PersonaButton({ persona, name, shown, toggle }: Speaking): ReactNode {
  const { t } = useI18n();
  if (persona === null) return null;
  return (
    <Tooltip label={t('composer.persona.voiceOf', { name: name })}>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-expanded={shown}
        leftSection={<IconMasksTheater size={14} aria-hidden />}
        onClick={toggle}
      >
        <span className={classes['name']}>{name}</span>
        <KeyHint command="persona" />
      </Button>
    </Tooltip>
  );
}

/** Why nothing goes out as the persona, and who can help. */
function PersonaStopped({ persona, name }: Given): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('guideline.change');
  const members = useQuery(membersQuery(useApp())).data?.rows ?? [];
  if (persona === null || persona.stops === null) return null;
  if (persona.stops === 'notSpeaker') {
    const { speakers } = persona.definition;
    const named = members.filter(({ userId }) => speakers?.includes(userId)).map((member) => member.name);
    return (
      <Alert color="amber" mb="xs" title={t('composer.persona.notYours', { name })}>
        {t('composer.persona.speakers', { names: named.join(t('common.comma')) })}
      </Alert>
    );
  }
  const helpers = members.filter(({ role }) => may(role, 'guideline.change')).map((member) => member.name);
  return (
    <Alert color="red" mb="xs" title={t('composer.persona.ownerless', { name })}>
      {mayChange ? (
        <ButtonLink
          to="/settings/{-$section}"
          params={{ section: 'personas' }}
          size="compact-sm"
          variant="default"
        >
          {t('composer.persona.chooseOwner')}
        </ButtonLink>
      ) : (
        t('composer.persona.askOwner', { names: helpers.join(t('common.comma')) })
      )}
    </Alert>
  );
}

function Example({ of, kind }: { of: OwnPersona['definition']; kind: 'good' | 'bad' }): ReactNode {
  const { t } = useI18n();
  const found = of.examples.find((example) => example.kind === kind);
  if (found === undefined) return null;
  const Icon = kind === 'good' ? IconMoodCheck : IconMoodX;
  return (
    <div className={classes['example']} data-kind={kind}>
      <p className={classes['kind']}>
        <Icon size={15} aria-hidden />
        {t(`composer.persona.${kind}`)}
      </p>
      <blockquote>{found.text}</blockquote>
      {found.why !== '' && <p className={classes['why']}>{found.why}</p>}
    </div>
  );
}

/** Read and put away again: nothing in it is needed to write. */
function PersonaVoice({ persona, name }: Given): ReactNode {
  const { t } = useI18n();
  if (persona === null) return null;
  const { definition } = persona;
  const { tone, register, emoji, limits } = definition;
  return (
    <section
      className={classes['voice']}
      // What is longer than its box is scrolled by keys.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('composer.persona.voiceOf', { name: name })}
    >
      <p className={classes['manners']}>
        {t(`settings.persona.${register}`)} · {t(`composer.persona.emoji.${emoji}`)}
      </p>
      {tone !== '' && <p className={classes['tone']}>{tone}</p>}
      {limits.length > 0 && (
        <ul className={classes['limits']}>
          {limits.map(({ words, instead }, index) => (
            <li key={index}>
              {t('composer.persona.never', { words: words.join(t('common.comma')) })}
              {instead !== '' && <span> {t('composer.persona.instead', { instead })}</span>}
            </li>
          ))}
        </ul>
      )}
      <div className={classes['examples']}>
        <Example of={definition} kind="good" />
        <Example of={definition} kind="bad" />
      </div>
      {persona.lacksInitials && (
        <p className={classes['why']}>
          {t('composer.persona.lacksInitials')}{' '}
          <ButtonLink
            to="/settings/{-$section}"
            params={{ section: 'personas' }}
            size="compact-xs"
            variant="subtle"
          >
            {t('composer.persona.setInitials')}
          </ButtonLink>
        </p>
      )}
    </section>
  );
}

/** What stands above the field: why nothing goes out, and the voice where one asked for it. */
export function PersonaLines({ persona, name, shown }: Speaking): ReactNode {
  return (
    <>
      <PersonaStopped persona={persona} name={name} />
      {shown && <PersonaVoice persona={persona} name={name} />}
    </>
  );
}
