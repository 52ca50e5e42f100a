import { summary } from '../measure.ts';

/** One row of the table: what was measured, in which unit, and what it is to be at most. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: string;
  /** At most; none where nothing was promised. */
  readonly aim?: number;
  readonly digits?: number;
}

/** Prints the median, the worst, and the aim, with a mark where the median misses it. */
export function printFigures(title: string, figures: readonly Figure[]) {
  console.log(`\n${title}`);
  console.log(line('', 'median', 'worst', 'aim'));
  for (const figure of figures) console.log(rowOf(figure));
}

function rowOf({ name, values, unit, aim, digits = 0 }: Figure): string {
  if (values.length === 0) return line(name, 'not here', '', '');
  const { median, most } = summary(values);
  const shown = (value: number) => `${value.toFixed(digits)} ${unit}`;
  const missed = aim !== undefined && median > aim ? '  missed' : '';
  return line(name, shown(median), shown(most), aim === undefined ? '' : `≤ ${aim} ${unit}${missed}`);
}

const line = (name: string, median: string, worst: string, aim: string): string =>
  `  ${name.padEnd(58)}${median.padStart(11)}${worst.padStart(11)}   ${aim}`.trimEnd();
