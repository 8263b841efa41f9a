// The tables as Kysely sees them; migrations/ is the truth, and a test compares the two.
import type { PracticeTables } from './practice-tables.ts';
import type {
  AppUserTable,
  SessionTable,
  SignInAttemptTable,
  WorkspaceTable,
  MembershipTable,
  InviteTable,
  ApiTokenTable,
  IdempotencyKeyTable,
  BrandTable,
  ProductTable,
} from './tables/people.ts';
import type {
  MonitorTable,
  MonitorVersionTable,
  MonitorLabelTable,
  AccountTable,
  OauthPendingTable,
  SourceTable,
  MalformedRecordTable,
  WindowPostTable,
  HeardCountTable,
  ShareReceiptTable,
} from './tables/listening.ts';
import type {
  IdentityTable,
  IdentityHandleTable,
  PostTable,
  PostSearchTable,
  PostVersionTable,
  MonitorMatchTable,
} from './tables/posts.ts';
import type {
  SupportCaseTable,
  CasePostTable,
  CaseNoteTable,
  InboundLedgerTable,
  LedgerTallyTable,
  CandidateViewTable,
  DecisionTable,
} from './tables/cases.ts';
import type { SpikeClockTable, SpikeSeriesTable, SpikeTable } from './tables/spikes.ts';
import type {
  JudgementCorrectionTable,
  OtherQuestionTable,
  TeamModelChoiceTable,
  TeamModelTable,
} from './tables/judging.ts';
import type { DraftTable, AttachmentTable, OutboundTable, EventTable } from './tables/sending.ts';

export interface Database extends PracticeTables {
  app_user: AppUserTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  workspace: WorkspaceTable;
  membership: MembershipTable;
  invite: InviteTable;
  api_token: ApiTokenTable;
  idempotency_key: IdempotencyKeyTable;
  brand: BrandTable;
  product: ProductTable;
  monitor: MonitorTable;
  monitor_version: MonitorVersionTable;
  monitor_label: MonitorLabelTable;
  account: AccountTable;
  oauth_pending: OauthPendingTable;
  source: SourceTable;
  malformed_record: MalformedRecordTable;
  window_post: WindowPostTable;
  heard_count: HeardCountTable;
  share_receipt: ShareReceiptTable;
  identity: IdentityTable;
  identity_handle: IdentityHandleTable;
  post: PostTable;
  post_search: PostSearchTable;
  post_version: PostVersionTable;
  monitor_match: MonitorMatchTable;
  support_case: SupportCaseTable;
  case_post: CasePostTable;
  case_note: CaseNoteTable;
  inbound_ledger: InboundLedgerTable;
  ledger_tally: LedgerTallyTable;
  candidate_view: CandidateViewTable;
  decision: DecisionTable;
  judgement_correction: JudgementCorrectionTable;
  team_model: TeamModelTable;
  team_model_choice: TeamModelChoiceTable;
  other_question: OtherQuestionTable;
  draft: DraftTable;
  attachment: AttachmentTable;
  outbound: OutboundTable;
  event: EventTable;
  spike_clock: SpikeClockTable;
  spike_series: SpikeSeriesTable;
  spike: SpikeTable;
}
