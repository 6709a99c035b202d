import type { IDataObject } from 'n8n-workflow';

import { CONTRACT_FIELDS } from '../employee/fields';
import { picked } from '../employee/shape';
import type { Shape } from '../employee/shape';
import type { PayloadKind } from './events';

/** The part of what Factorial sent that may leave under its own key. */
export function shapedOriginal(
	original: IDataObject,
	kind: PayloadKind,
	{ output }: Shape,
): IDataObject {
	const isOpen = output === 'all' || kind === 'membership';
	return isOpen ? original : picked(original, CONTRACT_FIELDS);
}
