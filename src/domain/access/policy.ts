// Who may do what: roles as sentences. Every endpoint names one permission; one without a permission does not compile.

export const roles = ['owner', 'admin', 'supervisor', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** `signed_in` asks only for a session, `anyone` for nothing. */
const sentences = {
  anyone: 'Anyone may ask.',
  signed_in: 'Anyone who is signed in may, in whatever workspace.',
  'work.read': 'Every member may read candidates, cases, the ledger and posts.',
  'work.decide': 'Agents and above may decide about candidates and work on cases.',
  'work.assign_others': 'Supervisors and above may assign a case to somebody else, or take it from them.',
  'work.send': 'Agents and above may send, like and repost as a connected account.',
  'work.override_guideline':
    'Supervisors and above may send a reply that the guideline stops, with a reason that is kept.',
  'work.approve':
    'Supervisors and above may approve a reply that waits for a second pair of eyes, and agents who were given the right; nobody their own.',
  'crisis.change': 'Supervisors and above may turn crisis mode on and off.',
  'guideline.read': 'Every member may see the guideline and its history.',
  'guideline.change': 'Supervisors and above may change the guideline of the workspace and of each account.',
  'monitor.read': 'Every member may see what is listened for.',
  'monitor.change': 'Supervisors and above may change what is listened for.',
  'judging.change': 'Supervisors and above may make the workspace’s own models and choose which one judges.',
  'account.read': 'Every member may see which accounts and sources there are and how they are.',
  'account.change': 'Admins and above may connect and disconnect accounts and sources.',
  'source.inspect': 'Admins and above may see what a source brought as it came, direct messages among it.',
  'workspace.read': 'Every member may see the workspace, its brands and products.',
  'workspace.change': 'Admins and above may change the workspace, its brands and products.',
  'team.read': 'Every member may see who is on the team.',
  'team.change': 'Admins and above may invite, change roles and remove; only an owner may touch an owner.',
  'token.change': 'Admins and above may make and revoke API tokens.',
  'practice.play': 'Agents and above may post as a practice customer.',
  'practice.direct': 'Supervisors and above may change the practice network’s pace and faults.',
} as const;

export type Permission = keyof typeof sentences;
export const permissions = Object.keys(sentences) as readonly Permission[];

/** The sentence behind a permission, for documentation and refusals. */
export function sentenceOf(permission: Permission): string {
  return sentences[permission];
}

const readOnly: readonly Permission[] = [
  'anyone',
  'signed_in',
  'work.read',
  'guideline.read',
  'monitor.read',
  'account.read',
  'workspace.read',
  'team.read',
];
const agent: readonly Permission[] = [...readOnly, 'work.decide', 'work.send', 'practice.play'];
const supervisor: readonly Permission[] = [
  ...agent,
  'work.assign_others',
  'work.override_guideline',
  'work.approve',
  'crisis.change',
  'guideline.change',
  'monitor.change',
  'judging.change',
  'practice.direct',
];
const admin: readonly Permission[] = [
  ...supervisor,
  'account.change',
  'source.inspect',
  'workspace.change',
  'team.change',
  'token.change',
];

const granted: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set(readOnly),
  agent: new Set(agent),
  supervisor: new Set(supervisor),
  admin: new Set(admin),
  owner: new Set(admin),
};

/** Whether `role` grants `permission`. */
export function may(role: Role, permission: Permission): boolean {
  return granted[role].has(permission);
}

/** Whether a member of `actor` role may change a member of `target` role, or give that role to somebody. */
export function mayManage(actor: Role, target: Role): boolean {
  if (!may(actor, 'team.change')) return false;
  return target !== 'owner' || actor === 'owner';
}
