// Pictures of a draft: checked by the account's own limits, uploaded at once, described by hand.
import { useState } from 'react';
import type { AccountView } from '../../../../contract/views.ts';
import { useApp } from '../../../app.tsx';
import { useMessageOf } from '../../../components/error-message.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { Drafting } from './use-draft.ts';

export interface Attachments {
  /** Names of files on their way. */
  uploading: readonly string[];
  failure: string | null;
  add: (files: readonly File[]) => void;
  describe: (id: string, alt: string) => void;
  remove: (id: string) => void;
}

/** `limits` is null while the account is not known: then the server decides. */
export function useAttachments(drafting: Drafting, limits: AccountView['limits'] | null): Attachments {
  const { t, format } = useI18n();
  const { client } = useApp();
  const messageOf = useMessageOf();
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const { draft, change } = drafting;
  const held = draft.attachments;

  const refusal = (file: File): string | null => {
    if (!file.type.startsWith('image/')) return t('attach.notImage', { name: file.name });
    if (limits === null) return null;
    const { mimeTypes, maxBytes } = limits.images;
    if (!mimeTypes.includes(file.type)) return t('attach.type', { name: file.name });
    if (file.size > maxBytes) return t('attach.size', { name: file.name, max: format.bytes(maxBytes) });
    return null;
  };
  const upload = async (file: File): Promise<{ attachmentId: string; alt: string } | null> => {
    try {
      return { attachmentId: (await client.upload(file)).id, alt: '' };
    } catch (error) {
      setFailure(messageOf(error));
      return null;
    } finally {
      setUploading((names) => names.toSpliced(names.indexOf(file.name), 1));
    }
  };
  const add = async (files: readonly File[]): Promise<void> => {
    const room = (limits?.images.max ?? 4) - held.length - uploading.length;
    const refused = files.map(refusal).find((reason) => reason !== null);
    const wanted = files.filter((file) => refusal(file) === null);
    setFailure(refused ?? (wanted.length > room ? t('attach.many', { max: limits?.images.max ?? 4 }) : null));
    const taken = wanted.slice(0, Math.max(0, room));
    setUploading((names) => [...names, ...taken.map((file) => file.name)]);
    const added = await Promise.all(taken.map(upload));
    const done = added.filter((each) => each !== null);
    change((now) => ({ attachments: [...now.attachments, ...done] }));
  };
  return {
    uploading,
    failure,
    add: (files) => {
      if (files.length > 0) void add(files);
    },
    describe: (id, alt) =>
      change({ attachments: held.map((each) => (each.attachmentId === id ? { ...each, alt } : each)) }),
    remove: (id) => change({ attachments: held.filter((each) => each.attachmentId !== id) }),
  };
}
