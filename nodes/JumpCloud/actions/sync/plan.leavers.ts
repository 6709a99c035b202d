import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemValues, readChoice } from '../../../shared/parameters';
import type { LeaverInput } from '../../sync/leaver';
import type { DecidedRules } from './plan.rules';

/** What besides a last day decides about the access, and what else happens to whoever is out. */
export const moreLeaverFields: INodeProperties[] = [
	{
		displayName: 'Fixed Terms',
		name: 'contractEnd',
		type: 'options',
		options: [
			{
				name: 'Counts as a Last Day',
				value: 'lastDay',
				description:
					'Where the source knows no last day, the access ends with the contract; it moves when the contract is extended',
			},
			{ name: 'Ignore', value: 'ignore' },
			{
				name: 'Report What Has Passed',
				value: 'report',
				description:
					'Whoever works here although the contract is over leaves as an item with the reason contract_ended, and keeps the access',
			},
		],
		default: 'ignore',
		description: 'What it means that a contract ends and nobody was terminated',
	},
	{
		displayName: 'Contract End',
		name: 'contractEndsOn',
		type: 'string',
		default: '={{ $json.contract_last_day }}',
		placeholder: 'e.g. 2026-12-31',
		description:
			'The last day of the contract, and of those that follow it the day after. Factorial gives it with Include: Current Contract. Where an item has no such field, nothing is taken back.',
		displayOptions: { show: { contractEnd: ['lastDay', 'report'] } },
	},
];

/** The parameters behind what an item says about leaving. */
const MAPPED = { contractEnd: 'contractEndsOn' } as const satisfies Partial<
	Record<keyof LeaverInput, string>
>;

export type MoreRules = Pick<DecidedRules, 'contractEnd'>;

/** What is decided here, and what each item says of it. */
export interface MoreLeavers {
	rules: MoreRules;
	of(item: number): LeaverInput;
}

/** @throws NodeOperationError that names the parameter with which no plan can be made */
export function readMoreLeavers(context: IExecuteFunctions, items: IDataObject[]): MoreLeavers {
	const contractEnd = readChoice(context, 'contractEnd', 0, 'Fixed Terms', [
		...(['ignore', 'report', 'lastDay'] as const),
	]);
	const needed = contractEnd === 'ignore' ? [] : (['contractEnd'] as const);
	const readers = needed.map((key) => [key, itemValues(context, MAPPED[key], items)] as const);
	return {
		rules: { ...(contractEnd !== 'ignore' && { contractEnd }) },
		of: (item) => Object.fromEntries(readers.map(([key, read]) => [key, read(item)])),
	};
}
