import { refuse } from '../refusals';
import { patternOf } from './regex';
import { order } from './values';

type Test = (values: unknown[]) => boolean;

/** The comparisons of the filter parameter and of the search body. */
const OPERATORS: Record<string, (operand: unknown) => Test> = {
	$eq: equals,
	$ne: (operand) => (values) => !equals(operand)(values),
	$gt: (operand) => ordered(operand, (difference) => difference > 0),
	$gte: (operand) => ordered(operand, (difference) => difference >= 0),
	$lt: (operand) => ordered(operand, (difference) => difference < 0),
	$lte: (operand) => ordered(operand, (difference) => difference <= 0),
	$in: (operand) => {
		if (!Array.isArray(operand)) return refuse(400, '$in needs a list');
		return (values) => operand.some((one) => equals(one)(values));
	},
	$regex: (operand) => {
		const pattern = patternOf(operand);
		return (values) => values.some((value) => typeof value === 'string' && pattern.test(value));
	},
};

/** Operators that the text form `field:$op:value` knows. */
export const TEXT_OPERATORS = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'];

/** The test for one operator; an unknown one is refused. */
export function testFor(operator: string, operand: unknown): Test {
	const make = OPERATORS[operator];
	return make ? make(operand) : refuse(400, `Unknown operator ${operator}`);
}

function equals(operand: unknown): Test {
	if (operand === null) return (values) => values.every((value) => value === null);
	return (values) => values.includes(operand);
}

function ordered(operand: unknown, accept: (difference: number) => boolean): Test {
	return (values) =>
		values.some((value) => {
			const difference = order(value, operand);
			return difference !== undefined && accept(difference);
		});
}
