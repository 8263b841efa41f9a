// The ways to hear Bluesky, by the kind of source.
import { AppError } from '../../domain/errors.ts';
import type { ListenInput } from '../kit/network.ts';
import type { Clients } from './client.ts';
import { listenFirehose } from './firehose.ts';
import { listenJetstream } from './jetstream.ts';
import { listenNotifications } from './notifications.ts';

/** One connection; see `Network.listen`. */
export async function listen(clients: Clients, input: ListenInput): Promise<void> {
  const { kind } = input.source;
  if (kind === 'jetstream') await listenJetstream(clients.deps, input);
  else if (kind === 'firehose') await listenFirehose(clients.deps, input);
  else if (kind === 'notifications') await listenNotifications(clients, input);
  else {
    throw new AppError('invalid_configuration', `Bluesky has no source of the kind "${kind}".`, {
      where: `source ${input.source.id}`,
    });
  }
}
