// Each fixture is a review as Google's reference gives it, beside what it must become; then each is broken.
import { join } from 'node:path';
import { reviewCases } from '../../../test/harness/review-told.ts';
import { NETWORK } from './manifest.ts';
import { readReview } from './normalise.ts';

const self = { nativeId: 'com.example.acme', handle: 'com.example.acme' };

reviewCases({
  folder: join(import.meta.dirname, 'fixtures'),
  store: { network: NETWORK, self },
  read: (raw) => readReview(raw, self.nativeId),
});
