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
  WishCorrectionTable,
  AccountTable,
  AccountSpendingTable,
  OauthPendingTable,
  SourceTable,
  MalformedRecordTable,
  ReconciliationTable,
  WindowPostTable,
  HeardTallyTable,
  HeardCountTable,
  HeardRecordTable,
  ShareReceiptTable,
  WebhookDeliveryTable,
} from './tables/listening.ts';
import type {
  IdentityTable,
  IdentityHandleTable,
  IdentitySeenTable,
  OptOutTable,
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
import type {
  ModelDraftTable,
  ArticleTable,
  ArticleVersionTable,
  SnippetTable,
  SnippetVersionTable,
  StartingPointUseTable,
} from './tables/drafting.ts';
import type { ApprovalTable, CrisisModeTable } from './tables/approval.ts';
import type {
  GuidelineOverrideTable,
  GuidelineVersionTable,
  PersonaInitialsTable,
  PersonaTable,
  PersonaVersionTable,
} from './tables/guideline.ts';
import type {
  AccountHoursTable,
  AfterHoursAnswerTable,
  AccountProfileTable,
  CalendarFeedTable,
  DayPostTable,
} from './tables/hours.ts';
import type { FormTalkTable, FormWordTable } from './tables/webform.ts';
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
  wish_correction: WishCorrectionTable;
  account: AccountTable;
  oauth_pending: OauthPendingTable;
  source: SourceTable;
  malformed_record: MalformedRecordTable;
  heard_record: HeardRecordTable;
  reconciliation: ReconciliationTable;
  window_post: WindowPostTable;
  window_tally: HeardTallyTable;
  heard_tally: HeardTallyTable;
  heard_count: HeardCountTable;
  share_receipt: ShareReceiptTable;
  identity: IdentityTable;
  identity_handle: IdentityHandleTable;
  identity_seen: IdentitySeenTable;
  opt_out: OptOutTable;
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
  article: ArticleTable;
  article_version: ArticleVersionTable;
  snippet: SnippetTable;
  snippet_version: SnippetVersionTable;
  starting_point_use: StartingPointUseTable;
  model_draft: ModelDraftTable;
  approval: ApprovalTable;
  crisis_mode: CrisisModeTable;
  guideline_version: GuidelineVersionTable;
  persona: PersonaTable;
  persona_version: PersonaVersionTable;
  persona_initials: PersonaInitialsTable;
  guideline_override: GuidelineOverrideTable;
  account_hours: AccountHoursTable;
  account_profile: AccountProfileTable;
  account_spending: AccountSpendingTable;
  day_post: DayPostTable;
  after_hours_answer: AfterHoursAnswerTable;
  calendar_feed: CalendarFeedTable;
  webhook_delivery: WebhookDeliveryTable;
  form_talk: FormTalkTable;
  form_word: FormWordTable;
  spike_clock: SpikeClockTable;
  spike_series: SpikeSeriesTable;
  spike: SpikeTable;
}
