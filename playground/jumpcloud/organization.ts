import type { UserState } from './types';

interface Organization {
	_id: string;
	displayName: string;
	logoUrl: string;
	settings: {
		name: string;
		/** State of new users for whom none is given, by the way they are created. */
		newSystemUserStateDefaults: Record<
			'manualEntry' | 'csvImport' | 'applicationImport',
			Exclude<UserState, 'SUSPENDED'>
		>;
	};
}

export function anOrganization(): Organization {
	return {
		_id: '6650d2f1a0b1c2d3e4f50001',
		displayName: 'Corp Example',
		logoUrl: '',
		settings: {
			name: 'Corp Example',
			newSystemUserStateDefaults: {
				manualEntry: 'ACTIVATED',
				csvImport: 'STAGED',
				applicationImport: 'STAGED',
			},
		},
	};
}
