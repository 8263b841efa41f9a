// Crisis mode: where it is on, by whom and why, and the way to turn it on and off.
import { Alert, Button, Group, Select, Textarea } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CrisisView } from '../../../../contract/approval-view.ts';
import { keys } from '../../../api/keys.ts';
import { workspaceQuery } from '../../../api/queries.ts';
import { useMay, useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { OurForm } from '../../../components/our-form.tsx';
import { Section } from '../../../components/page.tsx';
import { Moment } from '../../../components/time.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from '../settings.module.css';

const MOST_REASON = 500;
const WHOLE = 'workspace';

/** The session has it on every page: it is read again where the stream has not told it yet. */
function useReread(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.session });
}

export function Crisis(): ReactNode {
  const { t } = useI18n();
  const { crises } = useSession().workspace;
  const allowed = useMay('crisis.change');
  return (
    <Section title={t('settings.crisis')} hint={t('settings.crisisHint')}>
      <div className={classes['form']}>
        {crises.map((crisis) => (
          <Going key={crisis.id} crisis={crisis} allowed={allowed} />
        ))}
        {allowed ? <Start /> : <p className={classes['quiet']}>{t('settings.crisisReadOnly')}</p>}
      </div>
    </Section>
  );
}

function Going({ crisis, allowed }: { crisis: CrisisView; allowed: boolean }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const toasts = useToasts();
  const reread = useReread();
  const [busy, setBusy] = useState(false);
  const end = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.call('endCrisis', { params: { id: crisis.id } });
      await reread();
      toasts.done(t('settings.crisisEnded'));
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Alert
      color="red"
      icon={<IconAlertOctagon size={18} aria-hidden />}
      title={crisis.brandName === null ? t('crisis.on') : t('crisis.onBrand', { brand: crisis.brandName })}
    >
      <p>{crisis.reason}</p>
      <Group justify="space-between">
        <span>
          {crisis.startedBy?.name} <Moment at={crisis.startedAt} />
        </span>
        {allowed && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => void end()}>
            {t('settings.crisisEnd')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function Start(): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const toasts = useToasts();
  const reread = useReread();
  const { crises } = useSession().workspace;
  const brands = useQuery(workspaceQuery(useApp())).data?.brands ?? [];
  const [where, setWhere] = useState(WHOLE);
  const [reason, setReason] = useState('');
  const { busy, failure, submit } = useSubmission();
  const brandId = where === WHOLE ? null : where;
  const isOn = crises.some((crisis) => crisis.brandId === brandId);
  const start = async (): Promise<void> => {
    const body = { brandId, reason: reason.trim() };
    await client.call('startCrisis', { body }, { idempotencyKey: newId() });
    await reread();
    setReason('');
    toasts.done(t('settings.crisisStarted'));
  };
  return (
    <OurForm className={classes['form']} send={() => void submit(start)}>
      <Select
        label={t('settings.crisisWhere')}
        allowDeselect={false}
        data={[
          { value: WHOLE, label: t('settings.crisisWhole') },
          ...brands.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={where}
        onChange={(value) => setWhere(value ?? WHOLE)}
      />
      <Textarea
        label={t('settings.crisisReason')}
        description={t('settings.crisisReasonHint')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={MOST_REASON}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Button
        type="submit"
        color="red"
        className={classes['save'] ?? ''}
        loading={busy}
        disabled={reason.trim() === '' || isOn}
      >
        {t('settings.crisisStart')}
      </Button>
    </OurForm>
  );
}
