// The doctor asks the servers of networks and the mail server whether they answer, and how fast.
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Check } from '../../../cli/ports.ts';
import { createSafeFetch, type SafeFetch } from '../../../networks/kit/safe-fetch.ts';
import type { Config } from '../../config.ts';
import { fail, ok, warn, wordsOf } from './check.ts';
import type { Servers } from './work.ts';

const timeoutMs = 10_000;
const slowMs = 3_000;

export async function* examineServers(
  config: Pick<Config, 'allowedAddresses'>,
  servers: Servers,
): AsyncGenerator<Check> {
  const safeFetch = createSafeFetch({ allow: config.allowedAddresses });
  try {
    for (const [address, network] of servers) yield await askServer(safeFetch, address, network);
  } finally {
    await safeFetch.close();
  }
}

/** Any answer counts: what is asked here is whether the way there is open. */
async function askServer(safeFetch: SafeFetch, address: string, network: string): Promise<Check> {
  const url = httpAddress(address);
  const name = `${network} at ${url?.host ?? address}`;
  if (url === null) return fail(name, 'this is no address', 'Correct the source or the account.');
  const before = performance.now();
  try {
    if (url.protocol === 'imap:') await reach(safeFetch, url);
    else {
      const init = { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' } as const;
      await (await safeFetch.fetch(url.href, init)).body?.cancel();
    }
    const tookMs = performance.now() - before;
    const found = `answers in ${tookMs.toFixed(0)} ms`;
    return tookMs > slowMs ? warn(name, found, 'Sends and reads will be slow while it is.') : ok(name, found);
  } catch (error) {
    const says = wordsOf(error);
    const advice = /not public|KIZUKI_ALLOW_ADDRESSES|forbidden|refused to connect/iu.test(says)
      ? 'If it is yours, allow it in KIZUKI_ALLOW_ADDRESSES.'
      : 'See that it runs, and that this machine may reach it (DNS, firewall, proxy).';
    return fail(name, says, advice);
  }
}

/** A server that speaks no HTTP: that it takes a connection is what is asked. */
function reach({ checkHost, lookup }: SafeFetch, { hostname, port }: URL): Promise<void> {
  checkHost(hostname);
  return new Promise((done, failed) => {
    const host = hostname.replaceAll(/[[\]]/gu, '');
    const socket = connect({ host, port: Number(port), lookup, timeout: timeoutMs });
    socket.on('error', failed);
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('connect', () => {
      socket.destroy();
      done();
    });
  });
}

function httpAddress(address: string): URL | null {
  const full = /^[a-z]+:\/\//iu.test(address) ? address : `https://${address}`;
  if (!URL.canParse(full)) return null;
  return new URL(full.replace(/^ws/iu, 'http'));
}

export async function examineMail(mail: NonNullable<Config['mail']>): Promise<Check> {
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
  });
  const before = performance.now();
  try {
    await transport.verify();
    return ok('mail', `the server takes mail, answers in ${(performance.now() - before).toFixed(0)} ms`);
  } catch (error) {
    return fail('mail', wordsOf(error), 'Correct KIZUKI_MAIL_URL: scheme, port, user and password.');
  } finally {
    transport.close();
  }
}
