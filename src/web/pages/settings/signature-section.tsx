// One's own signature: what stands under the replies and DMs that one writes.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MemberView } from '../../../contract/views.ts';
import { membersQuery } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useChangeMember } from '../team/use-change-member.ts';
import classes from './settings.module.css';

export function SignatureSection(): ReactNode {
  const userId = useSession().user.id;
  const members = useQuery(membersQuery(useApp())).data?.rows ?? [];
  const member = members.find((each) => each.userId === userId);
  return member === undefined ? null : <SignatureForm member={member} />;
}

function SignatureForm({ member }: { member: MemberView }): ReactNode {
  const { t } = useI18n();
  const toasts = useToasts();
  const { save } = useChangeMember();
  const { busy, failure, submit } = useSubmission();
  const [signature, setSignature] = useState(member.signature);
  const store = async (): Promise<void> => {
    await save(member, { signature: signature.trim() });
    toasts.done(t('common.saved'));
  };
  return (
    <Section title={t('team.signature')} hint={t('team.signatureHint')}>
      <OurForm className={classes['form']} send={() => void submit(store)}>
        <TextInput
          aria-label={t('team.signature')}
          placeholder="^MK"
          maxLength={40}
          value={signature}
          error={failure}
          onChange={(event) => setSignature(event.currentTarget.value)}
        />
        <Button
          type="submit"
          className={classes['save'] ?? ''}
          loading={busy}
          disabled={signature.trim() === member.signature}
        >
          {t('common.save')}
        </Button>
      </OurForm>
    </Section>
  );
}
