/** Bounds what is in flight in this process: in all, and to one endpoint, so that a slow one cannot take every place. */
export class Lanes {
  readonly #total: number;
  readonly #perEndpoint: number;
  readonly #inFlight = new Map<string, number>();
  readonly #failing = new Set<string>();
  #busy = 0;

  constructor(total: number, perEndpoint: number) {
    this.#total = total;
    this.#perEndpoint = perEndpoint;
  }

  /** Deliveries in flight. */
  get busy(): number {
    return this.#busy;
  }

  /** Takes a place, if there is one. Who is turned away loses nothing: the lanes that are there go on to what is due. */
  enter(endpointId: string): boolean {
    const current = this.#inFlight.get(endpointId) ?? 0;
    if (this.#busy >= this.#total || current >= this.#limitOf(endpointId)) return false;
    this.#inFlight.set(endpointId, current + 1);
    this.#busy += 1;
    return true;
  }

  leave(endpointId: string): void {
    const left = (this.#inFlight.get(endpointId) ?? 1) - 1;
    this.#busy -= 1;
    if (left > 0) this.#inFlight.set(endpointId, left);
    else this.#inFlight.delete(endpointId);
  }

  /** An endpoint whose latest attempt failed gets one place until it works again. */
  setFailing(endpointId: string, failing: boolean): void {
    if (failing) this.#failing.add(endpointId);
    else this.#failing.delete(endpointId);
  }

  /** False when a lane should end, because its endpoint has more than it may have since it began to fail. */
  mayGoOn(endpointId: string): boolean {
    return (this.#inFlight.get(endpointId) ?? 0) <= this.#limitOf(endpointId);
  }

  #limitOf(endpointId: string): number {
    return this.#failing.has(endpointId) ? 1 : this.#perEndpoint;
  }
}
