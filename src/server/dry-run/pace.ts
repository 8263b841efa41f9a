// How long work may take, and breaths in between so that other requests are not held up.
import { setImmediate } from 'node:timers/promises';

/** Worked between two breaths; a large query takes milliseconds a post. */
const breatheEveryMs = 5;

export class Pace {
  private readonly endsAt: number;
  private breathed: number;

  constructor(timeLimitMs: number) {
    this.breathed = performance.now();
    this.endsAt = this.breathed + timeLimitMs;
  }

  get isOver(): boolean {
    return performance.now() > this.endsAt;
  }

  /** Lets others through if it is time to. */
  async breathe(): Promise<void> {
    if (performance.now() - this.breathed < breatheEveryMs) return;
    await setImmediate();
    this.breathed = performance.now();
  }
}
