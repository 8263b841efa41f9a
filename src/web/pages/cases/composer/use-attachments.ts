// Pictures of a draft: checked by what the server opens and the network takes, uploaded at once, described by hand.
import { mostUploadBytes, uploadTypes } from '../../../../contract/upload-limits.ts';
import { useApp } from '../../../app.tsx';
import { useMessageOf } from '../../../components/error-message.ts';
import { useNetworkName } from '../../../components/network-mark.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { withPictures } from './draft-sides.ts';
import type { Sheet, SheetState } from './sheet.ts';
import type { Drafting } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

/** A file on its way. */
export interface Upload {
  name: string;
  /** The network would not take it as it is: the server makes it smaller. */
  shrinks: boolean;
}

export interface Attachments {
  uploading: readonly Upload[];
  failure: string | null;
  /** What became of pictures that do not go out as they were chosen. */
  notes: readonly string[];
  add: (files: readonly File[]) => void;
  describe: (id: string, alt: string) => void;
  remove: (id: string) => void;
  removeAll: () => void;
}

/** Why a file cannot be opened, whatever the network; null when it can. */
function useRefusal(): (file: File) => string | null {
  const { t, format } = useI18n();
  return ({ name, type, size }) => {
    if (!type.startsWith('image/')) return t('attach.notImage', { name });
    if (!uploadTypes.some((each) => each === type)) return t('attach.type', { name });
    return size > mostUploadBytes ? t('attach.size', { name, max: format.bytes(mostUploadBytes) }) : null;
  };
}

/** The pictures of what is written on `sheet`. While the account is not known its limits are not: the server decides. */
export function useAttachments(
  sheet: Sheet,
  { uploading, failure, pictureNotes: notes }: SheetState,
  drafting: Drafting,
  setting: ReplySetting,
  network: string,
): Attachments {
  const { t, format } = useI18n();
  const { client } = useApp();
  const messageOf = useMessageOf();
  const networkName = useNetworkName();
  const refusal = useRefusal();
  const setFailure = (failure: string | null): void => sheet.set({ failure });
  const addNote = (note: string): void => sheet.set((now) => ({ pictureNotes: [...now.pictureNotes, note] }));
  const { draft, change } = drafting;
  const held = draft.attachments;
  const limits = setting.account?.limits.images;

  const toUpload = ({ name, size }: File): Upload => ({
    name,
    shrinks: limits !== undefined && size > limits.maxBytes,
  });
  const upload = async (file: File, on: Upload): Promise<{ attachmentId: string; alt: string } | null> => {
    const { name } = file;
    try {
      const { id, bytes, mimeType } = await client.upload(file);
      if (limits !== undefined && (bytes > limits.maxBytes || !limits.mimeTypes.includes(mimeType))) {
        setFailure(t('attach.networkRefuses', { name, network: networkName(network) }));
        return null;
      }
      const sizes = { name, before: format.bytes(file.size), after: format.bytes(bytes) };
      if (on.shrinks) addNote(t('attach.shrunk', sizes));
      if (file.type === 'image/gif') addNote(t('attach.still', { name }));
      return { attachmentId: id, alt: '' };
    } catch (error) {
      setFailure(messageOf(error));
      return null;
    } finally {
      sheet.set((now) => ({ uploading: now.uploading.filter((each) => each !== on) }));
    }
  };
  const add = async (files: readonly File[]): Promise<void> => {
    if (!setting.takesPictures) {
      setFailure(t('attach.notInDm', { network: networkName(network) }));
      return;
    }
    // Where they were chosen for: by the time they are here the other side may show.
    const { visibility } = draft;
    const most = setting.mostPictures ?? 4;
    const room = most - held.length - uploading.length;
    const refused = files.map(refusal).find((reason) => reason !== null);
    const wanted = files.filter((file) => refusal(file) === null);
    setFailure(refused ?? (wanted.length > room ? t('attach.many', { max: most }) : null));
    if (held.length === 0) sheet.set({ pictureNotes: [] });
    const taken = wanted.slice(0, Math.max(0, room)).map((file) => ({ file, on: toUpload(file) }));
    sheet.set((now) => ({ uploading: [...now.uploading, ...taken.map(({ on }) => on)] }));
    const added = await Promise.all(taken.map(({ file, on }) => upload(file, on)));
    const done = added.filter((each) => each !== null);
    change((now) => withPictures(now, visibility, done));
  };
  return {
    uploading,
    failure,
    notes,
    add: (files) => {
      if (files.length > 0) void add(files);
    },
    describe: (id, alt) =>
      change((now) => ({
        attachments: now.attachments.map((each) => (each.attachmentId === id ? { ...each, alt } : each)),
      })),
    remove: (id) =>
      change((now) => ({ attachments: now.attachments.filter((each) => each.attachmentId !== id) })),
    removeAll: () => {
      sheet.set({ pictureNotes: [] });
      change({ attachments: [] });
    },
  };
}
