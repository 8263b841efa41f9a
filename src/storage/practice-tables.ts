// The practice network's tables as Kysely sees them.

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by migration 0002
export interface PracticeTables {}
