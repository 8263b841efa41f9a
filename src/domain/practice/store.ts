// The port to where the practice network is kept. Every method takes the workspace; none sees another's rows.
import type {
  EdgeKind,
  NewPerson,
  NewPost,
  PersonKind,
  PracticeEvent,
  PracticeFault,
  PracticeImage,
  PracticePerson,
  PracticePost,
  PracticeRun,
  PracticeSettings,
} from './records.ts';

/** What is needed of an AbortSignal. */
export interface Abort {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface PracticePeopleStore {
  person(workspaceId: string, id: string): Promise<PracticePerson | null>;
  /** Those who left are found too: a handle is never given twice. */
  personByHandle(workspaceId: string, handle: string): Promise<PracticePerson | null>;
  /** By display name, among those who are there and are no account of ours; the one who came first. */
  personNamed(workspaceId: string, displayName: string): Promise<PracticePerson | null>;
  /** Those who are there, in the order they came; at most 500. */
  people(workspaceId: string, kind?: PersonKind): Promise<PracticePerson[]>;
  /** Null when the handle is taken. */
  addPerson(workspaceId: string, person: NewPerson): Promise<PracticePerson | null>;
  /** Tells a `profile` event. */
  changePerson(
    workspaceId: string,
    id: string,
    change: Partial<Pick<PracticePerson, 'displayName' | 'bio' | 'lang' | 'dmOpen'>>,
    at: string,
  ): Promise<PracticePerson | null>;
  /** They leave: their posts become tombstones, and one `gone` event tells of it. False when they were gone. */
  removePerson(workspaceId: string, id: string, at: string): Promise<boolean>;
  /** SHA-256 (hex) of the token an account signs in with; null ends every session of it. */
  setTokenHash(workspaceId: string, personId: string, hash: string | null): Promise<void>;
  tokenHash(workspaceId: string, personId: string): Promise<string | null>;
}

export interface PracticePostStore {
  /** With a key that was used before: the earlier post and `created: false`. */
  addPost(workspaceId: string, post: NewPost): Promise<{ post: PracticePost; created: boolean }>;
  /** Tombstones included. */
  post(workspaceId: string, id: string): Promise<PracticePost | null>;
  postByKey(workspaceId: string, key: string): Promise<PracticePost | null>;
  /** Null when it is missing or deleted. */
  editPost(
    workspaceId: string,
    id: string,
    change: Pick<PracticePost, 'text' | 'mentions'>,
    at: string,
  ): Promise<PracticePost | null>;
  /** False when it is missing or was deleted before. */
  deletePost(workspaceId: string, id: string, at: string): Promise<boolean>;
  /** The public posts of a thread, oldest first, the root included, without tombstones. */
  thread(workspaceId: string, rootId: string, limit: number): Promise<PracticePost[]>;
  /** The newest messages of a conversation, oldest first, without tombstones. */
  conversation(workspaceId: string, conversation: string, limit: number): Promise<PracticePost[]>;
  /** All newest first, without tombstones. */
  authorPosts(
    workspaceId: string,
    personId: string,
    choice: { visibility: PracticePost['visibility'] | 'any'; limit: number },
  ): Promise<PracticePost[]>;
  /** Public posts, newest first, older than the post with the id `before`; without tombstones. */
  timeline(workspaceId: string, choice: { before: string | null; limit: number }): Promise<PracticePost[]>;
  /** One edge per person and target: what is there stays, with `created: false`. */
  addEdge(
    workspaceId: string,
    edge: { kind: EdgeKind; personId: string; targetId: string; at: string },
  ): Promise<{ id: string; created: boolean }>;
  /** False when there was none. */
  removeEdge(
    workspaceId: string,
    edge: { kind: EdgeKind; personId: string; targetId: string; at: string },
  ): Promise<boolean>;
  /** The same key gives the same image; null makes a new one. */
  addImage(
    workspaceId: string,
    image: Omit<PracticeImage, 'id' | 'alt'> & { bytes: Uint8Array; key: string | null },
  ): Promise<string>;
  image(workspaceId: string, id: string): Promise<{ bytes: Uint8Array; mimeType: string } | null>;
}

export interface PracticeEventStore {
  /** In order of `seq`, strictly after it. */
  eventsAfter(workspaceId: string, seq: number, limit: number): Promise<PracticeEvent[]>;
  lastSeq(workspaceId: string): Promise<number>;
  /** Resolves when there may be events after `seq`, when the time is over, or when `signal` is aborted; never rejects. */
  waitForEvents(workspaceId: string, seq: number, timeoutMs: number, signal?: Abort): Promise<void>;
}

export interface PracticeClock {
  /** When the next story begins by itself; null: at the next chance. */
  nextStartAt: string | null;
  /** Stories and small talk begun by themselves so far. */
  started: number;
}

export interface PracticeRunStore {
  settings(workspaceId: string): Promise<PracticeSettings>;
  saveSettings(workspaceId: string, settings: PracticeSettings): Promise<void>;
  clock(workspaceId: string): Promise<PracticeClock>;
  saveClock(workspaceId: string, clock: PracticeClock): Promise<void>;
  addRun(workspaceId: string, run: Omit<PracticeRun, 'id'>): Promise<PracticeRun>;
  /** Newest first. */
  runs(workspaceId: string, choice: { running: boolean; limit: number }): Promise<PracticeRun[]>;
  run(workspaceId: string, id: string): Promise<PracticeRun | null>;
  /** Inside `atomically`: the run, held until the end; null when it is gone or another worker holds it. */
  holdRun(workspaceId: string, id: string): Promise<PracticeRun | null>;
  saveRun(workspaceId: string, run: PracticeRun): Promise<void>;
}

export interface PracticeFaultStore {
  faults(workspaceId: string): Promise<PracticeFault[]>;
  addFault(workspaceId: string, fault: Omit<PracticeFault, 'id'>): Promise<PracticeFault>;
  /** Without an id: all of them. */
  removeFaults(workspaceId: string, id?: string): Promise<void>;
  /** Counts a call; true when this one is hit. A fault whose times are used up is gone. */
  hitFault(workspaceId: string, id: string): Promise<boolean>;
}

export interface PracticeStore
  extends PracticePeopleStore, PracticePostStore, PracticeEventStore, PracticeRunStore, PracticeFaultStore {
  /** Drops what happened before `before` (ISO 8601 UTC) without telling anybody; at most 1,000 posts a call. */
  forget(workspaceId: string, before: string): Promise<void>;
  /** All of it happens, or nothing of it. Not to be nested; `waitForEvents` is not for use inside. */
  atomically<T>(workspaceId: string, work: (store: PracticeStore) => Promise<T>): Promise<T>;
}
