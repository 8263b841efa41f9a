// The members of the team: role, shift, languages, signature, and how many open cases each has.
import { ActionIcon, Menu, Select, Switch } from '@mantine/core';
import { IconDots, IconPencil, IconUserMinus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MemberView } from '../../../contract/views.ts';
import { mayManage, roles, type Role } from '../../../domain/access/policy.ts';
import { membersQuery } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import { MemberDialog } from './member-dialog.tsx';
import { useSuccession } from './succession.tsx';
import classes from './team.module.css';
import { useChangeMember } from './use-change-member.ts';

interface MemberProps {
  member: MemberView;
  own: boolean;
  actor: Role;
}

function RoleOf({ member, own, actor }: MemberProps): ReactNode {
  const { t } = useI18n();
  const { change } = useChangeMember();
  const manageable = !own && mayManage(actor, member.role);
  if (!manageable) return <span className={classes['role']}>{t(`role.${member.role}`)}</span>;
  return (
    <Select
      size="xs"
      w={140}
      aria-label={t('team.roleOf', { name: member.name })}
      data={roles
        .filter((role) => mayManage(actor, role))
        .map((role) => ({ value: role, label: t(`role.${role}`) }))}
      value={member.role}
      allowDeselect={false}
      onChange={(value) => {
        const role = roles.find((each) => each === value);
        if (role !== undefined && role !== member.role) void change(member, { role });
      }}
    />
  );
}

function Actions({ member, own, actor }: MemberProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { userId, name } = member;
  const manages = mayManage(actor, member.role);
  const succession = useSuccession(member);
  if (!own && !manages) return null;
  const remove = async (): Promise<void> => {
    await succession.save();
    await client.call('removeMember', { params: { userId } });
    applyLocally(queryClient, [{ kind: 'member', id: userId, row: null }]);
  };
  return (
    <Confirm
      title={t('team.removeTitle', { name })}
      body={
        <>
          {t('team.removeBody')}
          {succession.fields}
        </>
      }
      action={t('team.remove')}
      run={remove}
    >
      {(ask) => (
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('accounts.moreOf', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
                {t('team.edit')}
              </Menu.Item>
              {!own && (
                <Menu.Item color="red" leftSection={<IconUserMinus size={16} aria-hidden />} onClick={ask}>
                  {t('team.remove')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
          {editing && <MemberDialog member={member} close={() => setEditing(false)} />}
        </>
      )}
    </Confirm>
  );
}

function Member(props: MemberProps): ReactNode {
  const { member, own, actor } = props;
  const { t, format } = useI18n();
  const { change } = useChangeMember();
  const shift = t(member.onShift ? 'team.onShift' : 'team.offShift');
  return (
    <li className={classes['member']}>
      <Avatar name={member.name} size={36} />
      <div className={classes['who']}>
        <p>
          <b>{member.name}</b>
          {own && <span className={classes['you']}>{t('team.you')}</span>}
          {member.trainee && <span className={classes['tag']}>{t('team.traineeTag')}</span>}
          {member.mayApprove && <span className={classes['tag']}>{t('team.mayApproveTag')}</span>}
          {member.signature !== '' && <code className={classes['signature']}>{member.signature}</code>}
        </p>
        <span className={classes['quiet']}>{member.email}</span>
      </div>
      <span className={classes['languages']}>
        {member.languages.map((code) => (
          <span key={code} className={classes['tag']}>
            {format.language(code)}
          </span>
        ))}
      </span>
      <span className={classes['open']}>{t('team.openCases', { count: member.openCases })}</span>
      <span className={classes['roleCell']}>
        <RoleOf {...props} />
      </span>
      <Switch
        className={classes['shiftCell'] ?? ''}
        checked={member.onShift}
        disabled={!own && !mayManage(actor, member.role)}
        label={shift}
        aria-label={t('team.shiftOf', { name: member.name, shift })}
        onChange={(event) => void change(member, { onShift: event.currentTarget.checked })}
      />
      <span className={classes['menuCell']}>
        <Actions {...props} />
      </span>
    </li>
  );
}

export function Members(): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const members = useQuery(membersQuery(useApp()));
  if (members.isPending) return <LoadingRows rows={4} height={60} />;
  if (members.isError) return <ErrorState error={members.error} retry={() => void members.refetch()} />;
  const { rows } = members.data;
  const onShift = rows.filter((member) => member.onShift).length;
  return (
    <Section title={t('team.members')} hint={t('team.membersHint', { members: rows.length, onShift })}>
      <ul className={`plain ${classes['members'] ?? ''}`}>
        {rows.map((member) => (
          <Member
            key={member.userId}
            member={member}
            own={member.userId === session.user.id}
            actor={session.role}
          />
        ))}
      </ul>
    </Section>
  );
}
