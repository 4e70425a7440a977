// How many of how many, in words: the same on the wall and on phones.

/** A number with its unit, and what share it is where that can be told: 1 人（50%）. */
export const counted = (count, of, unit = "人") => `${count} ${unit}${of ? `（${Math.round((100 * count) / of)}%）` : ""}`;
