// What it takes to reach a mailbox: from the form's fields, kept among the account's secrets.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { addressOf } from './ids.ts';

export interface Place {
  host: string;
  port: number;
}

export interface Settings {
  /** Our address, in small letters. */
  address: string;
  /** The name beside it. */
  name: string;
  imap: Place;
  smtp: Place;
  user: string;
  password: string;
  /** Answers come to `support+k.…@`: only where the server takes such addresses. */
  plusAddress: boolean;
  /** Each mail goes to ourselves too: that it came is how a send whose answer was lost is known to have happened. */
  copyToSelf: boolean;
}

function placeOf(fields: Record<string, string>, name: 'imap' | 'smtp', port: string): Place {
  const host = (fields[`${name}_host`] ?? '').trim().toLowerCase();
  const number = Number((fields[`${name}_port`] ?? '').trim() || port);
  if (!/^(?:[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[?[0-9a-f:.]+\]?)$/u.test(host)) {
    throw refusedInput(`${name}_host`, {
      ja: `${name.toUpperCase()} サーバーの名前を入力してください（例：${name}.example.com）。`,
      en: `Enter the ${name.toUpperCase()} server’s name, for example ${name}.example.com`,
    });
  }
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw refusedInput(`${name}_port`, {
      ja: 'ポートは 1 から 65535 までの数字で入力してください。',
      en: 'Enter the port as a number from 1 to 65535',
    });
  }
  return { host: host.replaceAll(/[[\]]/gu, ''), port: number };
}

/** Reads the form; throws `network_rejected` with the field in `where`. */
export function readSettings(fields: Record<string, string>): Settings {
  const address = addressOf(fields['address']);
  if (address === null) {
    throw refusedInput('address', {
      ja: 'メールアドレスを入力してください（例：support@example.com）。',
      en: 'Enter the mail address, for example support@example.com',
    });
  }
  const password = fields['password'] ?? '';
  if (password === '') {
    throw refusedInput('password', { ja: 'パスワードを入力してください。', en: 'Enter the password' });
  }
  return {
    address,
    name: (fields['name'] ?? '')
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 100),
    imap: placeOf(fields, 'imap', '993'),
    smtp: placeOf(fields, 'smtp', '465'),
    user: (fields['user'] ?? '').trim() || address,
    password,
    plusAddress: fields['plus_address'] === 'true',
    copyToSelf: fields['copy_to_self'] !== 'false',
  };
}

/** The settings as secrets, which are all a session has. */
export function secretsOf(settings: Settings): Record<string, string> {
  return {
    address: settings.address,
    name: settings.name,
    imap_host: settings.imap.host,
    imap_port: String(settings.imap.port),
    smtp_host: settings.smtp.host,
    smtp_port: String(settings.smtp.port),
    user: settings.user,
    password: settings.password,
    plus_address: String(settings.plusAddress),
    copy_to_self: String(settings.copyToSelf),
  };
}

/** The settings of a connected account; throws `account_token_dead` where they are not whole. */
export function settingsOf(account: AccountSession): Settings {
  try {
    return readSettings(account.secrets);
  } catch (error) {
    throw new AppError(
      'account_token_dead',
      `The settings of ${account.handle} are not whole. Connect it again.`,
      {
        cause: error,
      },
    );
  }
}
