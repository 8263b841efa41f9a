// What Slack may be asked, after its documents: each method with its arguments, how they may be handed over, and the scopes it needs.

export interface Operation {
  /** Below docs.slack.dev/reference/methods/: the document that describes it has the same name. */
  method: string;
  /** The arguments of ours; the document has more. */
  required: readonly string[];
  optional?: readonly string[];
  /** Whether it takes JSON; every method takes arguments in the address or as a form. */
  takesJson?: true;
  /** One of these per kind of channel; empty where any token will do. */
  scopes: Readonly<Partial<Record<'any' | 'channel' | 'group' | 'im', string>>>;
}

const reading = { channel: 'channels:read', group: 'groups:read', im: 'im:read' } as const;
const history = { channel: 'channels:history', group: 'groups:history', im: 'im:history' } as const;
const range = ['cursor', 'inclusive', 'latest', 'limit', 'oldest', 'include_all_metadata'];

export const operations: readonly Operation[] = [
  { method: 'auth.test', required: [], takesJson: true, scopes: {} },
  {
    method: 'users.conversations',
    required: [],
    optional: ['cursor', 'exclude_archived', 'limit', 'types'],
    scopes: reading,
  },
  { method: 'conversations.info', required: ['channel'], scopes: reading },
  { method: 'conversations.history', required: ['channel'], optional: range, scopes: history },
  { method: 'conversations.replies', required: ['channel', 'ts'], optional: range, scopes: history },
  { method: 'conversations.open', required: ['users'], takesJson: true, scopes: { any: 'im:write' } },
  { method: 'users.info', required: ['user'], scopes: { any: 'users:read' } },
  {
    method: 'chat.postMessage',
    required: ['channel', 'text'],
    optional: ['thread_ts', 'metadata', 'parse', 'link_names'],
    takesJson: true,
    scopes: { any: 'chat:write' },
  },
  {
    method: 'chat.update',
    required: ['channel', 'ts', 'text'],
    optional: ['parse', 'link_names'],
    takesJson: true,
    scopes: { any: 'chat:write' },
  },
  { method: 'chat.delete', required: ['channel', 'ts'], takesJson: true, scopes: { any: 'chat:write' } },
  {
    method: 'reactions.add',
    required: ['channel', 'name', 'timestamp'],
    takesJson: true,
    scopes: { any: 'reactions:write' },
  },
  {
    method: 'reactions.remove',
    required: ['name', 'channel', 'timestamp'],
    takesJson: true,
    scopes: { any: 'reactions:write' },
  },
];

export interface Question {
  method: string;
  isJson: boolean;
  args: Readonly<Record<string, unknown>>;
}

/** What is not described of a question: nothing, where it is as the documents have it. */
export function complaints({ method, isJson, args }: Question): string[] {
  const found = operations.find((one) => one.method === method);
  if (found === undefined) return [`${method}: no such method`];
  const known = new Set([...found.required, ...(found.optional ?? [])]);
  return [
    ...(isJson && found.takesJson !== true ? [`${method}: takes no JSON`] : []),
    ...found.required.filter((name) => !(name in args)).map((name) => `${method}: without ${name}`),
    ...Object.keys(args).flatMap((name) => (known.has(name) ? [] : [`${method}: the argument ${name}`])),
    // In an address everything is text; of JSON the documents name kinds.
    ...Object.entries(args).flatMap(([name, value]) => {
      const isRight =
        typeof value === 'string' ||
        (name === 'link_names' && typeof value === 'boolean') ||
        (name === 'metadata' && typeof value === 'object' && value !== null);
      return isRight ? [] : [`${method}: the kind of ${name}`];
    }),
  ];
}
