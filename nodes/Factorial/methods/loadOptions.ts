import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { asText } from '../../shared/guards';
import { connect } from '../transport/client';
import { listed } from '../transport/pages';
import { paths } from '../transport/paths';

/** The legal entities of the company. */
export async function getLegalEntities(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.legalEntities, 'legal_name');
}

/** The locations of the company. */
export async function getLocations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.locations, 'name');
}

/** The teams of the company. */
export async function getTeams(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.teams, 'name');
}

async function optionsOf(context: ILoadOptionsFunctions, path: string, field: string) {
	const options: INodePropertyOptions[] = [];
	for await (const record of listed(await connect(context), path)) {
		options.push({ name: asText(record[field]), value: asText(record.id) });
	}
	return options.sort((a, b) => a.name.localeCompare(b.name));
}
