// The same text once more beneath the field, unseen but for the lines under what was found.
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import classes from './guideline.module.css';
import { piecesOf, type ShownFinding } from './shown-finding.ts';

interface UnderlinesProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  findings: readonly ShownFinding[];
}

export function Underlines({ field, text, findings }: UnderlinesProps): ReactNode {
  const page = useRef<HTMLDivElement>(null);
  // Not sooner: the field comes after this, and so does its ref.
  useEffect(() => {
    const over = field.current;
    const under = page.current;
    if (over === null || under === null) return undefined;
    const follow = (): void => {
      // A scrollbar takes its room from the words.
      under.style.width = `${over.clientWidth}px`;
      under.style.transform = `translateY(${-over.scrollTop}px)`;
    };
    // It is told of the size at once, when the page has been laid out anyway.
    const watch = new ResizeObserver(follow);
    watch.observe(over);
    over.addEventListener('scroll', follow, { passive: true });
    return () => {
      watch.disconnect();
      over.removeEventListener('scroll', follow);
    };
  }, [field]);
  return (
    <div className={classes['under']} aria-hidden>
      <div ref={page} className={classes['page']}>
        {piecesOf(text, findings).map((piece, index) =>
          piece.level === null ? (
            <span key={index}>{piece.text}</span>
          ) : (
            <span key={index} className={classes['mark']} data-level={piece.level}>
              {piece.text}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
