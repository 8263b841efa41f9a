// Real mail servers on loopback: OpenSMTPD takes mails and hands them to Dovecot, which keeps them and speaks IMAP.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordSkip } from '../harness/skips.ts';
import { freePort, isListening, startChild, type Child } from './kit/child.ts';
import { withFileLock } from './kit/lock.ts';
import { findProgram } from './kit/program.ts';

export type MailServers = {
  /** Of 127.0.0.1; any user of any domain has a mailbox, named by what stands before the `@`. */
  imapPort: number;
  smtpPort: number;
  /** Of every mailbox. */
  password: string;
  close: () => Promise<void>;
};

const START_TIMEOUT_MS = 20_000;
/** OpenSMTPD has one queue and one socket for the whole machine: whoever else tests with it is waited for. */
const LOCK = join(tmpdir(), 'kizuki-test-smtpd.lock');
const LOCK_WAIT_MS = 120_000;

const dovecotConfig = (folder: string, ports: { imap: number; lmtp: number }, password: string): string => `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%n
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%n
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
service imap-login {
  inet_listener imap {
    port = ${String(ports.imap)}
  }
  inet_listener imaps {
    port = 0
  }
}
# Wrong passwords are tried on purpose: nobody has to wait for the next.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${String(ports.lmtp)}
  }
}
`;

const smtpdConfig = (ports: { smtp: number; lmtp: number }): string => `
table everybody { "@" = "mail" }
listen on 127.0.0.1 port ${String(ports.smtp)}
action "deliver" lmtp "127.0.0.1:${String(ports.lmtp)}" rcpt-to virtual <everybody>
match from any for any action "deliver"
`;

function notHere(why: string): null {
  recordSkip('Mail against real servers (Dovecot, OpenSMTPD)', why);
  return null;
}

/** Holds the machine's OpenSMTPD until the answer is called. */
async function holdLock(): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  withFileLock(LOCK, LOCK_WAIT_MS, () => {
    taken.resolve();
    return held.promise;
  }).catch(taken.reject);
  await taken.promise;
  return held.resolve;
}

/**
 * Starts both with empty mailboxes.
 *
 * @returns null when they are not installed and cannot be; that is recorded as skipped
 */
export async function startMailServers(): Promise<MailServers | null> {
  const dovecot = await findProgram({ program: 'dovecot', packages: ['dovecot-imapd'] });
  if ('missing' in dovecot) return notHere(dovecot.missing);
  const lmtp = await findProgram({ program: 'dovecot/lmtp', packages: ['dovecot-lmtpd'] });
  if ('missing' in lmtp) return notHere(lmtp.missing);
  const smtpd = await findProgram({ program: 'smtpd', packages: ['opensmtpd'] });
  if ('missing' in smtpd) return notHere(smtpd.missing);
  if (process.getuid?.() !== 0) return notHere('OpenSMTPD starts as root only');
  const release = await holdLock();
  const folder = await mkdtemp(join(tmpdir(), `kizuki-mail-${randomBytes(3).toString('hex')}-`));
  const started: Child[] = [];
  const close = async (): Promise<void> => {
    for (const child of started.toReversed()) await child.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    release();
  };
  try {
    const password = randomBytes(9).toString('hex');
    const ports = { imap: await freePort(), lmtp: await freePort(), smtp: await freePort() };
    await mkdir(join(folder, 'mail'));
    await chmod(folder, 0o755);
    await chmod(join(folder, 'mail'), 0o777);
    await writeFile(join(folder, 'dovecot.conf'), dovecotConfig(folder, ports, password));
    await writeFile(join(folder, 'smtpd.conf'), smtpdConfig(ports), { mode: 0o600 });
    const start = async (command: string, args: string[], port: number): Promise<void> => {
      const isReady = (): Promise<boolean> => isListening(port);
      started.push(await startChild({ command, args, isReady, timeoutMs: START_TIMEOUT_MS, graceMs: 2_000 }));
    };
    await start(dovecot.path, ['-F', '-c', join(folder, 'dovecot.conf')], ports.imap);
    await start(smtpd.path, ['-d', '-f', join(folder, 'smtpd.conf')], ports.smtp);
    return { imapPort: ports.imap, smtpPort: ports.smtp, password, close };
  } catch (error) {
    await close();
    throw error;
  }
}
