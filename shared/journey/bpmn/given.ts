/** `{[name]: value}`, or nothing where the value is undefined. */
export const given = <Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
