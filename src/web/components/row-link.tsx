// A row of a long list as a link: a hundred of the router's own links would each follow every step.
import type { MouseEvent, ReactNode } from 'react';

interface RowLinkProps {
  href: string;
  /** Opens the row here; a press with a modifier opens a tab, as with any link. */
  open: () => void;
  current: boolean;
  className: string | undefined;
  children: ReactNode;
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

export function RowLink({ href, open, current, className, children }: RowLinkProps): ReactNode {
  return (
    <a
      href={href}
      className={className}
      aria-current={current || undefined}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        open();
      }}
    >
      {children}
    </a>
  );
}
