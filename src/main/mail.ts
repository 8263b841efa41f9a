// Notices by mail, where mail is configured: for what must not wait until somebody looks.
import type { Kysely } from 'kysely';
import { createTransport } from 'nodemailer';
import { inWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import type { Config } from './config.ts';

export interface Notices {
  /** Tells owners and admins that an account must be connected again. Never throws: a notice is not the work. */
  tokenDied(
    workspaceId: string,
    account: { network: string; handle: string },
    problem: string,
  ): Promise<void>;
}

interface Recipient {
  email: string;
  locale: 'ja' | 'en';
}

const words = {
  en: {
    subject: (handle: string) => `Kizuki: ${handle} must be connected again`,
    text: (handle: string, network: string, problem: string, url: string) =>
      `The connection of ${handle} (${network}) has ended: the network no longer accepts its sign-in, which may have been revoked, have run out or been changed.\n` +
      `What was said: ${problem}\n\n` +
      `Nothing is lost: what was to be sent waits, and listening goes on where it stopped once you connect the account again:\n${url}/accounts\n`,
  },
  ja: {
    subject: (handle: string) => `Kizuki: ${handle} の再接続が必要です`,
    text: (handle: string, network: string, problem: string, url: string) =>
      `${handle}（${network}）の接続が切れました。理由: ネットワークがこのアカウントの認証を受け付けなくなりました（取り消し、期限切れ、パスワードの変更などが考えられます）。\n` +
      `ネットワークとのやり取りの記録（原文）: ${problem}\n\n` +
      `失われたものはありません。送信待ちの返信は残っており、再接続すれば、止まったところから聴き取りを再開します。\n${url}/accounts\n`,
  },
};

interface MailLog {
  warn(details: Record<string, unknown>, message: string): void;
}

/** Makes the notices; without mail configured they are only logged. */
export function createNotices(
  db: Kysely<Database>,
  config: Pick<Config, 'mail' | 'publicUrl'>,
  log: MailLog,
): Notices {
  const { mail } = config;
  const transport = mail === null ? null : createTransport(mail.url);
  return {
    async tokenDied(workspaceId, account, problem) {
      log.warn({ workspaceId, ...account, problem }, 'an account must be connected again');
      if (transport === null || mail === null) return;
      try {
        for (const { email, locale } of await recipients(db, workspaceId)) {
          const { subject, text } = words[locale];
          await transport.sendMail({
            from: mail.from,
            to: email,
            subject: subject(account.handle),
            text: text(account.handle, account.network, problem, config.publicUrl),
          });
        }
      } catch (error) {
        log.warn({ err: error }, 'a notice could not be mailed');
      }
    },
  };
}

function recipients(db: Kysely<Database>, workspaceId: string): Promise<Recipient[]> {
  return inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('membership')
      .innerJoin('app_user', 'app_user.id', 'membership.user_id')
      .select(['app_user.email', 'app_user.locale'])
      .where('membership.role', 'in', ['owner', 'admin'])
      .where('membership.removed_at', 'is', null)
      .where('app_user.disabled_at', 'is', null)
      .execute(),
  );
}
