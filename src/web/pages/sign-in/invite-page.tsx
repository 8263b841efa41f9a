// Placeholder file of InvitePage.
import type { ReactNode } from 'react';

export function InvitePage(): ReactNode {
  return null;
}
