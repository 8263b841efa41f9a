// What the stages need of what replies begin with.
import type { StartingPoint } from '../domain/drafting/starting-point.ts';

export interface DraftingStore {
  /** Texts of the snippets that hold for an account. */
  templates(account: { id: string; brandId: string | null }): Promise<string[]>;
  /** The texts of those starting points that are still there. */
  beginnings(begunWith: readonly StartingPoint[]): Promise<(StartingPoint & { text: string })[]>;
  keepUses(
    outboundId: string,
    uses: readonly (StartingPoint & { kept: number; own: number })[],
  ): Promise<void>;
}
