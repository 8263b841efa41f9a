// How each member signs as a persona: one's own, and everybody's for whoever may change the guideline.
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PersonaView } from '../../../../contract/endpoints/personas.ts';
import type { MemberView } from '../../../../contract/views.ts';
import { initialsPlace, signatureOf } from '../../../../domain/guideline/persona-signature.ts';
import { personaLimits } from '../../../../domain/guideline/usual.ts';
import { keys } from '../../../api/keys.ts';
import { initialsOf } from '../../../api/personas.ts';
import { useMay, useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { OurForm } from '../../../components/our-form.tsx';
import { Section } from '../../../components/page.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './personas.module.css';

interface InitialsProps {
  persona: PersonaView;
  members: readonly MemberView[];
}

/** Nothing where the persona's signature has no place for initials. */
export function Initials({ persona, members }: InitialsProps): ReactNode {
  const { t } = useI18n();
  const { definition } = persona;
  if ('fault' in definition || !definition.signature.includes(initialsPlace)) return null;
  const speaking = members.filter(({ userId }) => definition.speakers?.includes(userId) ?? true);
  return (
    <Section title={t('settings.persona.initials')} hint={t('settings.persona.initialsHint')}>
      <ul className={`plain ${classes['initials'] ?? ''}`}>
        {speaking.map((member) => (
          <OfMember
            key={`${member.userId} ${initialsOf(persona, member.userId)}`}
            persona={persona}
            member={member}
            template={definition.signature}
          />
        ))}
      </ul>
    </Section>
  );
}

function OfMember(props: { persona: PersonaView; member: MemberView; template: string }): ReactNode {
  const { persona, member, template } = props;
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const mayAll = useMay('guideline.change');
  const isOwn = useSession().user.id === member.userId;
  const held = initialsOf(persona, member.userId);
  const [initials, setInitials] = useState(held);
  const save = async (): Promise<void> => {
    const body = { userId: member.userId, initials: initials.trim() };
    await client.call('setInitials', { params: { id: persona.id }, body });
    await queryClient.invalidateQueries({ queryKey: keys.personas });
    await queryClient.invalidateQueries({ queryKey: ['replyContext'] });
    toasts.done(t('common.saved'));
  };
  const shown = signatureOf(template, initials.trim(), member.signature);
  return (
    <li>
      <OurForm className={classes['initial']} send={() => void submit(save)}>
        <span>{member.name}</span>
        <TextInput
          size="xs"
          aria-label={t('settings.persona.initialsOf', { name: member.name })}
          maxLength={personaLimits.initials}
          readOnly={!isOwn && !mayAll}
          value={initials}
          error={failure}
          onChange={(event) => setInitials(event.currentTarget.value)}
        />
        <code>{shown === '' ? '—' : shown}</code>
        {(isOwn || mayAll) && initials.trim() !== held && (
          <Button type="submit" size="compact-sm" variant="default" loading={busy}>
            {t('common.save')}
          </Button>
        )}
      </OurForm>
    </li>
  );
}
