import { deliveryRequest, type RepositoryPlace } from './deliveryRequest.ts';
import { ListenerQueue, type DeliveryTiming } from './ListenerQueue.ts';
import type { Listener } from './listenerSchema.ts';
import type { PushEvent } from './pushEvent.ts';

/** All who are told of pushes, each at its own pace. */
export class PushListeners {
  readonly #queues: ListenerQueue[];

  constructor(
    listeners: Listener[],
    place: RepositoryPlace,
    log: (line: string) => void,
    timing?: DeliveryTiming,
  ) {
    this.#queues = listeners.map(
      listener =>
        new ListenerQueue(
          listener.url,
          event => deliveryRequest(listener, event, place),
          log,
          timing,
        ),
    );
  }

  /** Returns at once; never throws. */
  tell(event: PushEvent): void {
    for (const queue of this.#queues) queue.add(event);
  }

  close(): void {
    for (const queue of this.#queues) queue.close();
  }
}
