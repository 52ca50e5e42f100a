import { randomBytes } from 'node:crypto';
import { sameSecret } from './guard.ts';

/** How long a browser may take to start, in milliseconds. */
const GOOD_FOR = 60_000;

/**
 * Secrets that open the door once. The browser is started with one in its address, where other users of the machine
 * can read it in the list of processes: by then it has been used.
 */
export class Tickets {
  private readonly goodFor: number;
  private readonly open = new Map<string, number>();

  constructor(goodFor = GOOD_FOR) {
    this.goodFor = goodFor;
  }

  issue(now = Date.now()): string {
    const ticket = randomBytes(32).toString('hex');
    this.open.set(ticket, now + this.goodFor);
    return ticket;
  }

  /** @returns whether it was one of ours, not used before and not too old */
  redeem(given: string, now = Date.now()): boolean {
    const found = [...this.open].find(([ticket]) => sameSecret(given, ticket));
    if (!found) return false;
    const [ticket, until] = found;
    this.open.delete(ticket);
    return now <= until;
  }
}
