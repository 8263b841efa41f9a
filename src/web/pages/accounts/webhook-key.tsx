// The key that a channel's webhooks are signed with, both ways: made, shown this once, and made anew.
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { ShownOnce } from '../team/shown-once.tsx';
import classes from './accounts.module.css';

export function WebhookKey({ accountId }: { accountId: string }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const mayChange = useMay('account.change');
  const [made, setMade] = useState<{ key: string; address: string } | null>(null);
  if (!mayChange) return null;
  const make = async (): Promise<void> => {
    setMade(await client.call('makeWebhookKey', { params: { id: accountId } }));
  };
  return (
    <div className={classes['webhook']}>
      <p className={classes['quiet']}>{t('accounts.webhookHint')}</p>
      <Confirm
        title={t('accounts.webhookKeyTitle')}
        body={t('accounts.webhookKeyBody')}
        action={t('accounts.webhookKey')}
        harmless
        run={make}
      >
        {(ask) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconKey size={15} aria-hidden />}
            onClick={ask}
          >
            {t('accounts.webhookKey')}
          </Button>
        )}
      </Confirm>
      <div aria-live="polite">
        {made !== null && (
          <>
            <ShownOnce
              title={t('accounts.webhookKeyMade')}
              label={t('accounts.webhookKeyLabel')}
              body={t('accounts.webhookKeyMadeBody')}
              secret={made.key}
              close={() => setMade(null)}
            />
            <p className={classes['quiet']}>
              {t('accounts.webhookAddress')} <code>{made.address}</code>
            </p>
          </>
        )}
      </div>
    </div>
  );
}
