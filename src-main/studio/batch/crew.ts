import type { Studio } from '../studio.ts';

/** Several compute processes: each piece of work goes to the one that has least to do. */
export class Crew {
  private readonly members: { studio: Studio; inHand: number }[];

  constructor(count: number, open: () => Studio) {
    this.members = Array.from({ length: count }, () => ({ studio: open(), inHand: 0 }));
  }

  borrow = async <T>(work: (studio: Studio) => Promise<T>): Promise<T> => {
    const idlest = this.members.reduce((a, b) => (b.inHand < a.inHand ? b : a));
    idlest.inHand++;
    try {
      return await work(idlest.studio);
    } finally {
      idlest.inHand--;
    }
  };

  close() {
    for (const { studio } of this.members) studio.close();
  }
}
