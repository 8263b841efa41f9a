// Mantine's buttons as links of the router, with typed addresses.
import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type Anchored = Omit<ComponentPropsWithRef<'a'>, 'color' | 'style'>;

function ButtonAnchor(props: ButtonProps & Anchored): ReactNode {
  return <Button component="a" {...props} />;
}

/** Looks like a button, leads somewhere. */
export const ButtonLink = createLink(ButtonAnchor);
