// Every command that has a key, with the key it has until somebody chooses another.

export const commandGroups = [
  'everywhere',
  'list',
  'candidate',
  'case',
  'approval',
  'monitor',
  'label',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

interface Command {
  /** In tinykeys' notation; a sequence is written with spaces. */
  key: string;
  group: CommandGroup;
  /** Also while one types, because it cannot be typed. */
  whileTyping?: true;
}

export const commands = {
  help: { key: '[Shift]+?', group: 'everywhere' },
  palette: { key: '$mod+k', group: 'everywhere', whileTyping: true },
  goCandidates: { key: 'g c', group: 'everywhere' },
  goCases: { key: 'g k', group: 'everywhere' },
  goApprovals: { key: 'g e', group: 'everywhere' },
  goLedger: { key: 'g l', group: 'everywhere' },
  goMonitors: { key: 'g m', group: 'everywhere' },
  goAccounts: { key: 'g a', group: 'everywhere' },
  goTeam: { key: 'g t', group: 'everywhere' },
  goSettings: { key: 'g s', group: 'everywhere' },
  goJudgement: { key: 'g j', group: 'everywhere' },
  goPractice: { key: 'g p', group: 'everywhere' },
  goNoise: { key: 'g n', group: 'everywhere' },
  next: { key: 'j', group: 'list' },
  previous: { key: 'k', group: 'list' },
  mark: { key: 'm', group: 'list' },
  markAll: { key: 'Shift+M', group: 'list' },
  order: { key: 'Shift+O', group: 'list' },
  views: { key: 'v', group: 'list' },
  showNew: { key: 'n', group: 'list' },
  back: { key: 'u', group: 'list' },
  openOnNetwork: { key: 'o', group: 'list' },
  togglePerson: { key: 'p', group: 'list' },
  undo: { key: 'z', group: 'list' },
  lookAtSpike: { key: 'b', group: 'candidate' },
  speak: { key: 's', group: 'candidate' },
  speakStay: { key: 'Shift+S', group: 'candidate' },
  converse: { key: 'h', group: 'candidate' },
  silent: { key: 'x', group: 'candidate' },
  later: { key: 'l', group: 'candidate' },
  takeAdvice: { key: 'y', group: 'candidate' },
  whyAdvice: { key: 'Shift+Y', group: 'candidate' },
  turnAbout: { key: 'f', group: 'candidate' },
  correct: { key: 'c', group: 'candidate' },
  reply: { key: 'r', group: 'case' },
  dm: { key: 'd', group: 'case' },
  note: { key: 'i', group: 'case' },
  goPrivate: { key: 'Shift+D', group: 'case' },
  goPublic: { key: 'Shift+R', group: 'case' },
  persona: { key: '$mod+i', group: 'case', whileTyping: true },
  assign: { key: 'a', group: 'case' },
  takeOn: { key: 't', group: 'case' },
  followUp: { key: 'w', group: 'case' },
  close: { key: 'e', group: 'case' },
  makeSupport: { key: 'Shift+H', group: 'case' },
  send: { key: '$mod+Enter', group: 'case', whileTyping: true },
  begin: { key: '$mod+[Shift]+/', group: 'case', whileTyping: true },
  mend: { key: '$mod+.', group: 'case', whileTyping: true },
  approve: { key: 'a', group: 'approval' },
  changeReply: { key: 'e', group: 'approval' },
  sendBack: { key: 'b', group: 'approval' },
  dryRun: { key: '$mod+Shift+Enter', group: 'monitor', whileTyping: true },
  relevant: { key: 'r', group: 'monitor' },
  notRelevant: { key: 'n', group: 'monitor' },
  answer1: { key: '1', group: 'label' },
  answer2: { key: '2', group: 'label' },
  answer3: { key: '3', group: 'label' },
  answer4: { key: '4', group: 'label' },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof commands;
export const commandIds = Object.keys(commands) as readonly CommandId[];

/** The key of a command: one's own, or the usual one; null when it was turned off. */
export function keyOf(id: CommandId, own: Readonly<Record<string, string>>): string | null {
  const chosen = own[id];
  if (chosen === undefined) return commands[id].key;
  return chosen === '' ? null : chosen;
}

const names: Record<string, string> = {
  Enter: '⏎',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** How a key is shown: one entry for each press of a sequence. */
export function keyLabels(key: string, mac: boolean): string[] {
  return key.split(' ').map((press) => {
    const parts = press.split('+').filter((part) => !part.startsWith('['));
    return parts
      .map((part) => {
        if (part === '$mod') return mac ? '⌘' : 'Ctrl+';
        if (part === 'Shift') return '⇧';
        return names[part] ?? (part.length === 1 ? part.toUpperCase() : part);
      })
      .join('');
  });
}

/** Pages that have few commands of the lists and cases beside their own. */
const apart: readonly CommandGroup[] = ['monitor', 'approval'];
const alsoThere: readonly CommandId[] = ['next', 'previous', 'back', 'send'];

/** Whether two commands can be offered on one page. */
function meet(a: CommandId, b: CommandId): boolean {
  const [one, other] = [commands[a].group, commands[b].group];
  if (one === other) return true;
  const meetsElsewhere = (group: CommandGroup, elsewhere: CommandId): boolean =>
    !apart.includes(group) ||
    commands[elsewhere].group === 'everywhere' ||
    (alsoThere.includes(elsewhere) && commands[elsewhere].group !== group);
  return meetsElsewhere(one, b) && meetsElsewhere(other, a);
}

/** The commands that fight for one key in the same place. */
export function conflicts(own: Readonly<Record<string, string>>): CommandId[][] {
  const byKey = new Map<string, CommandId[]>();
  for (const id of commandIds) {
    const key = keyOf(id, own);
    if (key === null) continue;
    // `[Shift]` is held or not, as the keyboard has it: it tells no two keys apart.
    const pressed = key.replaceAll('[Shift]+', '');
    byKey.set(pressed, [...(byKey.get(pressed) ?? []), id]);
  }
  return [...byKey.values()].filter((ids) => ids.some((a) => ids.some((b) => a !== b && meet(a, b))));
}
