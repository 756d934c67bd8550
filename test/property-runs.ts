/** How often the longest properties run: a quarter with each change, by other random values each time, and all with `ALL_RUNS`, as in the night. */
export const runs = (all: number): number => (process.env.ALL_RUNS ? all : Math.ceil(all / 4));
