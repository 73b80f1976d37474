declare module '*.module.css' {
  // Class names by key. Any, since a strict compiler calls each of them possibly absent, and a missing one is seen on screen at once.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const classes: any;
  export default classes;
}
declare module '*.css';
