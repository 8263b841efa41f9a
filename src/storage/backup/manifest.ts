// What a backup says about itself: a head that tells how to read it, and a manifest at its end that proves it is whole.
import { z } from 'zod';

/** Rises when an older program could no longer read what is written. */
export const backupFormat = 1;

export const headName = 'kizuki-backup.json';
export const keysName = 'keys.json';
export const manifestName = 'manifest.json';
export const picturesFolder = 'pictures/';
export const tablesFolder = 'tables/';

const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/u);

export const headSchema = z.object({
  format: z.number(),
  /** The version of the program that wrote it. */
  program: z.string(),
  /** ISO 8601 UTC; the state of the database at this moment is what the backup holds. */
  at: z.iso.datetime(),
  schema: z.object({
    version: z.number().int().positive(),
    migrations: z.array(z.object({ file: z.string(), sha256: z.string() })),
  }),
  /** In the order in which their rows follow. */
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
  hasKeys: z.boolean(),
});
export type BackupHead = z.infer<typeof headSchema>;

export const tableSumSchema = z.object({
  rows: z.number().int().nonnegative(),
  /** Of the rows as COPY prints them, before compression. */
  bytes: z.number().int().nonnegative(),
  /** Hex, of the same. */
  sha256: z.string(),
});
export type TableSum = z.infer<typeof tableSumSchema>;

export const manifestSchema = z.object({
  tables: z.record(z.string(), tableSumSchema),
  /** The last number each sequence gave out; those that gave out none yet are not here. */
  sequences: z.record(identifier, z.string().regex(/^\d{1,19}$/u)),
  pictures: z.object({
    count: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative(),
    /** Hex, over every picture's name, size and bytes in their order. */
    sha256: z.string(),
  }),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

export const keysSchema = z.object({
  /** What secrets in the database are sealed with: key id → base64 of its 32 bytes. */
  sealing: z.record(z.string().regex(/^[\w-]{1,32}$/u), z.string()),
  /** Other secret files of the data directory, by name. */
  files: z.record(z.string().regex(/^[a-z][a-z0-9-]*\.json$/u), z.string()),
});
export type BackupKeys = z.infer<typeof keysSchema>;
