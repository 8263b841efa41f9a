// Mantine's buttons and anchors as links of the router, with typed addresses.
import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type Anchored = Omit<ComponentPropsWithRef<'a'>, 'color' | 'style'>;

function ButtonAnchor(props: ButtonProps & Anchored): ReactNode {
  return <Button component="a" {...props} />;
}

function TextAnchor(props: AnchorProps & Anchored): ReactNode {
  return <Anchor {...props} />;
}

/** Looks like a button, leads somewhere. */
export const ButtonLink = createLink(ButtonAnchor);
/** A link inside text. */
export const TextLink = createLink(TextAnchor);
