// The places of the application, in the order of the rail.
import {
  IconBook2,
  IconEar,
  IconEyeCheck,
  IconInbox,
  IconMessages,
  IconPlugConnected,
  IconScale,
  IconSettings,
  IconSchool,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import type { CountsView } from '../../contract/counts-view.ts';
import type { CommandId } from '../keyboard/commands.ts';
import type { MessageId } from '../i18n/translator.ts';

export interface Place {
  to:
    | '/candidates/{-$postId}'
    | '/cases/{-$caseId}'
    | '/approvals/{-$outboundId}'
    | '/ledger/{-$postId}'
    | '/monitors/{-$monitorId}'
    | '/accounts'
    | '/judgement/{-$view}'
    | '/team'
    | '/settings/{-$section}'
    | '/practice';
  label: MessageId;
  icon: Icon;
  command: CommandId;
  badge?: { of: keyof CountsView | 'spikes'; label: MessageId; alarming: boolean };
}

export const work: readonly Place[] = [
  {
    to: '/candidates/{-$postId}',
    label: 'frame.candidates',
    icon: IconInbox,
    command: 'goCandidates',
    badge: { of: 'candidates', label: 'frame.badge.candidates', alarming: false },
  },
  {
    to: '/cases/{-$caseId}',
    label: 'frame.cases',
    icon: IconMessages,
    command: 'goCases',
    badge: { of: 'myCases', label: 'frame.badge.cases', alarming: false },
  },
  {
    to: '/approvals/{-$outboundId}',
    label: 'frame.approvals',
    icon: IconEyeCheck,
    command: 'goApprovals',
    badge: { of: 'toApprove', label: 'frame.badge.approvals', alarming: false },
  },
  {
    to: '/ledger/{-$postId}',
    label: 'frame.ledger',
    icon: IconBook2,
    command: 'goLedger',
    badge: { of: 'outboundInTrouble', label: 'frame.badge.outbound', alarming: true },
  },
  {
    to: '/monitors/{-$monitorId}',
    label: 'frame.monitors',
    icon: IconEar,
    command: 'goMonitors',
    badge: { of: 'spikes', label: 'frame.badge.spikes', alarming: true },
  },
];

export const office: readonly Place[] = [
  {
    to: '/accounts',
    label: 'frame.accounts',
    icon: IconPlugConnected,
    command: 'goAccounts',
    badge: { of: 'accountsInTrouble', label: 'frame.badge.accounts', alarming: true },
  },
  { to: '/judgement/{-$view}', label: 'frame.judgement', icon: IconScale, command: 'goJudgement' },
  { to: '/team', label: 'frame.team', icon: IconUsersGroup, command: 'goTeam' },
  { to: '/settings/{-$section}', label: 'frame.settings', icon: IconSettings, command: 'goSettings' },
  { to: '/practice', label: 'frame.practice', icon: IconSchool, command: 'goPractice' },
];

/** A link inherits the parameters of the page it stands on: a place is entered without any. */
export const cleared = {
  postId: undefined,
  caseId: undefined,
  outboundId: undefined,
  monitorId: undefined,
  section: undefined,
  view: undefined,
};

export const places: readonly Place[] = [...work, ...office];
