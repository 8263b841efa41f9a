// The picture of a person or account; the first letter where there is none or it does not load.
import { useState, type ReactNode } from 'react';
import classes from './avatar.module.css';
import { safeAddress } from './safe-address.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

function firstLetter(name: string): string {
  const [first] = segmenter.segment(name.replace(/^@/, '').trim());
  return first?.segment.toUpperCase() ?? '?';
}

/** A quiet hue that stays the same for one name. */
function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return sum;
}

interface AvatarProps {
  name: string;
  url?: string | null;
  /** Pixels. */
  size?: number;
}

/** Decoration beside a name that is written out, so it says nothing to a screen reader. */
export function Avatar({ name, url = null, size = 32 }: AvatarProps): ReactNode {
  const [broken, setBroken] = useState<string | null>(null);
  const source = safeAddress(url);
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42), '--hue': hueOf(name) };
  return (
    <span className={classes['avatar']} style={style} aria-hidden>
      {source !== null && source !== broken ? (
        <img
          src={source}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setBroken(source)}
        />
      ) : (
        firstLetter(name)
      )}
    </span>
  );
}
