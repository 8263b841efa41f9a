// Keeps antennas on the server for what the workspace's monitors look for, so that it looks through its notes for us.
import { compileMisskeyAntennas } from '../../domain/listening/push-down/misskey-antennas.ts';
import { monitorToPush } from '../../domain/listening/push-down/monitor.ts';
import { AppError } from '../../domain/errors.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { antennaSchema, antennasSchema, meSchema } from './schemas.ts';

export interface AskedMonitor {
  id: string;
  query: string;
}

export interface KeptAntennas {
  /** The antennas to listen to. */
  ids: string[];
  /** Monitors that no antenna can be asked for, or that there is no room for. */
  unheard: string[];
}

/** What a server allows that does not say. */
const DEFAULT_LIMIT = 5;

/** Names by which the antennas of a source are known again. */
const nameOf = (sourceId: string, at: number): string => `Kizuki ${sourceId.slice(0, 13)} ${at + 1}`;

/**
 * Makes, changes and deletes the antennas of a source until they ask for what its monitors look for. Those that a person
 * made are counted and left alone. Throws `network_rejected` where the token may not do that.
 */
export async function keepAntennas(
  client: Client,
  sourceId: string,
  monitors: readonly AskedMonitor[],
): Promise<KeptAntennas> {
  const doing = 'keeping antennas';
  const me = readBody(meSchema, await client.ask('i', {}, { doing }), { doing });
  const all = readBody(antennasSchema, await client.ask('antennas/list', {}, { doing }), { doing });
  const prefix = nameOf(sourceId, 0).slice(0, -1);
  const own = all.filter(({ name }) => name.startsWith(prefix));
  const room = (me.policies?.antennaLimit ?? DEFAULT_LIMIT) - (all.length - own.length);
  const prepared = monitors.map(({ id, query }) => monitorToPush(id, query));
  const { antennas, monitors: told } = compileMisskeyAntennas(prepared, { maxAntennas: Math.max(0, room) });
  try {
    // Before new ones are made, so that there is room for them.
    for (const { id } of own.slice(antennas.length))
      await client.ask('antennas/delete', { antennaId: id }, { doing });
    const ids: string[] = [];
    for (const [at, { monitors: _of, ...wanted }] of antennas.entries()) {
      const params = { ...wanted, name: nameOf(sourceId, at) };
      const known = own[at];
      const answer =
        known === undefined
          ? await client.ask('antennas/create', params, { doing })
          : await client.ask('antennas/update', { ...params, antennaId: known.id }, { doing });
      ids.push(known?.id ?? readBody(antennaSchema, answer, { doing }).id);
    }
    return { ids, unheard: told.flatMap(({ id, wider }) => (wider === null ? [id] : [])) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'account_token_dead') throw error;
    const why = `${client.host} does not let Kizuki keep antennas (permission write:account): connect the account again, or enter antennas that you made there`;
    throw new AppError('network_rejected', why, { where: 'antennas', cause: error });
  }
}
