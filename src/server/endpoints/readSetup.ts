// Says whether the first owner has still to be made.
import { anyUserExists } from '../../storage/users.ts';
import type { OpenHandler } from '../context.ts';

export const readSetup: OpenHandler<'readSetup'> = async ({ services }) => ({
  needsOwner: !(await anyUserExists(services.db)),
  version: services.config.version,
});
