import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * A mutation that does nothing when it is asked for again while it is on its way. `isPending` alone reaches the page
 * too late for the second half of a double click.
 */
export function useChange<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
): UseMutationResult<Data, Error, Variables> {
  const isRunning = useRef(false);
  const mutation = useMutation({
    ...options,
    onSettled: (...ended) => {
      isRunning.current = false;
      return options.onSettled?.(...ended);
    },
  });
  const { mutate } = mutation;
  return {
    ...mutation,
    mutate: (...asked) => {
      if (isRunning.current) return;
      isRunning.current = true;
      mutate(...asked);
    },
  };
}
