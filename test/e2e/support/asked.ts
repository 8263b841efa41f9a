// A company on the practice network, and cases that a customer's question opened there.
import { call, setUpCompany } from './api.ts';
import type { Desk } from './stage.ts';
import { until } from './until.ts';
import { conversation } from './work.ts';

/** Does the first run and joins the practice network as @minamo_support; nobody speaks there by themselves. */
export async function setUpPractice(desk: Desk, aliases = ['aoba']): Promise<void> {
  const products = [{ name: 'Aoba Router', aliases }];
  const { brandId } = await setUpCompany(desk, { company: 'Minamo', products });
  await call(desk, 'joinPractice', { body: { brandId, handle: 'minamo_support' } });
  await call(desk, 'changePracticeStage', { body: { pace: 'off' } });
}

export interface Question {
  caseId: string;
  /** Of the customer's post on the practice network. */
  nativeId: string;
  /** Who asked. */
  name: string;
}

/** A customer asks, with words no other question has, and the one at the desk decides to speak. */
export async function ask(desk: Desk, text: string, name = 'Mika'): Promise<Question> {
  const { id: nativeId } = await call(desk, 'postAsCustomer', { body: { name, text } });
  const entry = await until(async () => {
    const { rows } = await call(desk, 'listCandidates', { query: { limit: 50 } });
    return rows.find((row) => row.post.text === text);
  }, 'the question to be heard');
  const decided = await call(desk, 'decide', { params: { id: entry.post.id }, body: { choice: 'speak' } });
  return { caseId: decided.case?.id ?? '', nativeId, name };
}

export async function openCase(desk: Desk, { caseId }: Question): Promise<void> {
  await desk.page.goto(`/cases/${caseId}`);
  await conversation(desk).waitFor();
}

/** Our public answers to a question, as the customer sees them. */
export async function answersTo(desk: Desk, { nativeId }: Question): Promise<string[]> {
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: nativeId } });
  return rows.filter((post) => post.ours && !post.deleted).map((post) => post.text);
}
