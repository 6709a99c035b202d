import type { DisplayCondition, INodeProperties } from 'n8n-workflow';

/**
 * A parameter that has got another default. n8n stores no value that equals the default, so a saved step
 * has to keep the old one: it is of version 1 of its node, and new steps are of version 2.
 */
export function sinceVersion2(
	field: INodeProperties,
	initial: INodeProperties['default'],
): INodeProperties[] {
	const { displayOptions } = field;
	const shownIn = (
		version: number | DisplayCondition,
	): Pick<INodeProperties, 'displayOptions'> => ({
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, '@version': [version] } },
	});
	return [
		{ ...field, ...shownIn(1) },
		{ ...field, default: initial, ...shownIn({ _cnd: { gte: 2 } }) },
	];
}
