// What the test DM service remembers: conversations of two, their messages, who has read what, and the log of changes.

export type ChatProfile = { did: string; handle: string; displayName?: string };

/** `chat.bsky.convo.defs#messageView` */
export type MessageView = {
  id: string;
  rev: string;
  text: string;
  facets?: unknown[];
  sender: { did: string };
  sentAt: string;
};

export type Convo = {
  id: string;
  members: string[];
  messages: MessageView[];
  rev: string;
  /** Members who have accepted it or written in it; for the others it is a request. */
  accepted: Set<string>;
  /** How many messages each member has read. */
  read: Map<string, number>;
};

/** `chat.bsky.convo.defs#convoView`, as one member sees it. */
export type ConvoView = {
  id: string;
  rev: string;
  members: ChatProfile[];
  lastMessage?: MessageView & { $type: string };
  muted: boolean;
  status: 'accepted' | 'request';
  unreadCount: number;
  kind: { $type: string };
};

/** An error of the XRPC kind, with its status. */
export class ChatError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

type LogEntry = { members: readonly string[]; rev: string; entry: Record<string, unknown> };

const LOG_PAGE = 100;
const FIRST_REV = '2222222222222';
const DEFS = 'chat.bsky.convo.defs';

const REV_ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';

/** A revision that looks and sorts like the real ones. */
const revOf = (change: number): string =>
  [...change.toString(32).padStart(13, '0')].map((digit) => REV_ALPHABET[parseInt(digit, 32)]).join('');

const typed = (message: MessageView) => ({ $type: `${DEFS}#messageView`, ...message });

export type ChatStore = ReturnType<typeof createChatStore>;

/** Makes an empty store; its revisions grow by one with every change, so that they sort like the real ones. */
export function createChatStore() {
  const convos = new Map<string, Convo>();
  const profiles = new Map<string, ChatProfile>();
  const disabled = new Map<string, string>();
  const log: LogEntry[] = [];
  let changes = 0;

  const nextRev = (): string => {
    changes += 1;
    return revOf(changes);
  };
  const profileOf = (did: string): ChatProfile => profiles.get(did) ?? { did, handle: 'handle.invalid' };
  const note = (
    members: readonly string[],
    type: string,
    rev: string,
    fields: Record<string, unknown>,
  ): void => {
    log.push({ members, rev, entry: { $type: `${DEFS}#${type}`, rev, ...fields } });
  };

  const known = (members: readonly string[]): Convo | undefined =>
    convos.values().find((convo) => convo.members.join() === [...new Set(members)].toSorted().join());

  /** The conversation of these members, begun by one of them if there is none. */
  const open = (members: readonly string[], byDid: string): Convo => {
    const existing = known(members);
    if (existing !== undefined) return existing;
    const all = [...new Set(members)].toSorted();
    if (all.length !== 2)
      throw new ChatError(400, 'InvalidRequest', 'This test service has conversations of two only');
    const refusal = all
      .map((did) => (did === byDid ? undefined : disabled.get(did)))
      .find((one) => one !== undefined);
    if (refusal !== undefined) throw new ChatError(400, refusal, 'recipient has disabled incoming messages');
    const rev = nextRev();
    const convo = {
      id: `convo${rev}`,
      members: all,
      messages: [],
      rev,
      accepted: new Set([byDid]),
      read: new Map(),
    };
    convos.set(convo.id, convo);
    note(all, 'logBeginConvo', rev, { convoId: convo.id });
    return convo;
  };

  const find = (convoId: string, did: string): Convo => {
    const convo = convos.get(convoId);
    if (convo?.members.includes(did) !== true) throw new ChatError(400, 'InvalidConvo', 'convo not found');
    return convo;
  };

  const accept = (convo: Convo, did: string): string | undefined => {
    if (convo.accepted.has(did)) return undefined;
    convo.accepted.add(did);
    convo.rev = nextRev();
    note([did], 'logAcceptConvo', convo.rev, { convoId: convo.id });
    return convo.rev;
  };

  const send = (convo: Convo, did: string, text: string, facets?: unknown[]): MessageView => {
    accept(convo, did);
    const rev = nextRev();
    const sentAt = new Date().toISOString();
    const message = {
      id: `m${rev}`,
      rev,
      text,
      ...(facets === undefined ? {} : { facets }),
      sender: { did },
      sentAt,
    };
    convo.messages.push(message);
    convo.rev = rev;
    convo.read.set(did, convo.messages.length);
    note(convo.members, 'logCreateMessage', rev, {
      convoId: convo.id,
      message: typed(message),
      relatedProfiles: [profileOf(did)],
    });
    return message;
  };

  const markRead = (convo: Convo, did: string, messageId: string | undefined): void => {
    const at =
      messageId === undefined
        ? convo.messages.length - 1
        : convo.messages.findIndex(({ id }) => id === messageId);
    const message = convo.messages[at];
    if (message === undefined) return;
    convo.read.set(did, Math.max(convo.read.get(did) ?? 0, at + 1));
    convo.rev = nextRev();
    note([did], 'logReadConvo', convo.rev, { convoId: convo.id, message: typed(message) });
  };

  const view = (convo: Convo, did: string): ConvoView => {
    const last = convo.messages.at(-1);
    const unread = convo.messages.slice(convo.read.get(did) ?? 0).filter(({ sender }) => sender.did !== did);
    return {
      id: convo.id,
      rev: convo.rev,
      members: convo.members.map(profileOf),
      ...(last === undefined ? {} : { lastMessage: typed(last) }),
      muted: false,
      status: convo.accepted.has(did) ? 'accepted' : 'request',
      unreadCount: unread.length,
      kind: { $type: `${DEFS}#directConvo` },
    };
  };

  return {
    open,
    find,
    accept,
    send,
    markRead,
    view,
    profileOf,
    register: ({ did, handle, displayName }: ChatProfile): void => {
      // Callers may give a whole account: only what a profile shows is kept.
      profiles.set(did, { did, handle, ...(displayName === undefined ? {} : { displayName }) });
    },
    disable: (did: string, error: string): void => void disabled.set(did, error),
    messagesBetween: (members: readonly string[]): readonly MessageView[] => known(members)?.messages ?? [],
    /** A member's conversations, the one changed last first. */
    listOf: (did: string): ConvoView[] =>
      [...convos.values()]
        .filter((convo) => convo.members.includes(did))
        .toSorted((a, b) => b.rev.localeCompare(a.rev))
        .map((convo) => view(convo, did)),
    /** What changed for a member after a cursor; without one only the cursor of now, as the real service answers. */
    logOf: (did: string, cursor: string | undefined): { logs: unknown[]; cursor: string } => {
      const tip = log.at(-1)?.rev ?? FIRST_REV;
      if (cursor === undefined) return { logs: [], cursor: tip };
      const entries = log
        .filter(({ members, rev }) => rev > cursor && members.includes(did))
        .slice(0, LOG_PAGE);
      return { logs: entries.map(({ entry }) => entry), cursor: entries.at(-1)?.rev ?? cursor };
    },
  };
}
