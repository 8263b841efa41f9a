// Our server with an account of a network that calls it, for the worlds of such networks.
import type { Network } from '../../src/networks/kit/network.ts';
import type { TestDatabase } from '../harness/database.ts';
import { setUpOwner, startServer, type Person, type TestServer } from '../integration/server/support.ts';
import { storedAccount } from './deps.ts';

export interface CalledAccount {
  server: TestServer;
  owner: Person;
  account: ReturnType<typeof storedAccount>;
}

/** Our server with an account of a network that calls it; `fake` learns where. */
export async function connectCalled(
  database: TestDatabase,
  fake: { webhookUrl: string },
  { name, network, fields }: { name: string; network: Network; fields: Record<string, string> },
): Promise<CalledAccount> {
  const server = await startServer(database, { deps: { networks: new Map([[name, network]]) } });
  const base = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const owner = await setUpOwner(server.app);
  const body = { network: name, fields, brandId: null };
  const { id } = await owner.do<{ id: string }>('POST', '/accounts', { body });
  fake.webhookUrl = `${base}/api/webhooks/${name}/${owner.workspaceId}/${id}`;
  return { server, owner, account: storedAccount(id, await network.connect(fields)) };
}
