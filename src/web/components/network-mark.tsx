// The mark of a network: its name in words, as its display rules allow.
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './network-mark.module.css';

const properNames: Record<string, string> = {
  bluesky: 'Bluesky',
  discord: 'Discord',
  facebook: 'Facebook',
  googleplay: 'Google Play',
  instagram: 'Instagram',
  line: 'LINE',
  mastodon: 'Mastodon',
  misskey: 'Misskey',
  slack: 'Slack',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  x: 'X',
};

/** The name of a network by its id. */
export function useNetworkName(): (network: string) => string {
  const { t } = useI18n();
  return (network) => {
    if (network === 'practice') return t('network.practice');
    if (network === 'mail') return t('network.mail');
    if (network === 'rss') return t('network.rss');
    if (network === 'webform') return t('network.webform');
    if (network === 'channel') return t('network.channel');
    return properNames[network] ?? network;
  };
}

export function NetworkMark({ network, dm = false }: { network: string; dm?: boolean }): ReactNode {
  const name = useNetworkName()(network);
  return (
    <span className={classes['mark']} data-dm={dm || undefined}>
      {dm ? `${name} · DM` : name}
    </span>
  );
}
