// Every command that has a key, with the key it has until somebody chooses another.

export const commandGroups = ['everywhere', 'list', 'candidate', 'case', 'monitor', 'label'] as const;
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
  silent: { key: 'x', group: 'candidate' },
  later: { key: 'l', group: 'candidate' },
  turnAbout: { key: 'f', group: 'candidate' },
  correct: { key: 'c', group: 'candidate' },
  reply: { key: 'r', group: 'case' },
  dm: { key: 'd', group: 'case' },
  note: { key: 'i', group: 'case' },
  assign: { key: 'a', group: 'case' },
  takeOn: { key: 't', group: 'case' },
  close: { key: 'e', group: 'case' },
  send: { key: '$mod+Enter', group: 'case', whileTyping: true },
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

/** What a list offers that the page of a monitor has too. */
const alsoAtMonitors: readonly CommandId[] = ['next', 'previous', 'back'];

/** Whether two commands can be offered on one page: of those for lists and cases, few are at a monitor. */
function meet(a: CommandId, b: CommandId): boolean {
  const [one, other] = [commands[a].group, commands[b].group];
  if ((one === 'monitor') === (other === 'monitor')) return true;
  const elsewhere = one === 'monitor' ? b : a;
  return commands[elsewhere].group === 'everywhere' || alsoAtMonitors.includes(elsewhere);
}

/** The commands that fight for one key in the same place. */
export function conflicts(own: Readonly<Record<string, string>>): CommandId[][] {
  const byKey = new Map<string, CommandId[]>();
  for (const id of commandIds) {
    const key = keyOf(id, own);
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  }
  return [...byKey.values()].filter((ids) => ids.some((a) => ids.some((b) => a !== b && meet(a, b))));
}
