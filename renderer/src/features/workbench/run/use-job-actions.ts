/** Going on with a batch that stopped, giving it up, trying its failures again. */
import { useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../../api/client.ts';
import { showError } from '../../../ui/notify.tsx';
import { followJob } from '../state/job-store.ts';

export interface JobActions {
  readonly resume: (id: string) => void;
  readonly discard: (id: string) => void;
  readonly retryFailed: (id: string) => void;
}

export function useJobActions(): JobActions {
  const queryClient = useQueryClient();
  const relist = () => void queryClient.invalidateQueries({ queryKey: api.jobs.key() });
  return {
    resume: (id) => {
      client.jobs.resume({ id, wait: true }).then(followJob).catch(showError).finally(relist);
    },
    discard: (id) => {
      client.jobs.discard({ id }).catch(showError).finally(relist);
    },
    retryFailed: (id) => {
      client.jobs.retryFailed({ id }).then(followJob).catch(showError).finally(relist);
    },
  };
}
