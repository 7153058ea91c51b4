/** What a start has no use for waits until somebody asks: expressions that know all of Unicode take milliseconds to make. */
export function late<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
