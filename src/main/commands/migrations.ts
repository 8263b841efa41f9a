// The migrations port of the command line, over storage.
import { migrate } from '../../storage/migrate.ts';
import { migrationState, type MigrationState } from '../../storage/migration-state.ts';
import type { Config } from '../config.ts';
import { commandLog, expectDatabase, withDatabase } from './database.ts';

export interface Migrations {
  status(): Promise<MigrationState[]>;
  /** Answers the files applied just now. */
  up(): Promise<readonly string[]>;
}

/** Makes the port. */
export function createMigrations(config: Pick<Config, 'dataDir' | 'databaseUrl'>): Migrations {
  return {
    async status() {
      expectDatabase(config);
      return withDatabase(config, ({ ownerUrl }) => migrationState(ownerUrl));
    },
    up: () =>
      withDatabase(config, async ({ ownerUrl }) => {
        const { applied } = await migrate({ url: ownerUrl, log: commandLog });
        return applied;
      }),
  };
}
