import fc from 'fast-check';

/**
 * On a busy machine everything is slow to load, n8n's engine above all, and some tests wait as long as
 * the nodes do for a search to show what was created a moment ago. Jest's own five seconds say nothing
 * about whether a test is right.
 */
jest.setTimeout(60_000);

/**
 * Properties try the same cases in every run: a change is told by what it breaks, not by luck. Another
 * number tries others: `FC_SEED=7 FC_RUNS=20000 npx jest --selectProjects unit --testPathPatterns property`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_129) });
