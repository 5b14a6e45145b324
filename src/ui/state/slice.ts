/** How a part of the store is made: it changes and reads its own part only. */
export type SliceCreator<Slice> = (
  set: (change: Partial<Slice> | ((state: Slice) => Partial<Slice>)) => void,
  get: () => Slice,
) => Slice;
