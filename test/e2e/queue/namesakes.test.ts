import { PARALLEL, queueWorld, untilIdle } from '../support/cluster';
import { tell } from '../support/counts';
import { figuresOf } from '../support/figures';
import { publishTemplate } from '../support/published';
import { doubled, whoIsWrong } from '../support/right';

const HOW_MANY = 100;
const DEADLINE_MS = 600_000;

jest.setTimeout(DEADLINE_MS);

describe('in queue mode, a hundred people of one name who join at once', () => {
	const stage = queueWorld({
		delivery: PARALLEL,
	});
	let figures: Awaited<ReturnType<typeof figuresOf>>;

	beforeAll(async () => {
		const { workflow, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		const sinceMs = Date.now();
		for (let number = 1; number <= HOW_MANY; number += 1) {
			const login_email = `ana.garcia.${number}@corp.example`;
			stage().factorial.hire({ first_name: 'Ana', last_name: 'García', login_email });
		}
		await untilIdle(stage(), workflow.id, DEADLINE_MS);
		figures = await figuresOf(stage(), workflow.id);
		const seconds = Math.round((Date.now() - sinceMs) / 1000);
		const users = stage().jumpCloud.state.users.length;
		tell('A hundred namesakes', { seconds, users, ...figures });
	}, DEADLINE_MS);

	it('each have one user, with a username of its own', () => {
		expect(whoIsWrong(stage())).toEqual([]);
		expect(doubled(stage())).toEqual([]);
		expect(stage().jumpCloud.state.users).toHaveLength(HOW_MANY);
	});

	it('start runs that are all successful', () => {
		expect(Object.keys(figures.runs)).toEqual(['success']);
		expect(Object.keys(figures.deliveries)).toEqual(['delivered']);
	});
});
