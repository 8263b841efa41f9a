// What each error code means and what to do about it, in words; the types see to it that none is missing and none stale.
import type { ErrorCode } from '../src/domain/errors.ts';

export interface Explained {
  meaning: string;
  remedy: string;
}

export const errorGuide: Record<ErrorCode, Explained> = {
  invalid_input: {
    meaning: 'The request, or the arguments of a command, are not as they must be; `where` names the part.',
    remedy: 'Correct that part. The API’s shapes are in `/api/openapi.json`, a command’s in its `--help`.',
  },
  invalid_configuration: {
    meaning: 'A variable, a file or a right that Kizuki was given does not fit.',
    remedy: 'Do what the message says; `kizuki serve --check` and `kizuki doctor` check again.',
  },
  query_invalid: {
    meaning: 'The query of a monitor cannot be read; the place of the fault is in the data.',
    remedy: 'Correct the query at that place. The user guide has the language with examples.',
  },
  text_too_long: {
    meaning: 'The text is longer than the network takes, by the network’s own counting.',
    remedy: 'Shorten it. The composer shows how much is left.',
  },
  model_not_set_up: {
    meaning:
      'No language model writes drafts here: the operator has set none up, or the workspace has not turned it on.',
    remedy: 'An owner or admin turns it on under Settings; the operator sets KIZUKI_MODEL_DRAFTS=on first.',
  },
  model_forbidden: {
    meaning:
      'This post may not be handed to a language model: it is a direct message, or its network’s terms forbid it.',
    remedy: 'Write the reply yourself; no setting changes this.',
  },
  model_spent: {
    meaning:
      'The budget for the language model is spent for this day or month (of UTC), or the workspace’s share of it.',
    remedy: 'Write the reply yourself, or have the operator raise KIZUKI_MODEL_BUDGET.',
  },
  reads_spent: {
    meaning:
      'What an account may spend on reading a paid network, on one day or in one month of UTC, is spent.',
    remedy:
      'Nothing: listening goes on where it stopped when the next day or month begins. Or raise the account’s budget under Accounts.',
  },
  budget_spent: {
    meaning: 'A post was not sent, because it costs more than is left of what its account may spend.',
    remedy:
      'Raise the account’s budget under Accounts and send it again, or wait for the next day or month of UTC.',
  },
  monitors_unheard: {
    meaning: 'A source listens, but its network cannot be asked for the monitors that the message names.',
    remedy:
      'Give each a word, #tag or @account that must be there, make it simpler, or put monitors together.',
  },
  heard_elsewhere: {
    meaning:
      'Another program receives what is written to this account (by a webhook, or with the same token), and the network tells only one.',
    remedy:
      'Stop it there; or, if it is no longer needed, reconnect the account and have its webhook removed. Or make a bot of its own for Kizuki.',
  },
  model_unavailable: {
    meaning:
      'The language model did not answer in time, refused, or wrote nothing that could be used; `reason` in the data says which.',
    remedy:
      'Ask again in a moment, or write the reply yourself. If it goes on, the operator looks into the log.',
  },
  text_empty: { meaning: 'There is nothing to send.', remedy: 'Write something, or attach a picture.' },
  attachment_invalid: {
    meaning: 'The picture is of a kind or size that the network or Kizuki does not take, or it is gone.',
    remedy: 'Attach another, as the message says.',
  },
  cursor_invalid: {
    meaning: 'The cursor of a list was not made by this list.',
    remedy: 'Begin with the first page; never build cursors yourself.',
  },
  sign_in_required: {
    meaning: 'There is no session, it has ended, or the API token is not valid.',
    remedy: 'Sign in again, or make a new token.',
  },
  sign_in_failed: {
    meaning: 'Address and password do not belong together, or the user is disabled.',
    remedy: 'Try again, or have an operator run `kizuki user reset-password`.',
  },
  csrf_failed: {
    meaning: 'The request came from another site, or without the session’s token.',
    remedy: 'Reload the page. Behind a proxy, check that KIZUKI_PUBLIC_URL is the address in the browser.',
  },
  not_allowed: {
    meaning: 'Your role may not do this.',
    remedy: 'Ask an admin or owner of the workspace; the user guide lists who may do what.',
  },
  oauth_denied: {
    meaning: 'Whoever was asked on the network’s own page did not allow Kizuki to use the account.',
    remedy: 'Nothing was connected. Begin again, and allow it there.',
  },
  not_found: {
    meaning: 'There is no such thing, or it belongs to a workspace you are not in.',
    remedy: 'Check the id, the name or the path; somebody may have removed it.',
  },
  invite_invalid: {
    meaning: 'The invite was used, has run out (72 hours), or was taken back.',
    remedy: 'Ask for a new one.',
  },
  oauth_lapsed: {
    meaning:
      'The network’s page sent the browser back for a sign-in that is over (15 minutes), or that somebody else began.',
    remedy: 'Begin again from the accounts page, in the browser that is signed in.',
  },
  already_set_up: {
    meaning: 'Kizuki has an owner already.',
    remedy: 'Sign in, ask for an invite, or have the operator run `kizuki user create`.',
  },
  already_exists: {
    meaning: 'It is there already: an account, a member, a file, rows in a database that must be empty.',
    remedy: 'Use what is there, or choose another name or place.',
  },
  other_account: {
    meaning: 'What was entered to reconnect an account belongs to another one. Nothing was changed.',
    remedy: 'Enter what belongs to the account that is reconnected; connect the other one by itself.',
  },
  limit_reached: {
    meaning: 'There are as many of these as there may be; the message and the data say how many.',
    remedy: 'Remove some that are no longer used. The operations guide lists the limits.',
  },
  already_decided: {
    meaning: 'Somebody has decided about this post meanwhile.',
    remedy: 'Look at what was decided; it can be reconsidered in the ledger.',
  },
  case_closed: { meaning: 'The case is closed.', remedy: 'Open it again first.' },
  transition_refused: {
    meaning:
      'This step does not follow from the present state (the last owner cannot be removed, for example).',
    remedy: 'The message says what has to come first.',
  },
  too_few_corrections: {
    meaning: 'Too few judgements of this language were corrected or confirmed to learn from.',
    remedy: 'Label some of the posts that are offered as uncertain; the data say how many there must be.',
  },
  undo_too_late: {
    meaning: 'The undo window is over, or the send is on its way.',
    remedy: 'Delete the post on the network from its case, where the network allows it.',
  },
  idempotency_mismatch: {
    meaning: 'The same `Idempotency-Key` was sent with another request before.',
    remedy: 'Use a new key for every new request, and the same only to repeat one.',
  },
  thread_changed: {
    meaning: 'The conversation went on since you loaded it, so your reply was not sent.',
    remedy: 'Read what is new; the text is kept. Send again if it still fits.',
  },
  version_changed: {
    meaning: 'Somebody changed the same thing meanwhile.',
    remedy: 'Load it again and repeat your change.',
  },
  payload_too_large: {
    meaning: 'The request or the file is too large.',
    remedy: 'Send less, or a smaller picture.',
  },
  too_many_requests: {
    meaning: 'Too many requests of this caller, or too many tries to sign in.',
    remedy: 'Wait as long as `Retry-After` says.',
  },
  network_rate_limited: {
    meaning: 'The network asks to slow down.',
    remedy: 'Nothing: Kizuki waits as long as it was told and goes on.',
  },
  network_forbids: {
    meaning: 'The network’s rules do not allow this, so no setting does.',
    remedy: 'Do it on the network’s own page if its rules allow a person to.',
  },
  recipient_unreachable: {
    meaning:
      'Nothing can be sent there: the person blocked the account, left the network or never wrote first, or the account may not write in the group.',
    remedy: 'The message says which. Close the case, or reach the person another way.',
  },
  window_closed: {
    meaning:
      'The network lets a company answer for a time after the person’s last message only, and that time is over (on WhatsApp 24 hours).',
    remedy: 'Wait until they write again, or reach the person another way.',
  },
  guideline_blocks: {
    meaning: 'The guideline of the account stops the reply; `data.findings` says which rules, where and why.',
    remedy:
      'Change the words, or send with `override`: the rules and a reason, for which supervisors and above have the right.',
  },
  left_alone: {
    meaning: 'Whom a reply was written to asked to be left alone before it went out, so it was not sent.',
    remedy:
      'Give it up. Whoever has the right to may write anew with `override`, or take the wish back where it was a mistake.',
  },
  account_token_dead: {
    meaning: 'The network no longer takes the account’s token: it was revoked, or has run out.',
    remedy: 'Connect the account again on the page Accounts. Nothing is lost; what waits goes out then.',
  },
  network_rejected: {
    meaning: 'The network understood and said no.',
    remedy: 'The message has its words; change what it names.',
  },
  network_unavailable: {
    meaning: 'The network cannot be reached, or fails.',
    remedy:
      'Nothing, if it passes: Kizuki tries again. If not, `kizuki doctor` tells how far the way is open.',
  },
  network_post_gone: {
    meaning: 'The post was deleted, or is no longer shown to us.',
    remedy: 'Close the case, or answer another post of it.',
  },
  send_fate_unknown: {
    meaning: 'It may or may not have gone out, and the network could not be asked yet.',
    remedy:
      'Nothing at first: it is looked up. If it stays so, look on the network and say in the case what you see.',
  },
  cursor_expired: {
    meaning: 'The live stream’s position is too old, or from before a restore.',
    remedy: 'Load the page again; programs begin with a fresh snapshot.',
  },
  database_unavailable: {
    meaning: 'The database cannot be reached, or took too long.',
    remedy: 'Start it, or free its machine; Kizuki goes on by itself. `kizuki doctor` tells more.',
  },
  bus_unavailable: {
    meaning:
      'NATS, between listeners and workers, cannot be reached, or all its room is taken by what waits.',
    remedy:
      'Start it, or more workers; listeners wait and go on by themselves where they stopped. `kizuki doctor` tells more.',
  },
  database_unsupported: {
    meaning:
      'The database server, its encoding, its schema or the platform does not fit this version of Kizuki.',
    remedy:
      'The message names which: upgrade the server, run `kizuki migrate up`, or start the version that fits.',
  },
  data_dir_in_use: {
    meaning: 'Another Kizuki works on this data directory or database.',
    remedy: 'Stop that one, or give this one another KIZUKI_DATA_DIR.',
  },
  disk_full: {
    meaning: 'There is no space left; nothing was saved by halves.',
    remedy: 'Free some space. Kizuki goes on by itself, and fetches what it missed.',
  },
  internal: {
    meaning: 'A fault of Kizuki itself.',
    remedy: 'Report it with the `reference` and the lines of the log that carry it.',
  },
};
