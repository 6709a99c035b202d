import type { INodeProperties } from 'n8n-workflow';

import { includeField } from '../../employee/include';
import { outputFields, workEmailField } from '../../employee/outputFields';

/** What leaves for an employee, for every operation that reads some. */
export const itemFields: INodeProperties[] = [includeField, ...outputFields, workEmailField];
