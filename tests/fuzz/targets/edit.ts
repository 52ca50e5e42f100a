import { isDeepStrictEqual } from 'node:util';
import { repairEdit } from '../../../src-shared/edit/repair.ts';
import { editSchema } from '../../../src-shared/edit/schema.ts';
import { nearly } from '../from-schema.ts';
import { Finding } from '../judge.ts';
import { valuesTarget } from '../values-target.ts';

/** An edit from a file: whatever is in it, what comes out is an edit, and stays as it is when read again. */
export const target = valuesTarget(nearly(editSchema), saved => {
  const repaired = repairEdit(saved);
  if (!repaired) return;
  if (!editSchema.safeParse(repaired.edit).success)
    throw new Finding('The repaired edit is no edit', 'repair');
  const again = repairEdit(JSON.parse(JSON.stringify(repaired.edit)));
  if (!isDeepStrictEqual(again?.edit, JSON.parse(JSON.stringify(repaired.edit))))
    throw new Finding('The edit changes when it is read again', 'repair again');
});
