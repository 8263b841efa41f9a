// As whom an account speaks to the rules, who may speak as it, and what is stopped because nobody may.
import { moveOutbound } from '../domain/decision/outbox.ts';
import type { AppError } from '../domain/errors.ts';
import type { PersonaStop } from '../domain/guideline/context.ts';
import { lacksInitials, signatureOf } from '../domain/guideline/persona-signature.ts';
import { stopOfPersona } from '../domain/guideline/persona-findings.ts';
import { readPersona, type GuidelinePersona } from '../domain/guideline/persona.ts';
import type { SpeakingPersona } from '../domain/guideline/reply-facts.ts';
import type { BrokenGuideline } from '../domain/guideline/settings.ts';
import { usualPersona } from '../domain/guideline/usual.ts';
import type { AccountRecord, OutboundRecord, WorkTx } from './ports.ts';
import { settle } from './queue.ts';
import { stopped } from './stopped.ts';

/** Who writes: a member with the signature they have in the team; a caller without a name (null); the program itself. */
export type Speaker = { userId: string | null; signature: string } | 'program';

export interface SpeakingAs {
  persona: SpeakingPersona;
  /** Set where the persona was stored broken: the reply is not sent. */
  broken: BrokenGuideline | null;
}

/** The persona of an account for whoever writes. What the program says by itself needs an owner, and no speaker. */
export async function speakingAs(tx: WorkTx, account: AccountRecord, speaker: Speaker): Promise<SpeakingAs> {
  const ownName = account.displayName === '' ? account.handle : account.displayName;
  const writerId = speaker === 'program' ? null : speaker.userId;
  const ownSignature = speaker === 'program' ? '' : speaker.signature;
  const held = await tx.guideline.persona(account.id, writerId);
  const read = held === null ? usualPersona : readPersona(held.definition);
  const [persona, broken] = 'fault' in read ? [usualPersona, read] : [read, null];
  const initials = held?.initials ?? '';
  return {
    broken,
    persona: {
      name: persona.name === '' ? ownName : persona.name,
      emoji: persona.emoji,
      register: persona.register,
      limits: persona.limits,
      signature: speaker === 'program' ? '' : signatureOf(persona.signature, initials, ownSignature),
      lacksInitials: writerId !== null && lacksInitials(persona.signature, initials),
      stops: held === null ? null : stopOf(persona, held.isOwned, speaker),
    },
  };
}

function stopOf(persona: GuidelinePersona, isOwned: boolean, speaker: Speaker): PersonaStop | null {
  if (!isOwned) return 'ownerless';
  if (speaker === 'program' || persona.speakers === null) return null;
  return speaker.userId !== null && persona.speakers.includes(speaker.userId) ? null : 'notSpeaker';
}

/** Holds what has no words of its own, or other words than were checked, to whoever may speak as the persona. Errors: guideline_blocks. */
export async function holdToPersona(tx: WorkTx, account: AccountRecord, speaker: Speaker): Promise<void> {
  const refusal = await refusalOf(tx, account, speaker);
  if (refusal !== null) throw refusal;
}

async function refusalOf(tx: WorkTx, account: AccountRecord, speaker: Speaker): Promise<AppError | null> {
  const { persona } = await speakingAs(tx, account, speaker);
  return persona.stops === null ? null : stopped([stopOfPersona(persona.name, persona.stops)], false);
}

/** What is taken back speaks as nobody. */
const speaking: readonly OutboundRecord['action'][] = ['reply', 'dm', 'post', 'edit', 'like', 'repost'];

/** Who a send speaks for: a member, whoever has only an API token, or the program. */
export function speakerOf({
  automatic,
  createdBy,
}: Pick<OutboundRecord, 'automatic' | 'createdBy'>): Speaker {
  return automatic === null ? { userId: createdBy, signature: '' } : 'program';
}

/** Since the first try, whoever answered for the persona may have left. Errors: guideline_blocks. */
export async function holdAgainToPersona(tx: WorkTx, row: OutboundRecord): Promise<void> {
  if (!speaking.includes(row.action)) return;
  await holdToPersona(tx, await tx.accounts.get(row.accountId), speakerOf(row));
}

/**
 * Takes out of the queue what its writer may not say as the persona any more, or nobody may; it can be tried again once
 * somebody answers for the persona. Answers whether it did; the row must be locked.
 */
export async function stopIfNotSpeaking(tx: WorkTx, row: OutboundRecord): Promise<boolean> {
  const state = speaking.includes(row.action) ? moveOutbound(row.state, 'refuse') : null;
  if (state === null) return false;
  const refusal = await refusalOf(tx, await tx.accounts.get(row.accountId), speakerOf(row));
  if (refusal === null) return false;
  const { code: errorCode, message: error } = refusal;
  await settle(tx, row, { state, errorCode, error }, 'reply.failed', null);
  return true;
}
