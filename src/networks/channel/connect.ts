// Connects a channel: a name by which it is known here, and the address that answers go to. Its key is made afterwards.
import type { Connected } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';

/** Hosts where a plain connection is no leak: this machine, an inner network. */
const plainHost = /^(localhost|127\.[\d.]+|\[::1\]|[^.]+|.+\.(localhost|local|internal|lan|test))$/i;

const noWay = {
  ja: '独自チャネルは、名前と URL で接続します。',
  en: 'A channel is connected by its name and address.',
};

/** Throws `network_rejected` naming the field. */
export async function connect(fields: Record<string, string>): Promise<Connected> {
  const name = (fields['name'] ?? '').trim().toLowerCase();
  const entered = (fields['url'] ?? '').trim();
  if (!/^[a-z0-9][a-z0-9_-]{1,39}$/.test(name)) {
    throw refusedInput('name', {
      ja: 'チャネルの名前は、半角の英小文字、数字、-、_ で 2〜40 文字にしてください（例：shop-inquiries）。',
      en: 'A channel’s name has 2 to 40 letters a–z, digits, - or _ (for example shop-inquiries).',
    });
  }
  const url = URL.canParse(entered) ? new URL(entered) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw refusedInput('url', {
      ja: '回答の送り先を https://shop.example.com/kizuki のように入力してください。',
      en: 'Enter the address that answers go to, like https://shop.example.com/kizuki',
    });
  }
  if (url.protocol === 'http:' && !plainHost.test(url.hostname)) {
    throw refusedInput('url', {
      ja: 'このアドレスへの送信は暗号化されません。https:// で始まるアドレスを入力してください。',
      en: 'This address is not encrypted; use https://',
    });
  }
  return {
    server: url.origin,
    nativeId: name,
    handle: name,
    displayName: name,
    secrets: { url: url.href },
  };
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> => Promise.reject(refusedInput('kind', noWay));
