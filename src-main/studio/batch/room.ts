/**
 * Lets so many in at a time as there are seats, and as what they need fits. Who needs more than there is goes in alone.
 * First come, first served: a large photo is not passed by small ones for ever.
 */
export class Room {
  private free: number;
  private seats: number;
  private inside = 0;
  private readonly waiting: { need: number; enter: () => void }[] = [];

  constructor({ size, seats }: { size: number; seats: number }) {
    this.free = size;
    this.seats = seats;
  }

  /** Waits for a place. @returns how to leave it, once */
  enter(need: number): Promise<() => void> {
    return new Promise(resolve => {
      const enter = () => resolve(this.take(need));
      this.waiting.push({ need, enter });
      this.admit();
    });
  }

  private take(need: number): () => void {
    const change = (by: 1 | -1) => {
      this.free -= by * need;
      this.seats -= by;
      this.inside += by;
    };
    change(1);
    return () => {
      change(-1);
      this.admit();
    };
  }

  private admit() {
    for (let next = this.waiting.at(0); next && this.has(next.need); next = this.waiting.at(0)) {
      this.waiting.shift();
      next.enter();
    }
  }

  private has(need: number): boolean {
    return this.inside === 0 || (this.seats > 0 && need <= this.free);
  }
}
