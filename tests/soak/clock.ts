/** How often the clock looks, and what it counts as one look's time at most, in milliseconds. */
const EVERY = 1000;
const AT_MOST = 3000;

/**
 * A clock that stands still while its process is stopped (SIGSTOP, a machine that sleeps): the hours of a soak are those
 * in which something was done.
 * @returns milliseconds since it was started
 */
export function startClock(): () => number {
  let [counted, last] = [0, performance.now()];
  const look = () => {
    const now = performance.now();
    counted += Math.min(now - last, AT_MOST);
    last = now;
    return counted;
  };
  setInterval(look, EVERY).unref();
  return look;
}
