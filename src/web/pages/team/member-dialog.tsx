// A member's signature and languages, by themselves or by who manages the team.
import { Alert, Button, Group, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MemberView } from '../../../contract/views.ts';
import { codeOf } from '../../api/errors.ts';
import { useApp } from '../../app.tsx';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { useSubmission } from '../../components/form.ts';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { languages } from '../ledger/filters.tsx';
import classes from './team.module.css';
import { useChangeMember } from './use-change-member.ts';

export function MemberDialog({ member, close }: { member: MemberView; close: () => void }): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const toasts = useToasts();
  const { save } = useChangeMember();
  const { busy, failure, field, submit } = useSubmission();
  const [signature, setSignature] = useState(member.signature);
  const [spoken, setSpoken] = useState(member.languages);
  const [base] = useState(member);
  const [latest, setLatest] = useState<MemberView | null>(null);
  const named = (codes: readonly string[]): string => codes.map((code) => format.language(code)).join('、');

  const saveAgainst = async (against: MemberView): Promise<void> => {
    try {
      await save(against, { signature: signature.trim(), languages: spoken });
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      const { rows } = await client.call('listMembers', {});
      setLatest(rows.find((row) => row.userId === member.userId) ?? null);
      return;
    }
    toasts.done(t('common.saved'));
    close();
  };
  const differences =
    latest === null
      ? []
      : [
          { label: t('team.signature'), theirs: latest.signature, ours: signature },
          { label: t('team.languages'), theirs: named(latest.languages), ours: named(spoken) },
        ].filter(({ theirs, ours }) => theirs !== ours);
  return (
    <Modal
      opened
      onClose={close}
      title={t('team.editTitle', { name: member.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(() => saveAgainst(base));
        }}
      >
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
        {latest !== null && (
          <ChangedMeanwhile
            differences={differences}
            busy={busy}
            takeTheirs={close}
            keepOurs={() => void submit(() => saveAgainst(latest))}
          />
        )}
        {failure !== null && field !== 'signature' && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
