// The sittings of a test: its questions in groups of a size that one can do at a time. Those that are
// for a close reading come last, and are asked only by choice.

class Sittings {
  /** Cut cards into groups of these sizes; what is left behind them is one more. */
  constructor(cards, sizes) {
    this.groups = [];
    for (let [at, left] = [0, cards]; left.length; at++) {
      const size = sizes[at] ?? left.length;
      if (size) this.groups.push(left.slice(0, size));
      left = left.slice(size);
    }
    this.close = this.groups.findIndex(([first]) => first.section.dataset.tier === "close"); // -1: none
  }

  get several() {
    return this.groups.length > 1;
  }

  cards(number) {
    return this.groups[number];
  }

  /** Which one it is, as it stands before the count of answers. */
  name(number) {
    if (number === this.close) return "细读：";
    const asked = this.close < 0 ? this.groups.length : this.close;
    return asked > 1 ? `第 ${number + 1} 组（共 ${asked} 组）：` : "";
  }

  /** What may be asked after it: [what its button says, number]. */
  further(after) {
    return this.groups.flatMap((cards, number) => {
      if (number === after) return [];
      if (number === this.close) return [[`细读题（选做，${cards.length} 题）`, number]];
      return number === after + 1 ? [[`再来一组（${cards.length} 题）`, number]] : [];
    });
  }
}
