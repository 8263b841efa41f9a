// How columns are typed when they are read and when they are written.
import type { ColumnType, JSONColumnType } from 'kysely';

/** ISO 8601 UTC in and out; the database's default is used where an insert leaves it out. */
export type TimeWithDefault = ColumnType<string, string | undefined, string>;
/** JSON goes in as a string (Kysely does not know which driver types are JSON) and comes out parsed. */
export type Json<T extends object> = JSONColumnType<T>;
export type JsonWithDefault<T extends object> = ColumnType<T, string | undefined, string>;
export type WithDefault<T> = ColumnType<T, T | undefined, T>;
