// Hears mails as a page: those that say they are from us are held against the sent ones, and little of each is kept.
import type { Delivered } from '../kit/network.ts';
import { hearMail, type HeardMail, type MailRecord, type Origin } from './normalise.ts';

export interface Hearing {
  /** Our address. */
  self: string;
  /** Digests of our sent mails by their Message-IDs; those that were not sent are missing. */
  sent(messageIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Of a source, kept beside the post; in bytes. The whole stays in the mailbox. */
  keep: number;
}

export interface HeardRecord extends HeardMail {
  /** By the name that another mail has already. */
  renamed(): Promise<Delivered>;
}

async function hearRecord(record: MailRecord, origin: Origin, keep: number): Promise<HeardMail> {
  const { item, read } = await hearMail(record, origin);
  // Databases take no NUL.
  const source = record.source.slice(0, keep).replaceAll('\0', '\uFFFD');
  // A part of a text keeps the whole of it in memory; a clone is a text of its own.
  return structuredClone({ item: { ...item, raw: { ...record, source } }, read });
}

/** What each record means, in their order. Errors: those of `sent`. */
export async function hearPage(records: readonly MailRecord[], hearing: Hearing): Promise<HeardRecord[]> {
  const { self, keep } = hearing;
  const page: { record: MailRecord; heard: HeardMail }[] = [];
  for (const record of records) page.push({ record, heard: await hearRecord(record, { self }, keep) });
  const claimed = page.flatMap(({ heard: { read } }) =>
    read?.isUnverified === true && read.messageId !== null ? [read.messageId] : [],
  );
  const sent = claimed.length === 0 ? new Map<string, Set<string>>() : await hearing.sent(claimed);
  const heard: HeardRecord[] = [];
  for (const { record, heard: first } of page) {
    const { read } = first;
    const isOurs = read?.isUnverified === true && sent.get(read.messageId ?? '')?.has(read.digest) === true;
    heard.push({
      ...(isOurs ? await hearRecord(record, { self, isOurs }, keep) : first),
      renamed: async () => (await hearRecord(record, { self, isOurs, isRenamed: true }, keep)).item,
    });
  }
  return heard;
}
