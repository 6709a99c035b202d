/**
 * The engine is slow to load on a busy machine, and some tests wait as long as the nodes do for a
 * search to show what was created a moment ago.
 */
jest.setTimeout(60_000);
