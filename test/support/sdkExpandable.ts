import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What a property of the SDK's types can be expanded into: the `object` of each kind, sorted. */
export interface SdkExpansion {
  readonly kinds: readonly string[];
  readonly list: boolean;
}

/** By the `object` of the kind, then by property, `transfer_data.destination` being one. */
export type SdkVocabulary = Map<string, Map<string, SdkExpansion>>;

/**
 * What the installed SDK's types let one expand from a PaymentIntent on: a property typed as an id or an object, and a
 * list. Its objects are followed as far as a path of four levels reaches.
 */
export function sdkVocabulary(levels = 4): SdkVocabulary {
  const entry = createRequire(import.meta.url).resolve('stripe');
  const file = join(dirname(entry), 'resources/PaymentIntents.d.ts');
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile) as ts.Symbol;
  const root = checker.getExportsOfModule(module).find(({ name }) => name === 'PaymentIntent') as ts.Symbol;

  const typeOf = (symbol: ts.Symbol) => checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
  /** The `object` of a type; undefined when it has none of one value. */
  const kindOf = (type: ts.Type): string | undefined => {
    const property = type.getProperty('object');
    const value = property && typeOf(property);
    return value?.isStringLiteral() ? value.value : undefined;
  };
  const itemOf = (array: ts.Type) => checker.getTypeArguments(array as ts.TypeReference)[0] as ts.Type;

  const vocabulary: SdkVocabulary = new Map();
  /** Enters what a type's properties expand into, and gives back the types that a path goes on in. */
  const enter = (type: ts.Type, found: Map<string, SdkExpansion>, prefix = ''): ts.Type[] =>
    checker.getPropertiesOfType(type).flatMap((property) => {
      const path = prefix + property.name;
      const own = typeOf(property);
      const value = checker.isArrayType(own) ? itemOf(own) : own;
      const parts = partsOf(value);
      const objects = parts.filter((part) => kindOf(part) !== undefined);
      if (objects.length === 0) {
        const nested = parts.filter(
          (part) => part.flags & ts.TypeFlags.Object && part.getCallSignatures().length === 0,
        );
        return nested.flatMap((part) => enter(part, found, `${path}.`));
      }
      const list = objects.find((object) => kindOf(object) === 'list');
      const targets = list ? partsOf(itemOf(typeOf(list.getProperty('data') as ts.Symbol))) : objects;
      // An object that is never an id is always there, and nothing to expand.
      if (!list && !parts.some((part) => part.flags & ts.TypeFlags.String)) return [];
      const kinds = [...new Set(targets.flatMap((target) => kindOf(target) ?? []))].sort();
      found.set(path, { kinds, list: list !== undefined });
      return targets.filter((target) => target.getProperty('deleted') === undefined || !isDeleted(target));
    });
  const isDeleted = (type: ts.Type) =>
    checker.typeToString(typeOf(type.getProperty('deleted') as ts.Symbol)) === 'true';

  let reached = [checker.getDeclaredTypeOfSymbol(root)];
  for (let level = 0; level < levels; level += 1) {
    const fresh = reached.filter((type) => !vocabulary.has(kindOf(type) as string));
    reached = fresh.flatMap((type) => {
      const found = new Map<string, SdkExpansion>();
      vocabulary.set(kindOf(type) as string, found);
      return enter(type, found);
    });
  }
  return vocabulary;
}
