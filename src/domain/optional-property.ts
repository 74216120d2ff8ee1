/** An object with the property, or without it: for fields of which absence means "leave it". */
export function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  // A computed key widens to an index signature; K is one literal here.
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
}
