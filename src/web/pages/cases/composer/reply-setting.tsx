// As whom a reply goes out and to which post, and what stands in its way.
import { Alert, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessageOf } from '../../../components/error-message.ts';
import { ButtonLink } from '../../../components/links.tsx';
import { useNetworkName } from '../../../components/network-mark.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { safeAddress } from '../../../components/safe-address.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { ReplySetting } from './use-reply.ts';

/** Of a post that can be answered, so many characters tell which it is. */
const MOST_TOLD = 48;

export function AsWhom({
  setting,
  choose,
}: {
  setting: ReplySetting;
  choose: (id: string) => void;
}): ReactNode {
  const { t } = useI18n();
  const { account, accounts } = setting;
  if (account === undefined) return null;
  const name = (each: typeof account): string =>
    each.displayName === ''
      ? atHandle(each.handle, each.network)
      : `${each.displayName} (${atHandle(each.handle, each.network)})`;
  if (accounts.length === 1)
    return <span className={classes['saved']}>{t('composer.as', { name: name(account) })}</span>;
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('composer.as', { name: name(account) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {accounts.map((each) => (
          <Menu.Item
            key={each.id}
            onClick={() => choose(each.id)}
            aria-current={each.id === account.id || undefined}
          >
            {name(each)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Target({
  setting,
  choose,
}: {
  setting: ReplySetting;
  choose: (id: string) => void;
}): ReactNode {
  const { t, format } = useI18n();
  const { target, targets } = setting;
  if (target === undefined) return null;
  const label = (post: typeof target): string => {
    const text = [...post.text.replaceAll(/\s+/g, ' ')];
    return `${format.time(post.createdAt)} ${text.slice(0, MOST_TOLD).join('')}${text.length > MOST_TOLD ? '…' : ''}`;
  };
  return (
    <label className={classes['target']}>
      {t('composer.to')}
      {targets.length > 1 ? (
        <select value={target.id} onChange={(event) => choose(event.currentTarget.value)}>
          {targets.map((post) => (
            <option key={post.id} value={post.id}>
              {label(post)}
            </option>
          ))}
        </select>
      ) : (
        <span>{label(target)}</span>
      )}
    </label>
  );
}

/** Why nothing can be sent here, and what to do. */
export function Obstacle({ setting, network }: { setting: ReplySetting; network: string }): ReactNode {
  const { t, locale } = useI18n();
  const networkName = useNetworkName();
  if (setting.readOnly !== null) {
    const url = safeAddress(setting.target?.url);
    return (
      <Alert color="blue" mb="xs" title={t('composer.readOnly', { network: networkName(network) })}>
        <p>{setting.readOnly[locale]}</p>
        {url !== null && (
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer"
            size="compact-sm"
            variant="default"
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('composer.openArticle')}
          </Button>
        )}
      </Alert>
    );
  }
  if (setting.account === undefined) {
    return (
      <Alert color="amber" mb="xs" title={t('composer.noAccount', { network: networkName(network) })}>
        <ButtonLink to="/accounts" size="compact-sm" variant="default">
          {t('composer.connect')}
        </ButtonLink>
      </Alert>
    );
  }
  if (setting.account.tokenState === 'dead') {
    return (
      <Alert
        color="red"
        mb="xs"
        title={t('composer.dead', { handle: atHandle(setting.account.handle, setting.account.network) })}
      >
        <ButtonLink to="/accounts" size="compact-sm" variant="default">
          {t('composer.reconnect')}
        </ButtonLink>
      </Alert>
    );
  }
  if (setting.target === undefined)
    return <Alert color="amber" mb="xs" title={t('composer.nothingToAnswer')} />;
  if (setting.permission === 'none') {
    return (
      <Alert color="amber" mb="xs" title={t('composer.forbidden')}>
        {setting.why?.[locale]}
      </Alert>
    );
  }
  return <Unsigned signatures={setting.signatures} />;
}

/** Nothing goes out until it is known as whom, and with which signature. */
function Unsigned({ signatures: { isKnown, error, retry } }: Pick<ReplySetting, 'signatures'>): ReactNode {
  const { t } = useI18n();
  const messageOf = useMessageOf();
  if (isKnown) return null;
  if (error === null) return <output className={classes['saved']}>{t('composer.unsigned')}</output>;
  return (
    <Alert color="red" mb="xs" role="alert" title={t('composer.unsignedFailed')}>
      <p>{messageOf(error)}</p>
      <Button size="compact-sm" variant="default" onClick={retry}>
        {t('state.error.retry')}
      </Button>
    </Alert>
  );
}
