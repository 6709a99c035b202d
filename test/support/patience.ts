/**
 * On a busy machine everything is slow to load, n8n's engine above all, and some tests wait as long as
 * the nodes do for a search to show what was created a moment ago. Jest's own five seconds say nothing
 * about whether a test is right.
 */
jest.setTimeout(60_000);
