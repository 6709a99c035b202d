import { waysOf } from '../../../playground/worlds';
import type { Ways } from '../../../playground/worlds';

/** Every answer of every switch in the worlds from 1 to this one. */
function answersUpTo(last: number): string[] {
	const worlds = Array.from({ length: last }, (_, index) => waysOf(index + 1));
	const told = (ways: Ways) =>
		Object.values(ways).flatMap((switches) =>
			Object.entries(switches).map(([name, answer]) => `${name} ${JSON.stringify(answer)}`),
		);
	return [...new Set(worlds.flatMap(told))].toSorted();
}

it('forty worlds in a row have every answer of every switch', () => {
	expect(answersUpTo(40)).toEqual(answersUpTo(400));
});

it('a world is the same whenever it is asked for', () => {
	expect(waysOf(7)).toEqual(waysOf(7));
});

it('switches do not go together from world to world', () => {
	const together = Array.from({ length: 40 }, (_, index) => {
		const { factorial, jumpCloud } = waysOf(index + 1);
		return JSON.stringify([factorial.quietEmails, jumpCloud.goneMembers, jumpCloud.stateInEcho]);
	});
	expect(new Set(together).size).toBe(8);
});
