// Orders that nobody can foresee, yet the same for the same seed on every computer.

/** A copy of `list` in an order that `seed`, a string, decides. */
function shuffled(list, seed) {
  const random = randomNumbers(seed);
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The same, but never the order in which `list` is given, if there is any other. */
function disordered(list, seed) {
  const order = shuffled(list, seed);
  const same = order.every((item, at) => item === list[at]);
  return same ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/** A shuffled copy of `list` in which neighbours differ in their `key`, as far as that goes. */
function interleaved(list, key, seed) {
  const groups = new Map(list.map((item) => [key(item), []]));
  for (const item of shuffled(list, seed)) groups.get(key(item)).push(item);
  const order = [];
  let before; // the group that the last item came from
  while (order.length < list.length) {
    const open = [...groups.values()].filter((group) => group.length);
    const others = open.filter((group) => group !== before);
    const candidates = others.length ? others : open;
    before = candidates.reduce((most, group) => (group.length > most.length ? group : most));
    order.push(before.pop());
  }
  return order;
}

/** A function that gives numbers from 0 to below 1: mulberry32, seeded with an FNV-1a hash. */
function randomNumbers(seed) {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
