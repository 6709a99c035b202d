import type {
	DisplayCondition,
	INodeProperties,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { loadPackage } from './engine';

/** The descriptions of all nodes of the built package, by node name. */
export async function descriptions(): Promise<Record<string, INodeTypeDescription>> {
	const loader = await loadPackage();
	const names = Object.keys(loader.nodeTypes);
	return Object.fromEntries(
		names.map((node) => {
			const { type } = loader.getNode(node);
			if ('nodeVersions' in type) throw new Error(`${node} has versions; read each of them`);
			// The times at which it asks are n8n's own parameter.
			const properties = type.description.properties.filter(({ name }) => name !== 'pollTimes');
			return [node, { ...type.description, properties }];
		}),
	);
}

/** Whether a step of this version has the parameter. */
export function isOfVersion({ displayOptions }: INodeProperties, version: number): boolean {
	const versions = displayOptions?.show?.['@version'] ?? [version];
	return versions.some((one) =>
		typeof one === 'object' ? '_cnd' in one && checksVersion(one, version) : one === version,
	);
}

function checksVersion({ _cnd: condition }: DisplayCondition, version: number): boolean {
	return 'gte' in condition && version >= Number(condition.gte);
}

/** The choices of an options parameter. */
export function choicesOf(property: INodeProperties): INodePropertyOptions[] {
	return (property.options ?? []).filter(
		(option): option is INodePropertyOptions => 'value' in option,
	);
}

/** Every parameter with those inside collections, each with the path that leads to it. */
export function everyParameter(
	properties: INodeProperties[],
	path: string[] = [],
): Array<{ path: string; property: INodeProperties }> {
	return properties.flatMap((property) => {
		const here = [...path, property.name];
		const inside = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return everyParameter(option.values, [...here, option.name]);
			return 'type' in option ? everyParameter([option], here) : [];
		});
		return [{ path: here.join('.'), property }, ...inside];
	});
}
