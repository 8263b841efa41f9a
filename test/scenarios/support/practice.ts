// A company on the practice network, where its customers speak: they post, answer and write DMs as a test tells them to.
import { call, setUpCompany } from '../../e2e/support/api.ts';
import type { Desk } from '../../e2e/support/stage.ts';

export interface Company {
  /** Not the name of a product: the network's own first story speaks of it, and shall not be heard. */
  company: string;
  products: readonly { name: string; aliases?: string[] }[];
  /** Our name on the network. */
  handle: string;
}

/** Does the first run, joins the practice network and lets nobody speak there by themselves; answers the account's id. */
export async function joinPracticeAs(desk: Desk, { company, products, handle }: Company): Promise<string> {
  const { brandId } = await setUpCompany(desk, { company, undoSeconds: 0 });
  const { accountId } = await call(desk, 'joinPractice', { body: { brandId, handle } });
  await call(desk, 'changePracticeStage', { body: { pace: 'off' } });
  for (const product of products)
    await call(desk, 'createProduct', { body: { brandId, ...product, monitor: true } });
  return accountId;
}

/** A customer says something, by themselves or as an answer; answers its id on the network. */
export async function says(desk: Desk, name: string, text: string, replyTo?: string): Promise<string> {
  const body = { name, text, ...(replyTo === undefined ? {} : { replyTo }) };
  return (await call(desk, 'postAsCustomer', { body })).id;
}

/** What we said in a thread, oldest first, with the picture's description where there is one. */
export async function weSaid(desk: Desk, root: string): Promise<string[]> {
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root, limit: 50 } });
  return rows.filter((post) => post.ours && !post.deleted).map(({ text }) => text);
}

export interface Voice {
  name: string;
  emoji: 'none' | 'allowed';
  register: 'polite' | 'friendly';
  /** What is never said as this persona, and what to do in its place. */
  limits?: { words: string[]; instead: string }[];
}

/** Makes a persona that whoever is at the desk answers for, and lets an account speak as it. */
export async function speakAs(desk: Desk, accountId: string, voice: Voice): Promise<void> {
  const { user } = await call(desk, 'readSession');
  const definition = { ...voice, ownerId: user?.id ?? '' };
  const body = { definition, accountIds: [accountId], isDefault: false, reason: 'A character answers.' };
  await call(desk, 'createPersona', { body });
}
