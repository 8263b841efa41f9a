// Placeholder file of SignInPage.
import type { ReactNode } from 'react';

export function SignInPage(): ReactNode {
  return null;
}
