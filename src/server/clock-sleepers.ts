/** Who sleeps until when, the next to wake first: one timer serves thousands of sleepers. A binary heap. */

export interface Sleeper {
  /** Milliseconds of the clock's time. */
  wakeAt: number;
  /** Of those who wake at the same time the first to sleep wakes first. */
  order: number;
  /** Its place in the heap, while it sleeps. */
  place: number;
  wake(): void;
}

export interface Sleepers {
  next(): Sleeper | undefined;
  add(sleeper: Sleeper): void;
  remove(sleeper: Sleeper): void;
}

export function createSleepers(): Sleepers {
  const heap: Sleeper[] = [];

  const put = (sleeper: Sleeper, place: number) => {
    heap[place] = sleeper;
    sleeper.place = place;
  };

  function rise(sleeper: Sleeper, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = heap[(place - 1) >> 1] as Sleeper;
      if (!isBefore(sleeper, parent)) break;
      put(parent, place);
      place = (place - 1) >> 1;
    }
    put(sleeper, place);
  }

  function sink(sleeper: Sleeper, from: number): void {
    let place = from;
    for (;;) {
      let child = heap[2 * place + 1];
      const other = heap[2 * place + 2];
      if (child && other && isBefore(other, child)) child = other;
      if (!child || !isBefore(child, sleeper)) break;
      const freed = child.place;
      put(child, place);
      place = freed;
    }
    put(sleeper, place);
  }

  return {
    next: () => heap[0],
    add: (sleeper) => rise(sleeper, heap.length),
    remove(sleeper) {
      const last = heap.pop();
      if (!last || last === sleeper) return;
      sink(last, sleeper.place);
      rise(last, last.place);
    },
  };
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.wakeAt < other.wakeAt || (one.wakeAt === other.wakeAt && one.order < other.order);
}
