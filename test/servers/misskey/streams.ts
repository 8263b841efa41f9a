// Misskey's streaming: channels on a WebSocket, and notes that are captured; its frames are typed by misskey-js.
import type { Channels, entities } from 'misskey-js';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { antennaHears } from './endpoints.ts';
import type { Packer } from './entities.ts';
import type { Access, Store, StoredNote } from './store.ts';

const requestSchema = z.object({
  type: z.string(),
  body: z.object({
    id: z.string(),
    channel: z.string().optional(),
    params: z.record(z.string(), z.unknown()).nullish(),
    pong: z.boolean().optional(),
  }),
});
type Request = z.infer<typeof requestSchema>['body'];

/** What a token needs for a channel; the others are open to anybody. */
const channelKinds: Partial<Record<keyof Channels, string>> = {
  main: 'read:account',
  hybridTimeline: 'read:account',
  antenna: 'read:account',
};
const timelines: ReadonlySet<string> = new Set(['localTimeline', 'globalTimeline', 'hybridTimeline']);
const tagsSchema = z.array(z.array(z.string()));

export function createStreams(store: Store, pack: Packer) {
  const open = new Set<WebSocket>();
  /** Hears all that goes to public channels, for records that no store would hold. */
  const publics = new Set<(raw: unknown) => void>();

  function hears({ channel = '', params }: Request, note: StoredNote): boolean {
    if (note.visibility !== 'public') return false;
    if (timelines.has(channel)) return true;
    if (channel === 'hashtag') {
      const any = tagsSchema.safeParse(params?.['q']);
      return any.success && any.data.some((all) => all.every((tag) => note.tags.includes(tag)));
    }
    const antenna = channel === 'antenna' ? store.antennas.get(String(params?.['antennaId'])) : undefined;
    return antenna !== undefined && antennaHears(antenna, note);
  }

  function mayConnect(channel: string, access: Access | null): boolean {
    const kind = Object.entries(channelKinds).find(([name]) => name === channel)?.[1];
    return kind === undefined || access?.permissions.includes(kind) === true;
  }

  function accept(socket: WebSocket, access: Access | null): void {
    const channels = new Map<string, Request>();
    const captured = new Set<string>();
    const send = (type: string, body: unknown): void => socket.send(JSON.stringify({ type, body }));
    const tell = (id: string, type: string, body: entities.Note | entities.Notification): void =>
      send('channel', { id, type, body });
    const toPublic = (raw: unknown): void => {
      for (const [id, { channel = '' }] of channels) {
        if (timelines.has(channel)) send('channel', { id, type: 'note', body: raw });
      }
    };
    const listener = {
      onNote(note: StoredNote) {
        for (const [id, request] of channels) if (hears(request, note)) tell(id, 'note', pack.note(note));
      },
      onNotification(userId: string, stored: Parameters<Packer['notification']>[0]) {
        const packed = access?.userId === userId ? pack.notification(stored) : null;
        for (const [id, { channel }] of channels) {
          if (channel !== 'main' || packed === null) continue;
          tell(id, 'notification', packed);
          // The main channel says it again under other names.
          if (packed.type === 'mention' || packed.type === 'reply') tell(id, packed.type, packed.note);
          tell(id, 'unreadNotification', packed);
        }
      },
      onDeleted(id: string, deletedAt: string) {
        if (captured.has(id)) send('noteUpdated', { id, type: 'deleted', body: { deletedAt } });
      },
    };
    open.add(socket);
    store.listeners.add(listener);
    publics.add(toPublic);
    socket.on('close', () => {
      open.delete(socket);
      store.listeners.delete(listener);
      publics.delete(toPublic);
    });
    socket.on('message', (data: Buffer) => {
      const parsed = requestSchema.safeParse(JSON.parse(data.toString('utf8')));
      if (!parsed.success) return;
      const { type, body } = parsed.data;
      if (type === 'subNote') captured.add(body.id);
      if (type === 'unsubNote') captured.delete(body.id);
      if (type === 'disconnect') channels.delete(body.id);
      // A channel that is not allowed is not answered at all.
      if (type !== 'connect' || !mayConnect(body.channel ?? '', access)) return;
      channels.set(body.id, body);
      if (body.pong === true) send('connected', { id: body.id });
    });
  }

  return {
    accept,
    /** Sends a record to every public channel, whatever it is. */
    sayPublicly(raw: unknown): void {
      for (const say of publics) say(raw);
    },
    count: () => open.size,
  };
}
