import type { IDataObject, INode } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../playground/jumpcloud/simulator';
import { output, run } from './engine';

export interface UserRun {
	parameters?: IDataObject;
	items?: IDataObject[];
	node?: Partial<INode>;
	timezone?: string;
	credential?: IDataObject;
}

/** Runs one operation of the JumpCloud node's users against a simulator. */
export async function runUser(
	sim: JumpCloudSimulator,
	operation: string,
	{ parameters = {}, items = [{}], node = {}, timezone, credential = {} }: UserRun,
) {
	const finished = await run({
		items,
		timezone,
		credentials: { jumpCloudApi: { ...sim.credential, ...credential } },
		nodes: [
			{
				name: 'Users',
				type: 'jumpCloud',
				parameters: { resource: 'user', operation, ...parameters },
				...node,
			},
		],
	});
	const { resultData } = finished.data;
	return {
		run: finished,
		items: output(finished, 'Users'),
		error: resultData.error ?? resultData.runData.Users?.[0]?.error,
	};
}

/** An invented person as the Factorial nodes describe them. */
export function aPerson(about: IDataObject = {}): IDataObject {
	return {
		id: '512',
		first_name: 'Noor',
		last_name: 'Vidal',
		work_email: 'noor.vidal@corp.example',
		active: true,
		terminated_on: null,
		...about,
	};
}

/** The user locator, set to an employee identifier. */
export function byEmployee(value: string): IDataObject {
	return { user: { __rl: true, mode: 'employeeIdentifier', value } };
}
