// All commands, in the order in which the help shows them.
import type { Command } from './command.ts';
import { backup } from './commands/backup.ts';
import { checkReply } from './commands/check-reply.ts';
import { doctor } from './commands/doctor.ts';
import { exportCommands } from './commands/export.ts';
import { intentsCommands } from './commands/intents.ts';
import { judge } from './commands/judge.ts';
import { match } from './commands/match.ts';
import { migrateCommands } from './commands/migrate.ts';
import { restore } from './commands/restore.ts';
import { serve } from './commands/serve.ts';
import { spikes } from './commands/spikes.ts';
import { userCommands } from './commands/user.ts';

export const commands: readonly Command[] = [
  serve,
  doctor,
  ...migrateCommands,
  ...userCommands,
  backup,
  restore,
  ...exportCommands,
  match,
  judge,
  checkReply,
  ...intentsCommands,
  spikes,
];
