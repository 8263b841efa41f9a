// A member's signature and languages, by themselves or by who manages the team, who also says whose replies are read first.
import { Alert, Button, Group, Modal, MultiSelect, Switch, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MemberView } from '../../../contract/views.ts';
import { may } from '../../../domain/access/policy.ts';
import { codeOf } from '../../api/errors.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { languages } from '../ledger/filters.tsx';
import classes from './team.module.css';
import { useChangeMember } from './use-change-member.ts';

interface MemberDialogProps {
  member: MemberView;
  close: () => void;
}

/** The member while they are being changed, and how that is saved. */
function useMemberForm({ member, close }: MemberDialogProps) {
  const { t } = useI18n();
  const { client } = useApp();
  const toasts = useToasts();
  const { save } = useChangeMember();
  const { busy, failure, field, submit } = useSubmission();
  const [signature, setSignature] = useState(member.signature);
  const [spoken, setSpoken] = useState(member.languages);
  const [trainee, setTrainee] = useState(member.trainee);
  const [mayApprove, setMayApprove] = useState(member.mayApprove);
  const session = useSession();
  /** One's own mark is others' to give, and who may approve by their role needs no right. */
  const asksApproval =
    session.user.id !== member.userId && may(session.role, 'team.change') && member.role === 'agent';
  const [base] = useState(member);
  const [latest, setLatest] = useState<MemberView | null>(null);

  const saveAgainst = async (against: MemberView): Promise<void> => {
    try {
      const asked = asksApproval ? { trainee, mayApprove } : {};
      await save(against, { signature: signature.trim(), languages: spoken, ...asked });
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      const { rows } = await client.call('listMembers', {});
      setLatest(rows.find((row) => row.userId === member.userId) ?? null);
      return;
    }
    toasts.done(t('common.saved'));
    close();
  };
  return {
    signature,
    setSignature,
    spoken,
    setSpoken,
    asksApproval,
    trainee,
    mayApprove,
    /** Nobody is both. */
    approve: (next: 'trainee' | 'approves' | 'none') => {
      setTrainee(next === 'trainee');
      setMayApprove(next === 'approves');
    },
    busy,
    failure,
    field,
    save: () => void submit(() => saveAgainst(base)),
    /** Set while a save was refused because somebody else was faster. */
    latest,
    keepOurs: () => {
      if (latest !== null) void submit(() => saveAgainst(latest));
    },
  };
}
type Form = ReturnType<typeof useMemberForm>;

function Fields({ form }: { form: Form }): ReactNode {
  const { t, format } = useI18n();
  const { signature, setSignature, spoken, setSpoken, failure, field } = form;
  return (
    <>
      <TextInput
        data-autofocus
        label={t('team.signature')}
        description={t('team.signatureHint')}
        placeholder="^MK"
        maxLength={40}
        value={signature}
        error={field === 'signature' ? failure : null}
        onChange={(event) => setSignature(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('team.languages')}
        description={t('team.languagesHint')}
        data={[...new Set([...languages, ...spoken])].map((code) => ({
          value: code,
          label: format.language(code),
        }))}
        value={spoken}
        onChange={setSpoken}
        searchable
        nothingFoundMessage={t('palette.nothing')}
      />
      {form.asksApproval && (
        <>
          <Switch
            label={t('team.trainee')}
            description={t('team.traineeHint')}
            checked={form.trainee}
            onChange={(event) => form.approve(event.currentTarget.checked ? 'trainee' : 'none')}
          />
          <Switch
            label={t('team.mayApprove')}
            description={t('team.mayApproveHint')}
            checked={form.mayApprove}
            onChange={(event) => form.approve(event.currentTarget.checked ? 'approves' : 'none')}
          />
        </>
      )}
    </>
  );
}

function Conflict({ form, close }: { form: Form; close: () => void }): ReactNode {
  const { t, format } = useI18n();
  const { latest, signature, spoken } = form;
  if (latest === null) return null;
  const named = (codes: readonly string[]): string =>
    codes.map((code) => format.language(code)).join(t('common.comma'));
  const mark = (on: boolean): string => (on ? '✓' : '—');
  const differences = [
    { label: t('team.signature'), theirs: latest.signature, ours: signature },
    { label: t('team.languages'), theirs: named(latest.languages), ours: named(spoken) },
    { label: t('team.trainee'), theirs: mark(latest.trainee), ours: mark(form.trainee) },
    { label: t('team.mayApprove'), theirs: mark(latest.mayApprove), ours: mark(form.mayApprove) },
  ].filter(({ theirs, ours }) => theirs !== ours);
  return (
    <ChangedMeanwhile
      differences={differences}
      busy={form.busy}
      takeTheirs={close}
      keepOurs={form.keepOurs}
    />
  );
}

export function MemberDialog(props: MemberDialogProps): ReactNode {
  const { member, close } = props;
  const { t } = useI18n();
  const form = useMemberForm(props);
  return (
    <Modal
      opened
      onClose={close}
      title={t('team.editTitle', { name: member.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <OurForm className={classes['form']} send={() => form.save()}>
        <Fields form={form} />
        <Conflict form={form} close={close} />
        {form.failure !== null && form.field !== 'signature' && (
          <Alert color="red" role="alert">
            {form.failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={form.busy}>
            {t('common.save')}
          </Button>
        </Group>
      </OurForm>
    </Modal>
  );
}
