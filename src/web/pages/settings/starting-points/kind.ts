// The lists of the settings that replies begin with something of.
export type ListKind = 'snippets' | 'articles';
