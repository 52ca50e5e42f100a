import fc from 'fast-check';
import type { z } from 'zod';

/** What a schema says of itself, as far as the contract and the edit use it. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly pattern?: RegExp } } }[];
}

/** Values that a name stands for, where one made up would only be refused. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/**
 * Values that a schema takes, and near ones: now and then a part is left out, is of another kind, or is far out of
 * range. A new field or channel is among them as soon as its schema has it.
 */
export function nearly(schema: z.ZodType, known: Known = {}, name = ''): fc.Arbitrary<unknown> {
  const fitting = known[name] ?? like((schema as unknown as { def: Definition }).def, known, name);
  return fc.oneof({ weight: 40, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

const anything = fc.anything({ maxDepth: 2, withBigInt: true, withMap: true, withSparseArray: true });

const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 1 }) },
  { weight: 6, arbitrary: fc.integer({ min: -200, max: 200 }) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(-1, 2 ** 31, 2 ** 53, 1e308, -0, NaN) },
);

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '/', '..', '\0', '__proto__'),
);
const colours = fc.stringMatching(/^#[0-9a-f]{6}$/);

function like(definition: Definition, known: Known, name: string): fc.Arbitrary<unknown> {
  const within = (schema: z.ZodType) => nearly(schema, known, name);
  switch (definition.type) {
    case 'object':
      return record(definition.shape!, known);
    case 'array':
      return fc.array(within(definition.element!), { maxLength: 6 });
    case 'tuple':
      return fc.tuple(...definition.items!.map(within));
    case 'union':
      return fc.oneof(...definition.options!.map(within));
    case 'optional':
    case 'nullable':
      return fc.option(within(definition.innerType!), {
        nil: definition.type === 'nullable' ? null : undefined,
      });
    case 'default':
    case 'catch':
      return within(definition.innerType!);
    case 'pipe':
      return within(definition.in!);
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries!));
    case 'literal':
      return fc.constantFrom(...definition.values!);
    case 'number':
      return numbers;
    case 'string':
      return definition.checks?.some(({ _zod }) => _zod.def.pattern?.source.includes('#')) ? colours : texts;
    case 'boolean':
      return fc.boolean();
    default:
      throw new Error(`No values are known for the schema ${definition.type}.`);
  }
}

const record = (shape: Readonly<Record<string, z.ZodType>>, known: Known) =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, nearly(value, known, key)])),
      ),
      fc.option(fc.constantFrom(...Object.keys(shape), 'surplus'), { freq: 20 }),
    )
    .map(([whole, missing]) => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== missing)));
