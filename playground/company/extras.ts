import {
	aCustomField,
	aCustomOption,
	aCustomValue,
	aLeave,
	aLeaveType,
} from '../factorial/builders';
import type { CompanySeed } from '../factorial/state';
import { day, firstDayOfMonth, lastDayOfMonth } from './days';
import { PEOPLE } from './people';

const COST_CENTER = '701';
const WORK_MODE = '702';
const SHIRT = '703';
const VACATION = '801';
const PARENTAL = '802';
const HOME = '803';

/** What the invented company has added to its people's records, and when they are away. */
export function extrasOf(now: Date): CompanySeed {
	const cost = { id: COST_CENTER, label_text: 'Cost Center', slug: 'cost_center' };
	const mode = { id: WORK_MODE, label_text: 'Work Mode', slug: 'work_mode' };
	const modes = ['On site', 'Hybrid', 'Remote'];
	return {
		customFields: [
			aCustomField(cost),
			aCustomField({ ...mode, field_type: 'single_choice' }),
			aCustomField({ id: SHIRT, slug: 'tshirt_size' }),
		],
		customOptions: modes.map((label, index) =>
			aCustomOption({
				id: String(711 + index),
				field_id: WORK_MODE,
				label,
				value: `mode-${index}`,
			}),
		),
		customValues: PEOPLE.flatMap(({ id: valuable_id, location, team }, index) => [
			aCustomValue({
				...{ id: String(7200 + 2 * index), field_id: COST_CENTER, valuable_id },
				value: `CC-${100 + team.length}`,
			}),
			aCustomValue({
				...{ id: String(7201 + 2 * index), field_id: WORK_MODE, valuable_id },
				value: location === 'Remote' ? '713' : '712',
			}),
		]),
		leaveTypes: [
			aLeaveType({ id: VACATION }),
			aLeaveType({ id: PARENTAL, name: 'Parental leave', allow_endless: true }),
			aLeaveType({ id: HOME, name: 'Home office', workable: true, approval_required: false }),
		],
		leaves: [
			aLeave({
				...{ id: '8101', employee_id: '1003', leave_type_id: PARENTAL },
				start_on: day(firstDayOfMonth(now, 2)),
				finish_on: day(lastDayOfMonth(now, -3)),
			}),
			aLeave({
				...{ id: '8102', employee_id: '1006', leave_type_id: VACATION },
				start_on: day(firstDayOfMonth(now, -1)),
				finish_on: day(lastDayOfMonth(now, -1)),
			}),
			aLeave({
				...{ id: '8103', employee_id: '1008', leave_type_id: VACATION },
				...{ start_on: day(now), half_day: 'end_of_day', days_taken: 0.5 },
			}),
			aLeave({
				...{ id: '8104', employee_id: '1009', leave_type_id: HOME },
				start_on: day(now),
			}),
		],
	};
}
