import {
	nameTheirPeople,
	placesByMembership,
	placesInTeams,
	teamFields,
} from '../../../nodes/Factorial/employee/directory';

const finance = { id: '15', name: 'Finance', employee_ids: ['512', '40'], lead_ids: ['40'] };
const audit = { id: '16', name: 'Audit', employee_ids: ['512'], lead_ids: [] };

it('says of somebody in which teams they are and which they lead, in order', () => {
	const places = placesInTeams([finance, audit]);

	expect(teamFields(places.get('512'))).toEqual({
		team_names: ['Audit', 'Finance'],
		team_lead: false,
		lead_team_names: [],
	});
	expect(teamFields(places.get('40'))).toMatchObject({
		team_lead: true,
		lead_team_names: ['Finance'],
	});
	expect(teamFields(places.get('41'))).toMatchObject({ team_names: [] });
});

it('counts a lead who is not among the people of the team', () => {
	const places = placesInTeams([{ ...audit, lead_ids: ['40'] }]);
	expect(teamFields(places.get('40'))).toMatchObject({ team_names: ['Audit'], team_lead: true });
});

it('reads the same from memberships', () => {
	const memberships = [
		{ employee_id: '512', team_id: '15', lead: false },
		{ employee_id: '40', team_id: '15', lead: true },
		{ employee_id: '512', team_id: '16', lead: false },
		{ employee_id: '512', team_id: '99', lead: true },
	];
	const places = placesByMembership([finance, audit], memberships);
	expect([...places].sort()).toEqual([...placesInTeams([finance, audit])].sort());
});

it.each([
	[[finance, audit], true],
	[[finance, { id: '16', name: 'Audit' }], false],
	[[{ ...finance, lead_ids: null }], false],
	[[], true],
])('knows whether memberships are needed', (teams, expected) => {
	expect(nameTheirPeople(teams)).toBe(expected);
});
