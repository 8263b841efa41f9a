// Somebody's wish to be left alone: shown with who wrote it down and why, set and taken back with a reason.
import { Alert, Button, Group, Modal, Textarea } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { KnownIdentity } from '../../../contract/endpoints/deciding.ts';
import { keys } from '../../api/keys.ts';
import { identityQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useSubmission } from '../form.ts';
import { OurForm } from '../our-form.tsx';
import { Moment } from '../time.tsx';
import classes from './person-panel.module.css';
import { useSeen } from './use-seen.ts';

interface WishDialogProps {
  known: KnownIdentity;
  close: () => void;
}

function WishDialog({ known, close }: WishDialogProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const { busy, failure, submit } = useSubmission();
  const [reason, setReason] = useState('');
  const optedOut = known.optOut === null;
  const save = async (): Promise<void> => {
    const body = { optedOut, reason: reason.trim() };
    const held = await client.call('setOptOut', { params: { id: known.id }, body });
    queryClient.setQueryData(keys.identity(known.id), held);
    close();
    await Promise.all(
      ['advice', 'replyContext'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={optedOut ? t('person.leaveAlone') : t('person.liftTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <OurForm send={() => void submit(save)}>
        <Textarea
          data-autofocus
          required
          label={t('person.wishReason')}
          description={optedOut ? t('person.wishHint') : t('person.liftHint')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" role="alert" mt="sm">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
            {optedOut ? t('person.setWish') : t('person.liftWish')}
          </Button>
        </Group>
      </OurForm>
    </Modal>
  );
}

function Wish({ optOut }: { optOut: NonNullable<KnownIdentity['optOut']> }): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['wish']}>
      <IconHandStop size={17} aria-hidden />
      <div>
        <b>{t('person.optedOut')}</b>
        <p>{optOut.reason}</p>
        <span>
          {optOut.by !== null && `${optOut.by.name} · `}
          <Moment at={optOut.at} />
        </span>
      </div>
    </div>
  );
}

/** Wishes that were taken back: nothing about a person is silently gone. */
function Lifted({ known }: { known: KnownIdentity }): ReactNode {
  const { t } = useI18n();
  if (known.lifted.length === 0) return null;
  return (
    <details className={classes['lifted']}>
      <summary>{t('person.lifted', { count: known.lifted.length })}</summary>
      <ul className="plain">
        {known.lifted.map((wish) => (
          <li key={wish.liftedAt}>
            {t('person.liftedOne', {
              reason: wish.reason,
              liftReason: wish.liftReason,
              name: wish.liftedBy?.name ?? '',
            })}{' '}
            <Moment at={wish.liftedAt} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function LeftAlone({ identityId }: { identityId: string }): ReactNode {
  const { t } = useI18n();
  const known = useQuery(identityQuery(useApp(), identityId)).data;
  const maySet = useMay('work.decide');
  const mayLift = useMay('work.override_guideline');
  const mayChange = known?.optOut == null ? maySet : mayLift;
  const [asking, setAsking] = useState(false);
  const seen = useSeen(known);
  return (
    <div ref={seen} className={classes['wishes']}>
      {known !== undefined && (
        <>
          {known.optOut !== null && <Wish optOut={known.optOut} />}
          <div className={classes['wishRow']}>
            <span>{t('advice.contacts', { count: known.contacts7d })}</span>
            {mayChange && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                leftSection={known.optOut === null ? <IconHandStop size={14} aria-hidden /> : undefined}
                onClick={() => setAsking(true)}
              >
                {known.optOut === null ? t('person.leaveAloneAction') : t('person.liftWish')}
              </Button>
            )}
          </div>
          <Lifted known={known} />
          {asking && <WishDialog known={known} close={() => setAsking(false)} />}
        </>
      )}
    </div>
  );
}
