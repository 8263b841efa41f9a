// One short-lived connection outside the pool: for starting up, migrating and testing.
import pg from 'pg';

/** Connects, hands the connection to `work`, and closes it whatever happens. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'kizuki setup',
  });
  client.on('error', () => {}); // the query in hand fails with the same error
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
