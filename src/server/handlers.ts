// The registry of handlers: one for every endpoint of the contract, by what its caller must be.
import type { EndpointName } from '../contract/endpoints.ts';
import { acceptInvite } from './endpoints/acceptInvite.ts';
import { acknowledgeSpike } from './endpoints/acknowledgeSpike.ts';
import { activateTeamModel } from './endpoints/activateTeamModel.ts';
import { addNote } from './endpoints/addNote.ts';
import { approveReply } from './endpoints/approveReply.ts';
import { assignCase } from './endpoints/assignCase.ts';
import { changeAccount } from './endpoints/changeAccount.ts';
import { changeBrand } from './endpoints/changeBrand.ts';
import { changeMe } from './endpoints/changeMe.ts';
import { changeMember } from './endpoints/changeMember.ts';
import { changeMonitor } from './endpoints/changeMonitor.ts';
import { changePracticeStage } from './endpoints/changePracticeStage.ts';
import { changeProduct } from './endpoints/changeProduct.ts';
import { changeArticle } from './endpoints/changeArticle.ts';
import { changeSnippet } from './endpoints/changeSnippet.ts';
import { changeSource } from './endpoints/changeSource.ts';
import { changeWorkspace } from './endpoints/changeWorkspace.ts';
import { checkAccount } from './endpoints/checkAccount.ts';
import { checkQuery } from './endpoints/checkQuery.ts';
import { closeCase } from './endpoints/closeCase.ts';
import { connectAccount } from './endpoints/connectAccount.ts';
import { correctJudgement } from './endpoints/correctJudgement.ts';
import { createBrand } from './endpoints/createBrand.ts';
import { createInvite } from './endpoints/createInvite.ts';
import { createMonitor } from './endpoints/createMonitor.ts';
import { createProduct } from './endpoints/createProduct.ts';
import { createArticle } from './endpoints/createArticle.ts';
import { createSnippet } from './endpoints/createSnippet.ts';
import { createSource } from './endpoints/createSource.ts';
import { createToken } from './endpoints/createToken.ts';
import { createWorkspace } from './endpoints/createWorkspace.ts';
import { decide } from './endpoints/decide.ts';
import { decideMany } from './endpoints/decideMany.ts';
import { deleteAsCustomer } from './endpoints/deleteAsCustomer.ts';
import { deleteOwnPost } from './endpoints/deleteOwnPost.ts';
import { editOwnPost } from './endpoints/editOwnPost.ts';
import { endCrisis } from './endpoints/endCrisis.ts';
import { importArticles } from './endpoints/importArticles.ts';
import { importSnippets } from './endpoints/importSnippets.ts';
import { joinPractice } from './endpoints/joinPractice.ts';
import { listAccounts } from './endpoints/listAccounts.ts';
import { listCandidates } from './endpoints/listCandidates.ts';
import { listCases } from './endpoints/listCases.ts';
import { listInvites } from './endpoints/listInvites.ts';
import { listLedger } from './endpoints/listLedger.ts';
import { listHeardRecords } from './endpoints/listHeardRecords.ts';
import { listMalformed } from './endpoints/listMalformed.ts';
import { listMembers } from './endpoints/listMembers.ts';
import { listMonitors } from './endpoints/listMonitors.ts';
import { listNetworks } from './endpoints/listNetworks.ts';
import { listOutbound } from './endpoints/listOutbound.ts';
import { listArticles } from './endpoints/listArticles.ts';
import { listSnippets } from './endpoints/listSnippets.ts';
import { listSources } from './endpoints/listSources.ts';
import { listSpikes } from './endpoints/listSpikes.ts';
import { listTokens } from './endpoints/listTokens.ts';
import { listViews } from './endpoints/listViews.ts';
import { listUncertain } from './endpoints/listUncertain.ts';
import { markIdentitySeen } from './endpoints/markIdentitySeen.ts';
import { readAdvice } from './endpoints/readAdvice.ts';
import { readDecisions } from './endpoints/readDecisions.ts';
import { readIdentity } from './endpoints/readIdentity.ts';
import { setOptOut } from './endpoints/setOptOut.ts';
import { listAccountProfiles } from './endpoints/listAccountProfiles.ts';
import { lookAtProfile } from './endpoints/lookAtProfile.ts';
import { nameBrandAccount } from './endpoints/nameBrandAccount.ts';
import { makeCalendarFeed } from './endpoints/makeCalendarFeed.ts';
import { readAccountForm } from './endpoints/readAccountForm.ts';
import { makeWebhookKey } from './endpoints/makeWebhookKey.ts';
import { postAsCustomer } from './endpoints/postAsCustomer.ts';
import { previewAccountHours } from './endpoints/previewAccountHours.ts';
import { react } from './endpoints/react.ts';
import { readApprovals } from './endpoints/readApprovals.ts';
import { readAccountHours } from './endpoints/readAccountHours.ts';
import { readAccountStanding } from './endpoints/readAccountStanding.ts';
import { readCalendarFeed } from './endpoints/readCalendarFeed.ts';
import { readAuthorPosts } from './endpoints/readAuthorPosts.ts';
import { readCase } from './endpoints/readCase.ts';
import { readCorrections } from './endpoints/readCorrections.ts';
import { readCounts } from './endpoints/readCounts.ts';
import { readGuideline } from './endpoints/readGuideline.ts';
import { readInvite } from './endpoints/readInvite.ts';
import { readJudging } from './endpoints/readJudging.ts';
import { readLedgerCounts } from './endpoints/readLedgerCounts.ts';
import { readLedgerEntry } from './endpoints/readLedgerEntry.ts';
import { readMonitor } from './endpoints/readMonitor.ts';
import { readPracticeStage } from './endpoints/readPracticeStage.ts';
import { readPracticeTimeline } from './endpoints/readPracticeTimeline.ts';
import { readPublicHolidays } from './endpoints/readPublicHolidays.ts';
import { readReplyContext } from './endpoints/readReplyContext.ts';
import { readSession } from './endpoints/readSession.ts';
import { readSetup } from './endpoints/readSetup.ts';
import { readArticle } from './endpoints/readArticle.ts';
import { readSnippet } from './endpoints/readSnippet.ts';
import { askForDraft } from './endpoints/askForDraft.ts';
import { readSourceAgain } from './endpoints/readSourceAgain.ts';
import { readSuggestions } from './endpoints/readSuggestions.ts';
import { readThread } from './endpoints/readThread.ts';
import { readWorkspace } from './endpoints/readWorkspace.ts';
import { removeAccount } from './endpoints/removeAccount.ts';
import { removeMember } from './endpoints/removeMember.ts';
import { removeMonitor } from './endpoints/removeMonitor.ts';
import { removeProduct } from './endpoints/removeProduct.ts';
import { removeSource } from './endpoints/removeSource.ts';
import { removeView } from './endpoints/removeView.ts';
import { makeSupport } from './endpoints/makeSupport.ts';
import { reopenCase } from './endpoints/reopenCase.ts';
import { revokeCalendarFeed } from './endpoints/revokeCalendarFeed.ts';
import { revokeInvite } from './endpoints/revokeInvite.ts';
import { revokeToken } from './endpoints/revokeToken.ts';
import { saveAccountHours } from './endpoints/saveAccountHours.ts';
import { saveDraft } from './endpoints/saveDraft.ts';
import { listPersonas } from './endpoints/listPersonas.ts';
import { readPersonaVersions } from './endpoints/readPersonaVersions.ts';
import { createPersona } from './endpoints/createPersona.ts';
import { savePersona } from './endpoints/savePersona.ts';
import { removePersona } from './endpoints/removePersona.ts';
import { setInitials } from './endpoints/setInitials.ts';
import { saveGuideline } from './endpoints/saveGuideline.ts';
import { saveView } from './endpoints/saveView.ts';
import { search } from './endpoints/search.ts';
import { sendBackReply } from './endpoints/sendBackReply.ts';
import { sendReply } from './endpoints/sendReply.ts';
import { setFollowUp } from './endpoints/setFollowUp.ts';
import { setPresence } from './endpoints/setPresence.ts';
import { settleOutbound } from './endpoints/settleOutbound.ts';
import { setUp } from './endpoints/setUp.ts';
import { signIn } from './endpoints/signIn.ts';
import { signOut } from './endpoints/signOut.ts';
import { startCrisis } from './endpoints/startCrisis.ts';
import { startOAuth } from './endpoints/startOAuth.ts';
import { startPracticeSession } from './endpoints/startPracticeSession.ts';
import { listPracticeSessions } from './endpoints/listPracticeSessions.ts';
import { readPracticeSession } from './endpoints/readPracticeSession.ts';
import { endPracticeSession } from './endpoints/endPracticeSession.ts';
import { skipPracticeTime } from './endpoints/skipPracticeTime.ts';
import { startPracticeStory } from './endpoints/startPracticeStory.ts';
import { switchWorkspace } from './endpoints/switchWorkspace.ts';
import { trainTeamModel } from './endpoints/trainTeamModel.ts';
import { undoOutbound } from './endpoints/undoOutbound.ts';
import { hitHandlers } from './hit-handlers.ts';

/** Anyone may ask. */
export const openHandlers = { readSetup, setUp, signIn, readInvite, acceptInvite };

/** A signed-in person may, in whatever workspace. */
export const userHandlers = { readSession, signOut, switchWorkspace, createWorkspace, changeMe };

/** Members of a workspace may, by their role. */
export const memberHandlers = {
  listMembers,
  changeMember,
  removeMember,
  listInvites,
  createInvite,
  revokeInvite,
  listTokens,
  listViews,
  createToken,
  revokeToken,
  readWorkspace,
  readCounts,
  changeWorkspace,
  createBrand,
  changeBrand,
  createProduct,
  changeProduct,
  removeProduct,
  listMonitors,
  readMonitor,
  createMonitor,
  changeMonitor,
  removeMonitor,
  ...hitHandlers,
  checkQuery,
  listNetworks,
  listAccounts,
  connectAccount,
  startOAuth,
  changeAccount,
  removeAccount,
  checkAccount,
  listSources,
  createSource,
  changeSource,
  removeSource,
  removeView,
  readSourceAgain,
  listHeardRecords,
  listMalformed,
  listCandidates,
  listLedger,
  readLedgerCounts,
  readLedgerEntry,
  decide,
  decideMany,
  readAdvice,
  readIdentity,
  setOptOut,
  markIdentitySeen,
  readDecisions,
  correctJudgement,
  readCorrections,
  listUncertain,
  readJudging,
  trainTeamModel,
  activateTeamModel,
  readThread,
  readAuthorPosts,
  search,
  listCases,
  readCase,
  assignCase,
  closeCase,
  reopenCase,
  makeSupport,
  addNote,
  saveDraft,
  readReplyContext,
  listSnippets,
  readSnippet,
  createSnippet,
  changeSnippet,
  importSnippets,
  listArticles,
  readArticle,
  createArticle,
  changeArticle,
  importArticles,
  readSuggestions,
  askForDraft,
  readGuideline,
  saveGuideline,
  listPersonas,
  readPersonaVersions,
  createPersona,
  savePersona,
  removePersona,
  setInitials,
  listAccountProfiles,
  lookAtProfile,
  nameBrandAccount,
  readAccountHours,
  previewAccountHours,
  saveAccountHours,
  readCalendarFeed,
  makeCalendarFeed,
  revokeCalendarFeed,
  readAccountForm,
  makeWebhookKey,
  readAccountStanding,
  saveView,
  sendReply,
  approveReply,
  sendBackReply,
  readApprovals,
  startCrisis,
  endCrisis,
  setFollowUp,
  react,
  undoOutbound,
  settleOutbound,
  listOutbound,
  listSpikes,
  acknowledgeSpike,
  editOwnPost,
  deleteOwnPost,
  setPresence,
  readPracticeTimeline,
  readPublicHolidays,
  postAsCustomer,
  deleteAsCustomer,
  readPracticeStage,
  changePracticeStage,
  startPracticeStory,
  startPracticeSession,
  listPracticeSessions,
  readPracticeSession,
  endPracticeSession,
  skipPracticeTime,
  joinPractice,
};

/** Every endpoint has one handler: one that is missing, or has no endpoint, does not compile. */
type Registered = keyof typeof openHandlers | keyof typeof userHandlers | keyof typeof memberHandlers;
const _isComplete: [EndpointName, Registered] extends [Registered, EndpointName] ? true : never = true;
