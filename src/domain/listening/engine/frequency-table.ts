// The commonest pieces of this project's own texts, made by scripts/piece-frequencies.ts (which says how to read them).

export const commonPieces = '';
