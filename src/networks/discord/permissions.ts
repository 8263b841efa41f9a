// The permissions a bot needs in a server, as bits, in words, and in the link by which it is invited. Pure.
import type { BothLanguages } from '../../domain/post/policy.ts';

interface Permission {
  bit: bigint;
  name: BothLanguages;
}

const ADMINISTRATOR = 1n << 3n;

/** In the words of Discord's own settings. */
const needed: readonly Permission[] = [
  { bit: 1n << 10n, name: { ja: 'チャンネルを見る', en: 'View Channels' } },
  { bit: 1n << 11n, name: { ja: 'メッセージの送信', en: 'Send Messages' } },
  { bit: 1n << 38n, name: { ja: 'スレッドでメッセージを送信', en: 'Send Messages in Threads' } },
  { bit: 1n << 16n, name: { ja: 'メッセージ履歴を読む', en: 'Read Message History' } },
  { bit: 1n << 15n, name: { ja: 'ファイルを添付', en: 'Attach Files' } },
  { bit: 1n << 6n, name: { ja: 'リアクションの追加', en: 'Add Reactions' } },
];

const all = needed.reduce((sum, { bit }) => sum | bit, 0n);

/** What is missing of a server's permissions, a decimal number of bits. */
export function missingIn(permissions: string): Permission[] {
  const has = BigInt(permissions);
  return (has & ADMINISTRATOR) === 0n ? needed.filter(({ bit }) => (has & bit) === 0n) : [];
}

/** Where an administrator of a server invites the bot with what it needs, and nothing else. */
export const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot&permissions=${String(all)}`;
