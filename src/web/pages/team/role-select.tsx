// Choosing a role that can be given away.
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BodyInput } from '../../api/client.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export type Invitable = BodyInput<'createInvite'>['role'];
const invitable: readonly Invitable[] = ['admin', 'supervisor', 'agent', 'viewer'];

interface RoleSelectProps {
  label: string;
  role: Invitable;
  change: (role: Invitable) => void;
}

export function RoleSelect({ label, role, change }: RoleSelectProps): ReactNode {
  const { t } = useI18n();
  return (
    <Select
      label={label}
      data={invitable.map((each) => ({ value: each, label: t(`role.${each}`) }))}
      value={role}
      allowDeselect={false}
      onChange={(value) => {
        const chosen = invitable.find((each) => each === value);
        if (chosen !== undefined) change(chosen);
      }}
    />
  );
}
