import { count } from './quantities';
import { curveTable, goalsTable, joinerTable, limitTable, planningTable, table } from './report';
import type { Results } from './results';

/** docs/benchmarks.md: what is claimed, how it was measured, and what came out, also where it missed. */
export function benchmarkPage(results: Results): string {
	const { machine, day, n8nVersion, reading } = results;
	return `# Benchmarks

\`npm run bench\` measures what is claimed here and writes this page; \`npm run bench -- --quick\` does the same with small companies in less than five minutes and writes nothing. \`npm run bench -- --against package.tgz\` gives this state and another package the same work by turns, and tells the ratio; without a file it is version 0.1.0. Neither needs an account. n8n is fetched first where it is not there, as \`npm start\` does.

Measured on ${day}: ${machine}; n8n ${n8nVersion} on its own Node.js 24, with its default settings and SQLite.

## What is compared

Everybody in Factorial is compared with everybody in JumpCloud, and what differs is written. Of a hundred people one has drifted: has another name in JumpCloud, no user, or left and is still active. All of it runs in a real n8n with the packed package, against the same simulators, which answer after 50 ms and run in a process of their own. Each figure is one run, in a fresh n8n.

| Name | What it is |
|---|---|
| Plan and Apply | *Factorial: Get Many* → *Plan Changes* → *Apply Changes* |
| per person | the employees one after another: look the user up, compare, write. What most people build. |
| all at once | the same without the loop: HTTP Request gets all employees as items and asks for all of them at the same time |
| expert | both sides in pages of a hundred, compared in a Code step, then written. The best one can build by hand. |

The peers are made of n8n's own nodes and kept in [bench/peers](../bench/peers). None of them does what *Plan* does beside comparing: conflicts, protected users, planned suspensions, a guard. Nor do they look again before they write what was read a while ago.

## Goals

${goalsTable(results)}

*Right afterwards* below means: has exactly one user, with the right name, email and state.

## Bringing a company into step

![Time over the number of people](images/benchmark-time.svg)

![Memory over the number of people](images/benchmark-memory.svg)

${curveTable(results)}

Memory is the resident memory of n8n's process at its highest, with what n8n itself keeps of the execution. *At the same time* counts requests to JumpCloud.

## When JumpCloud asks to slow down

A company of which nobody has a user; JumpCloud answers 429 with \`Retry-After\` to whatever exceeds the limit.

${limitTable(results)}

*Per person* is too slow to meet the short limit at all. *All at once* and *expert* end as failed, and whoever was refused is missing; run again, *expert* finds them, as does the next night with ours.

## From an event to the user

One person is hired after the other; measured from the moment at which Factorial sends the event until the user is in JumpCloud.

${joinerTable(results)}

*By hand* is Webhook → look up → If → create, from what the event says. Our trigger reads the employee again, because events can be old or lack the email; *without reading again* leaves that out. The rest of the difference is n8n's. It evaluates expressions in isolates (closed compartments), keeps one ready, and needs one for the webhook of every trigger except its own Webhook step. Ours waits for the second one, which the execution needs (seen in n8n 2.41.1). *N8N_EXPRESSION_ENGINE_POOL_SIZE* says how many are kept ready: 1 by default, more in the lower rows.

## Reading a whole company

*Employee: Get Many* with *Return All* and everything in *Include*, in n8n's engine alone (n8n-core 2.41.1), with services that answer at once.

${table(
	['Measure', `${count(reading.items)} people`],
	[
		[
			'Calls',
			Object.entries(reading.calls)
				.map(([call, many]) => `${call.split('/').at(-1)} ${many}`)
				.join(', '),
		],
		['Time', `${reading.seconds.toFixed(1)} s`],
		['Memory of the process at its highest, above the start', `${reading.peakRssMb} MB`],
		['Heap at its highest, with garbage', `${reading.peakHeapMb} MB`],
		['Memory of the items', `${reading.keptMb} MB`],
	],
)}

Further versions of a contract cost a call per 100. Managers who are not among the people (such as those who left, with *Only Active*) cost a call per 100 of them. When few people are read, their contracts are asked for by the people's IDs; from the eleventh such request in a run on, all are read in one walk.

## What the options of a plan cost

The step *Plan Changes* alone, with its reading of all users, in n8n's engine (n8n-core ${n8nVersion}) and with services that answer at once; medians of both by turns. The processor time is what counts: the time that passed holds whatever else the machine did. *Every option but groups* is all at once. Who is concerned: scope, *Begin With*, fixed terms and leaves. What is made: emails and usernames, *Username Follows Rename*, attributes of new users, and the report in all forms. When access begins and ends: days before the first day, activations with a second factor, and reasons that end access at once. What goes with it: managers that are cleared, deletions after ninety days. Options that change something cost what the change costs; here the same hundred people have drifted both times. \`npm run bench -- --planning\` measures this alone.

${planningTable(results)}
`;
}
