// Orders that nobody can foresee, yet the same for the same seed on every computer.

/** A copy of `list` in an order that `seed`, a string, decides. */
export function shuffled(list, seed) {
  const dice = rolled(seed);
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(dice() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The same, but never the order in which `list` is given, if there is any other. */
export function disordered(list, seed) {
  const order = shuffled(list, seed);
  return order.every((each, at) => each === list[at]) ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/** A shuffled copy of `list` in which neighbours differ in their `key`, as far as that goes. */
export function interleaved(list, key, seed) {
  const groups = new Map(list.map((each) => [key(each), []]));
  for (const each of shuffled(list, seed)) groups.get(key(each)).push(each);
  const order = [];
  while (order.length < list.length) {
    const open = [...groups.values()].filter((group) => group.length);
    const others = open.filter(([first]) => !order.length || key(first) !== key(order.at(-1)));
    const from = others.length ? others : open;
    order.push(from.reduce((most, group) => (group.length > most.length ? group : most)).pop());
  }
  return order;
}

/** What gives numbers from 0 to below 1: mulberry32, begun with the FNV-1a hash of the seed. */
function rolled(seed) {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
