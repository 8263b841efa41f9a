// Sends that failed or whose fate nobody knows: each with its reason in words, and what can be done about it.
import { Alert, Button, Collapse, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import type { BodyInput } from '../../api/client.ts';
import { countsQuery, outboundQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { useRowText } from '../../components/personal-data.tsx';
import { Moment } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './ledger.module.css';

type Choice = Exclude<BodyInput<'settleOutbound'>['choice'], 'posted'>;
const choices: Record<'failed' | 'unknown', readonly Choice[]> = {
  failed: ['retry', 'give_up'],
  unknown: ['look_up', 'give_up'],
};

function Send({ send }: { send: OutboundView & { state: 'failed' | 'unknown' } }): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const errorName = useErrorName();
  const rowText = useRowText();
  const maySend = useMay('work.send');
  const [busy, setBusy] = useState<Choice | null>(null);
  const settle = async (choice: Choice): Promise<void> => {
    setBusy(choice);
    try {
      const row = await client.call('settleOutbound', { params: { id: send.id }, body: { choice } });
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(null);
    }
  };
  const { caseId } = send;
  return (
    <li className={classes['send']}>
      <div className={classes['sendText']}>
        <p>{send.text === '' ? t(`ledger.send.${send.action}`) : rowText(send.text)}</p>
        <span>
          {t(`ledger.send.${send.state}`)}
          {format.gap}
          {errorName(send.errorCode, send.error)} · <Moment at={send.createdAt} />
        </span>
      </div>
      <Group gap={6} wrap="nowrap">
        {caseId !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            renderRoot={(props) => <Link to="/cases/{-$caseId}" params={{ caseId }} {...props} />}
          >
            {t('frame.cases')}
          </Button>
        )}
        {maySend &&
          choices[send.state].map((choice) => (
            <Button
              key={choice}
              size="compact-sm"
              variant="default"
              loading={busy === choice}
              disabled={busy !== null && busy !== choice}
              onClick={() => void settle(choice)}
            >
              {t(`ledger.settle.${choice}`)}
            </Button>
          ))}
      </Group>
    </li>
  );
}

function isInTrouble(row: OutboundView): row is OutboundView & { state: 'failed' | 'unknown' } {
  return row.state === 'failed' || row.state === 'unknown';
}

function Sends(): ReactNode {
  const app = useApp();
  const failed = useInfiniteQuery(outboundQuery(app, { state: 'failed' }));
  const unknown = useInfiniteQuery(outboundQuery(app, { state: 'unknown' }));
  const rows = [unknown, failed]
    .flatMap((query) => query.data?.pages.flatMap((page) => page.rows) ?? [])
    .filter(isInTrouble);
  return (
    <ul className={`plain ${classes['sends'] ?? ''}`}>
      {rows.map((row) => (
        <Send key={row.id} send={row} />
      ))}
    </ul>
  );
}

export function SendsInTrouble(): ReactNode {
  const { t } = useI18n();
  const count = useQuery(countsQuery(useApp())).data?.outboundInTrouble ?? 0;
  const [opened, setOpened] = useState(false);
  const id = useId();
  if (count === 0) return null;
  return (
    <Alert
      className={classes['trouble'] ?? ''}
      color="red"
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Group justify="space-between" gap="xs">
        <span>{t('frame.badge.outbound', { count })}</span>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          {opened ? t('common.close') : t('ledger.send.show')}
        </Button>
      </Group>
      <Collapse expanded={opened} id={id}>
        {opened && <Sends />}
      </Collapse>
    </Alert>
  );
}
