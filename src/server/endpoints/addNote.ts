// Writes an internal note.
import type { MemberHandler } from '../context.ts';

export const addNote: MemberHandler<'addNote'> = (ctx, input) => ctx.services.work.addNote(ctx.actor, input);
