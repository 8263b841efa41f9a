// The product's mark: somebody's words, noticed.
import type { ReactNode } from 'react';

export function Logo({ size }: { size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden>
      <rect width="64" height="64" rx="16" fill="#1f6feb" />
      <path
        d="M15 25a17 17 0 0 1 34 0c0 9.500-7.500 17-17 17-2.200 0-4.300-.4-6.200-1.100L16 45l2.600-8.400A16.900 16.900 0 0 1 15 25Z"
        fill="#fff"
      />
      <circle cx="32" cy="25" r="6" fill="#1f6feb" />
      <path d="M22 53h20" stroke="#fff" strokeWidth="4" strokeLinecap="round" opacity=".75" />
    </svg>
  );
}
