/**
 * One version for requests and for deliveries. From 2026-07-01 on ids are strings: they can be
 * larger than a JavaScript number holds. https://apidoc.factorialhr.com/docs/api-versioning
 */
export const API_VERSION = '2026-07-01';

const root = `/api/${API_VERSION}/resources`;
const id = encodeURIComponent;

/** Paths from the API host. https://apidoc.factorialhr.com/reference */
export const paths = {
	/** whose key it is; its company is needed to subscribe */
	credentials: `${root}/api_public/credentials`,
	contractVersions: `${root}/contracts/contract_versions`,
	employees: `${root}/employees/employees`,
	employee: (employeeId: string) => `${root}/employees/employees/${id(employeeId)}`,
	legalEntities: `${root}/companies/legal_entities`,
	locations: `${root}/locations/locations`,
	memberships: `${root}/teams/memberships`,
	teams: `${root}/teams/teams`,
	/** list, create */
	subscriptions: `${root}/api_public/webhook_subscriptions`,
	/** read, update, delete */
	subscription: (subscriptionId: string) =>
		`${root}/api_public/webhook_subscriptions/${id(subscriptionId)}`,
};
