/** Thrown inside the supervisor when work was given up because the instance is stopped, or newer work took its place. */
export class Stopped extends Error {
  constructor() {
    super('The instance was stopped.');
    this.name = 'Stopped';
  }
}
