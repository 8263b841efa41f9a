// Placeholder file of WelcomePage.
import type { ReactNode } from 'react';

export function WelcomePage(): ReactNode {
  return null;
}
