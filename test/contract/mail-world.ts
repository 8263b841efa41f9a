// The world of the mail tests: real servers, our mailbox, and a customer with a mail program of their own.
import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import PostalMime, { type Email } from 'postal-mime';
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createMail } from '../../src/networks/mail/network.ts';
import { startMailServers, type MailServers } from '../servers/mail.ts';
import { startSmtpFaultProxy, type SmtpFaultProxy } from '../servers/smtp-faults.ts';
import { startTcpFaultProxy, type TcpFaultProxy } from '../servers/faults-tcp.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';

export interface MailWorld {
  servers: MailServers;
  imap: TcpFaultProxy;
  smtp: SmtpFaultProxy;
  network: Network;
}

const DOMAIN = 'mail.test';
const ARRIVES_WITHIN_MS = 15_000;

/** Starts the servers; null where they cannot run. */
export async function startMailWorld(): Promise<MailWorld | null> {
  const servers = await startMailServers();
  if (servers === null) return null;
  const imap = await startTcpFaultProxy(servers.imapPort);
  const smtp = await startSmtpFaultProxy(servers.smtpPort);
  return { servers, imap, smtp, network: createMail(deps) };
}

/** Ends a world; nothing where none could be started. */
export async function stopMailWorld(world: MailWorld | null): Promise<void> {
  await world?.imap.close();
  await world?.smtp.close();
  await world?.servers.close();
}

export const addressOf = (name: string): string => `${name}@${DOMAIN}`;

/** What the form of an account holds. */
export function fieldsOf({ servers, imap, smtp }: MailWorld, name: string): Record<string, string> {
  return {
    address: addressOf(name),
    imap_host: '127.0.0.1',
    imap_port: String(imap.port),
    smtp_host: '127.0.0.1',
    smtp_port: String(smtp.port),
    password: servers.password,
  };
}

/** Goes into a folder of somebody's mailbox, past the code under test. */
export async function inMailbox<T>(
  { servers }: MailWorld,
  name: string,
  folder: string,
  act: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const auth = { user: addressOf(name), pass: servers.password };
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: servers.imapPort,
    secure: false,
    auth,
    logger: false,
    disableAutoIdle: true,
  });
  await client.connect();
  try {
    await client.mailboxOpen(folder);
    return await act(client);
  } finally {
    client.close();
  }
}

/** All mails in a folder, oldest first. */
export function mailsOf(world: MailWorld, name: string, folder = 'INBOX'): Promise<Email[]> {
  return inMailbox(world, name, folder, async (client) => {
    const mails: Email[] = [];
    if (client.mailbox === false || client.mailbox.exists === 0) return mails;
    for await (const { source } of client.fetch('1:*', { source: true })) {
      if (source !== undefined) mails.push(await PostalMime.parse(source));
    }
    return mails;
  });
}

const bare = (id: string | undefined): string => (id ?? '').replaceAll(/[<>]/gu, '');

/** Waits until a mail is in somebody's mailbox. */
export async function untilThere(
  world: MailWorld,
  name: string,
  fits: (mail: Email) => boolean,
): Promise<Email> {
  const end = Date.now() + ARRIVES_WITHIN_MS;
  for (;;) {
    const found = (await mailsOf(world, name)).find(fits);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`a mail to ${name} never came`);
    await wait(30);
  }
}

let counter = 0;

export interface Written {
  subject?: string;
  inReplyTo?: string;
  headers?: Record<string, string>;
  to?: string;
}

/** Writes a mail by SMTP and waits until it is in the mailbox it was sent to. */
export async function sendMail(
  world: MailWorld,
  from: string,
  to: string,
  text: string,
  over: Written = {},
): Promise<{ nativeId: string }> {
  counter += 1;
  const nativeId = `customer-${String(process.pid)}-${String(Date.now())}-${String(counter)}@${DOMAIN}`;
  const transport = createTransport({ host: '127.0.0.1', port: world.servers.smtpPort, ignoreTLS: true });
  const { inReplyTo } = over;
  await transport.sendMail({
    from: addressOf(from),
    to: over.to ?? addressOf(to),
    text,
    messageId: `<${nativeId}>`,
    ...(over.subject === undefined ? {} : { subject: over.subject }),
    ...(inReplyTo === undefined
      ? {}
      : { inReplyTo: `<${inReplyTo}>`, references: await chain(world, from, to, inReplyTo) }),
    ...(over.headers === undefined ? {} : { headers: over.headers }),
  });
  await untilThere(world, to, (mail) => bare(mail.messageId) === nativeId);
  return { nativeId };
}

/** What a mail program puts into References: those of the mail it answers, and that mail. */
async function chain(world: MailWorld, from: string, to: string, answered: string): Promise<string> {
  const all = [...(await mailsOf(world, from)), ...(await mailsOf(world, to))];
  const mail = all.find(({ messageId }) => bare(messageId) === answered);
  return [mail?.references ?? '', `<${answered}>`].join(' ').trim();
}

/** Made anew for each run of the suite: mailboxes are named after it. */
export async function mailBench(world: MailWorld): Promise<Bench> {
  const suffix = `${process.pid.toString(36)}${Date.now().toString(36)}`;
  const [us, them] = [`acme${suffix}`, `taro${suffix}`];
  const account = storedAccount('account', await world.network.connect(fieldsOf(world, us)));
  await inMailbox(world, them, 'INBOX', async () => undefined);
  const say = (text: string, over: Written = {}) => sendMail(world, them, us, text, over);
  const standing = await say('はじめまして');
  /** Texts on their way to the customer. */
  const awaited: string[] = [];
  const isText = (text: string) => (mail: Email) => (mail.text ?? '').trim() === text.trim();
  /** Mail has no public posts: what the suite posts to nobody goes to the customer here, as an answer to their first mail. */
  const asMail = (request: PublishRequest): PublishRequest => ({
    ...request,
    visibility: 'dm',
    replyTo: request.replyTo ?? {
      nativeId: standing.nativeId,
      author: { nativeId: addressOf(them), handle: addressOf(them), displayName: '' },
    },
  });
  const network: Network = {
    ...world.network,
    publisher(acting) {
      const real = world.network.publisher(acting);
      return {
        ...real,
        lookUp: (request, since, taken) => real.lookUp(asMail(request), since, taken),
        async publish(request) {
          try {
            const done = await real.publish(asMail(request));
            awaited.push(request.text);
            return done;
          } catch (error) {
            if (String(error).includes('may have gone out')) awaited.push(request.text);
            throw error;
          }
        },
      };
    },
  };
  return {
    network,
    account,
    isDirectOnly: true,
    customer: {
      nativeId: addressOf(them),
      post: (text) => say(text),
      mention: (text) => say(text),
      reply: (to, text) => say(text, { inReplyTo: to.nativeId, subject: 'Re: お問い合わせ' }),
      dm: async (text) => void (await say(text)),
      remove: () => Promise.reject(new Error('a mail stays where it came to')),
    },
    stream: { kind: 'mailbox', config: {}, needsAccount: true },
    inbound: { kind: 'mailbox', config: {}, needsAccount: true },
    async settle() {
      for (const text of awaited.splice(0)) {
        await untilThere(world, them, isText(text));
        await untilThere(world, us, isText(text));
      }
    },
    async truth(nativeId) {
      const mail = (await mailsOf(world, them)).find(({ messageId }) => bare(messageId) === nativeId);
      if (mail === undefined) return null;
      const replyTo = bare(mail.inReplyTo);
      return { text: mail.text ?? '', replyTo: replyTo === '' ? null : replyTo, likes: 0, reposts: 0 };
    },
    countOwn: async (text) => (await mailsOf(world, them)).filter(isText(text)).length,
    async dms() {
      // Theirs as they came to us, ours as they came to them.
      const all = [...(await mailsOf(world, us)), ...(await mailsOf(world, them))];
      return all
        .filter(({ messageId }, at) => all.findIndex((one) => one.messageId === messageId) === at)
        .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
        .map(({ text }) => (text ?? '').trim());
    },
    fail: (fault) => world.smtp.set(fault),
    heal: async () => world.smtp.set(null),
    async sendMalformed() {
      await inMailbox(world, us, 'INBOX', (client) =>
        client.append('INBOX', Buffer.from('Subject: from nobody\r\n\r\nwho wrote this?\r\n')),
      );
    },
    cutStreams: () => world.imap.cut(),
    async deadAccount() {
      const dead = storedAccount('dead', { ...(await world.network.connect(fieldsOf(world, us))) });
      return { ...dead, secrets: { ...dead.secrets, password: 'changed' } };
    },
    close: async () => {},
  };
}
