// Leaving the workspace one is in: for another company, or altogether.
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useAdoptSession } from '../api/session.ts';
import { useApp } from '../app.tsx';
import { useToasts } from '../components/toast.tsx';

/** Going to another company, and going away. */
export function useWaysOut(): {
  switchTo: (workspaceId: string) => Promise<void>;
  signOut: () => Promise<void>;
} {
  const { client } = useApp();
  const adopt = useAdoptSession();
  const toasts = useToasts();
  const router = useRouter();
  const navigate = useNavigate();
  const switchTo = async (workspaceId: string): Promise<void> => {
    try {
      adopt(await client.call('switchWorkspace', { body: { workspaceId } }));
      await navigate({ to: '/candidates/{-$postId}', params: { postId: undefined } });
      await router.invalidate();
    } catch (error) {
      toasts.failed(error);
    }
  };
  const signOut = async (): Promise<void> => {
    try {
      await client.call('signOut', {});
      adopt(null);
      await navigate({ to: '/sign-in' });
    } catch (error) {
      toasts.failed(error);
    }
  };
  return { switchTo, signOut };
}
