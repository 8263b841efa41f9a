// Checks the addresses that a source is given, so that a slip is told to who made it and not found in the log.
import { BlockList, isIP } from 'node:net';
import { AppError } from '../domain/errors.ts';
import type { ConfigField } from '../domain/post/manifest.ts';
import type { BothLanguages } from '../domain/post/policy.ts';
import type { CheckHost } from './ports.ts';

const longest = 500;
/** Streams are named by either; what a network does not speak it refuses itself. */
const schemes = ['https:', 'wss:', 'http:', 'ws:'];
/** Where a plain connection is no leak: this machine, an inner network, Tor. */
const plainName = /^(localhost|[^.]+|.+\.(localhost|local|internal|lan|onion|test))$/i;
const plainNumbers = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  plainNumbers.addSubnet(net, prefix, 'ipv4');
}
plainNumbers.addAddress('::1', 'ipv6');
plainNumbers.addSubnet('fc00::', 7, 'ipv6');
plainNumbers.addSubnet('fe80::', 10, 'ipv6');

/** Whether a plain connection to it is no leak. `host` as URL has it: IPv6 in brackets. */
export function isPlainHost(host: string): boolean {
  const number = host.replace(/^\[|\]$/g, '');
  const family = isIP(number);
  if (family === 0) return plainName.test(host);
  return plainNumbers.check(number, family === 6 ? 'ipv6' : 'ipv4');
}

/** Answers the values with their addresses checked and written out. Errors: `invalid_input` naming the field. */
export async function checkAddresses(
  fields: readonly Pick<ConfigField, 'name' | 'kind' | 'placeholder'>[],
  values: Record<string, string>,
  checkHost: CheckHost,
): Promise<Record<string, string>> {
  const checked = { ...values };
  for (const { name, kind, placeholder } of fields) {
    const entered = values[name];
    if (kind !== 'url' || entered === undefined) continue;
    const where = `body.config.${name}`;
    const url = readAddress(entered, placeholder ?? 'https://example.com', where);
    const refusal = await checkHost(url.hostname);
    if (refusal !== null) throw refused(where, refusal);
    checked[name] = entered.includes('://') ? entered : `https://${entered}`;
  }
  return checked;
}

const refused = (where: string, why: BothLanguages): AppError =>
  new AppError('invalid_input', why.en, { where, data: { why } });

function readAddress(entered: string, example: string, where: string): URL {
  // Credentials in it must not come back in an answer.
  const wrong = (en: string, ja: string): AppError =>
    refused(where, {
      ja: `このアドレスは${ja}。${example} のように入力してください。`,
      en: `This address ${en}. Enter it like ${example}`,
    });
  const text = entered.includes('://') ? entered : `https://${entered}`;
  if (entered.length > longest)
    throw wrong(`has more than ${String(longest)} characters`, `長すぎます（${String(longest)} 文字まで）`);
  if (/\s/u.test(text) || !URL.canParse(text)) throw wrong('cannot be read', '読み取れません');
  const url = new URL(text);
  if (!schemes.includes(url.protocol))
    throw wrong('does not begin with https:// or wss://', ' https:// か wss:// で始まっていません');
  if (url.hostname === '') throw wrong('names no server', 'サーバーの名前を含んでいません');
  if (url.username !== '' || url.password !== '')
    throw wrong('holds a name or password, which is not kept here', 'ユーザー名かパスワードを含んでいます');
  const isPlain = url.protocol === 'http:' || url.protocol === 'ws:';
  if (isPlain && !isPlainHost(url.hostname))
    throw wrong(
      'is not encrypted; use https:// or wss://',
      '暗号化されません。https:// か wss:// を使ってください',
    );
  return url;
}
