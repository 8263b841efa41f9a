// The practice network's tables as Kysely sees them.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Play } from '../domain/practice/engine.ts';
import type {
  EdgeKind,
  EventType,
  FaultArea,
  FaultKind,
  PersonKind,
  PracticeImage,
  PracticePost,
  PracticeSettings,
} from '../domain/practice/records.ts';
import type { KeptFinding, PlayedRecord } from '../domain/practice/session.ts';
import type { Fills, Outcome, PracticeLanguage, Voice } from '../domain/practice/story.ts';

type Json<T extends object> = JSONColumnType<T>;

interface PracticeSessionTable {
  workspace_id: string;
  id: string;
  user_id: string;
  started_at: string;
  ended_at: string | null;
  result: ColumnType<PlayedRecord[] | null, string | null, string | null>;
}

interface PracticeSessionRunTable {
  workspace_id: string;
  run_id: string;
  session_id: string;
  place: number;
}

interface PracticeReplyTable {
  workspace_id: string;
  outbound_id: string;
  session_id: string;
  run_id: string;
  text: string;
  findings: Json<KeptFinding[]>;
  story_ms: number;
}

interface PracticeNetworkTable {
  workspace_id: string;
  seq: Generated<number>;
  settings: ColumnType<PracticeSettings | null, string | null | undefined, string>;
  next_start_at: string | null;
  started: Generated<number>;
}

export interface PracticePersonTable {
  workspace_id: string;
  id: string;
  place: ColumnType<number, never, never>;
  kind: PersonKind;
  handle: string;
  display_name: string;
  bio: string;
  lang: PracticeLanguage;
  voice: Voice | null;
  dm_open: boolean;
  followers: number;
  following: Generated<number>;
  token_hash: string | null;
  created_at: string;
  gone_at: string | null;
}

export interface PracticePostTable {
  workspace_id: string;
  id: string;
  place: ColumnType<number, never, never>;
  author_id: string;
  kind: PracticePost['kind'];
  visibility: PracticePost['visibility'];
  conversation: string | null;
  text: string;
  lang: PracticeLanguage | null;
  reply_to: string | null;
  root: string | null;
  quotes: string | null;
  mentions: Json<PracticePost['mentions']>;
  images: Json<PracticeImage[]>;
  run_id: string | null;
  key: string | null;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

interface PracticeImageTable {
  workspace_id: string;
  id: string;
  key: string | null;
  mime_type: string;
  width: number;
  height: number;
  bytes: Buffer;
}

interface PracticeEdgeTable {
  workspace_id: string;
  id: string;
  kind: EdgeKind;
  person_id: string;
  target_id: string;
  created_at: string;
}

interface PracticeEventTable {
  workspace_id: string;
  seq: number;
  type: EventType;
  at: string;
  person_id: string;
  post_id: string | null;
  edge_id: string | null;
}

export interface PracticeRunTable {
  workspace_id: string;
  id: string;
  place: ColumnType<number, never, never>;
  story_id: string;
  seed: string;
  fills: Json<Fills>;
  actors: Json<Record<string, string>>;
  labels: Json<Record<string, string>>;
  ours_id: string | null;
  account_id: string | null;
  play: Json<Play>;
  done: number;
  heard_seq: number;
  own_clock: Generated<boolean>;
  ticked_at: string;
  started_at: string;
  ended_at: string | null;
  outcome: Outcome | null;
}

interface PracticeFaultTable {
  workspace_id: string;
  id: string;
  place: ColumnType<number, never, never>;
  kind: FaultKind;
  area: FaultArea;
  every: number;
  times: number | null;
  delay_ms: number;
  calls: Generated<number>;
}

export interface PracticeTables {
  practice_network: PracticeNetworkTable;
  practice_person: PracticePersonTable;
  practice_post: PracticePostTable;
  practice_image: PracticeImageTable;
  practice_edge: PracticeEdgeTable;
  practice_event: PracticeEventTable;
  practice_run: PracticeRunTable;
  practice_fault: PracticeFaultTable;
  practice_session: PracticeSessionTable;
  practice_session_run: PracticeSessionRunTable;
  practice_reply: PracticeReplyTable;
}
