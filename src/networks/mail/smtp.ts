// Hands one mail to the SMTP server, and knows for each failure whether the mail may have gone out.
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { isLoopback, wayTo } from './reach.ts';
import type { Settings } from './settings.ts';

export interface Envelope {
  from: string;
  to: string;
  /** Ourselves, who get a copy in the same transaction: where it came, the mail went out. */
  copyTo: string | null;
}

const TIMEOUT_MS = 30_000;
/** Where a server names no time: greylisting lets one through after minutes. */
const SLOW_DOWN_MS = 5 * 60_000;

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const slowDown = /rate|limit|too many|throttl|grey|gray|quota|slow/iu;

/** Names a failure. `mayBeOut`: the mail's text was given away, and no answer to it came. */
export function smtpError(error: unknown, settings: Settings, mayBeOut: boolean): AppError {
  if (error instanceof AppError) return error;
  const status = fieldOf(error, 'responseCode');
  const said = fieldOf(error, 'response');
  const text = (
    typeof said === 'string' && said !== '' ? said : error instanceof Error ? error.message : String(error)
  )
    .replaceAll(/\s+/gu, ' ')
    .slice(0, 300);
  const where = `The mail server ${settings.smtp.host}`;
  const details = { cause: error };
  if (typeof status !== 'number') {
    if (mayBeOut) {
      const message = `${where} gave no answer after it had the mail (${text}); it may have gone out. Look it up first.`;
      return new AppError('send_fate_unknown', message, details);
    }
    return new AppError('network_unavailable', `${where} cannot be reached: ${text}`, details);
  }
  if (fieldOf(error, 'code') === 'EAUTH' && status >= 500) {
    const message = `${where} refused the sign-in of ${settings.user}: ${text}. Connect the account again.`;
    return new AppError('account_token_dead', message, details);
  }
  if (status < 500) {
    if (!slowDown.test(text)) {
      return new AppError('network_unavailable', `${where} did not take the mail for now: ${text}`, details);
    }
    const message = `${where} asks to slow down: ${text}. Waiting before the next try.`;
    return new AppError('network_rate_limited', message, { ...details, retryAfterMs: SLOW_DOWN_MS });
  }
  return new AppError('network_rejected', `${where} did not take the mail: ${text}`, details);
}

/** Connects and signs in; only a server of this machine may let anybody send. The caller closes it. */
async function open(deps: Pick<NetworkDeps, 'socketGuard'>, settings: Settings): Promise<SMTPConnection> {
  const way = await wayTo(deps, settings.smtp);
  const connection = new SMTPConnection({
    host: way.address,
    port: way.port,
    secure: way.encryption === 'tls',
    requireTLS: way.encryption === 'upgrade',
    ignoreTLS: way.encryption === 'plain',
    tls: { servername: way.serverName },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS * 2,
    logger: false,
  });
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  connection.on('error', broken.reject);
  try {
    await signIn(connection, settings, broken.promise, isLoopback(way.address));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function signIn(
  connection: SMTPConnection,
  settings: Settings,
  broken: Promise<never>,
  mayBeOpen: boolean,
): Promise<void> {
  const connected = new Promise<void>((done, failed) => {
    connection.connect((error) => (error === undefined || error === null ? done() : failed(error)));
  });
  await Promise.race([connected, broken]);
  if (!connection.allowsAuth) {
    if (mayBeOpen) return;
    const { host, port } = settings.smtp;
    throw refusedInput('smtp_port', {
      ja: `${host} のポート ${String(port)} ではサインインできず、パスワードを確かめられません。パスワードを使う送信用のポート（多くは 465 か 587）を入力してください。`,
      en: `The mail server ${host} offers no sign-in on port ${String(port)}, so that the password is never checked. Enter the port for sending with a password, mostly 465 or 587.`,
    });
  }
  const signedIn = new Promise<void>((done, failed) => {
    connection.login({ credentials: { user: settings.user, pass: settings.password } }, (error) =>
      error === null || error === undefined ? done() : failed(error),
    );
  });
  await Promise.race([signedIn, broken]);
}

/** Signs in and out again. Errors: those of `smtpError`. */
export async function checkSmtp(deps: Pick<NetworkDeps, 'socketGuard'>, settings: Settings): Promise<void> {
  try {
    (await open(deps, settings)).quit();
  } catch (error) {
    throw smtpError(error, settings, false);
  }
}

/** The server's refusal of one recipient among those of a transaction; null where it took them. */
function refusalOf(transaction: unknown, recipient: string): unknown {
  const refused = fieldOf(transaction, 'rejectedErrors');
  if (!Array.isArray(refused)) return null;
  return refused.find((one: unknown) => fieldOf(one, 'recipient') === recipient) ?? null;
}

/**
 * Sends. Resolves when the server answers for the mail to the one it is for; to whether it took our own copy. The text is
 * not given away where the server refused the one it is for. Errors: those of `smtpError`; only `send_fate_unknown` leaves
 * open whether it went out.
 */
export async function submit(
  deps: Pick<NetworkDeps, 'socketGuard'>,
  settings: Settings,
  envelope: Envelope,
  message: Uint8Array,
): Promise<{ copyRefused: boolean }> {
  let mayBeOut = false;
  let connection: SMTPConnection | null = null;
  try {
    const opened = await open(deps, settings);
    connection = opened;
    const { from, to, copyTo } = envelope;
    return await new Promise<{ copyRefused: boolean }>((done, failed) => {
      // It is read from when the server has said that it takes the mail, and not before.
      const stream = new Readable({
        read() {
          const refusal = refusalOf(Reflect.get(opened, '_envelope'), to);
          if (refusal !== null) {
            // Only our copy would go out. A mail whose end never came is thrown away by the server.
            failed(smtpError(refusal, settings, false));
            opened.close();
            return;
          }
          mayBeOut = true;
          this.push(message);
          this.push(null);
        },
      });
      opened.once('error', failed);
      opened.once('end', () => failed(new Error('the connection was closed')));
      opened.send({ from, to: copyTo === null ? [to] : [to, copyTo] }, stream, (error, info) => {
        if (error !== null && error !== undefined) failed(error);
        else done({ copyRefused: copyTo !== null && info.rejected.includes(copyTo) });
      });
    });
  } catch (error) {
    // Where all were refused, the answer about the one it is for decides.
    throw smtpError(refusalOf(error, envelope.to) ?? error, settings, mayBeOut);
  } finally {
    connection?.close();
  }
}
