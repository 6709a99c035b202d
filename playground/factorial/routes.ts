import { fieldsOf, noContent, Refusal } from '../core/exchange';
import type { Call, Handler } from '../core/exchange';
import { answer } from './answer';
import {
	describeCustomValue,
	filterCustomFields,
	filterCustomOptions,
	filterCustomValues,
} from './customFields';
import { errorBody } from './errors';
import type { Reason } from './errors';
import {
	filterContracts,
	filterEmployees,
	filterLegalEntities,
	filterLocations,
	filterMemberships,
	filterSubscriptions,
	filterTeams,
} from './filters';
import { describeLeave, filterLeaves, filterLeaveTypes } from './leaves';
import { pageOf } from './paging';
import { requestOf } from './request';
import { credentialOfPerson } from './state';
import type { FactorialState } from './state';
import { resubscribe, subscribe } from './subscriptions';
import type { FactorialSwitches } from './switches';
import type { Subscription } from './types';
import type { World } from './world';

/** What each operation of the OpenAPI file does. */
export function handlersOf(world: World): Record<string, Handler> {
	const { switches } = world;

	function refuse(reason: Reason): never {
		const body = errorBody(switches.errorShape, reason);
		throw new Refusal({ status: reason.status, body });
	}

	const list =
		<T extends { id: string }>(
			filter: (state: FactorialState, query: URLSearchParams, switches: FactorialSwitches) => T[],
			described: (state: FactorialState, record: T) => object = (_, record) => record,
			lostOf: () => number = () => 0,
		): Handler =>
		(call) => {
			// A walk that is led in circles starts over with every page.
			const query = switches.repeatedCursor ? new URLSearchParams() : call.query;
			const state = world.stateFor(call);
			const records = filter(state, call.query, switches);
			const lost = Math.min(lostOf(), records.length);
			const page = pageOf(records.slice(0, records.length - lost), query);
			if (!page) return refuse({ status: 400, field: 'cursor', message: 'is invalid' });
			if (page.data.length === 0 && switches.emptyErrorsList) return answer(call, { errors: null });
			if (switches.repeatedCursor) page.meta.has_next_page = true;
			page.meta.total += lost;
			// What is computed is computed for the page only.
			return answer(call, { ...page, data: page.data.map((record) => described(state, record)) });
		};

	const subscriptionsOnly =
		(handler: Handler): Handler =>
		(call) =>
			switches.subscriptionsForbidden || (switches.personsMayNotSubscribe && world.isPerson(call))
				? refuse({ status: 403, message: 'Forbidden' })
				: handler(call);

	function subscriptionOf(call: Call): Subscription {
		const { subscriptions } = world.stateFor(call);
		const found = subscriptions.find((subscription) => subscription.id === call.params.id);
		return found ?? refuse({ status: 404, message: 'Not found' });
	}

	return {
		employees_list: list(
			filterEmployees,
			(state, record) => state.describe(record),
			() => switches.lostPeople,
		),
		employees_get(call) {
			const employee = world.stateFor(call).employee(call.params.id ?? '');
			if (!employee || switches.getByIdMissing) refuse({ status: 404, message: 'Not found' });
			return answer(call, employee);
		},
		contract_versions_list: list(filterContracts),
		teams_list: list(filterTeams),
		memberships_list: list(filterMemberships),
		locations_list: list(filterLocations),
		legal_entities_list: list(filterLegalEntities),
		custom_fields_list: list(filterCustomFields),
		custom_options_list: list(filterCustomOptions),
		custom_values_list: list(filterCustomValues, (state, record) =>
			describeCustomValue(state, record, switches),
		),
		leaves_list: list(filterLeaves, (state, record) => describeLeave(state, record, switches)),
		leave_types_list: list(filterLeaveTypes),
		credentials_list(call) {
			const state = world.stateFor(call);
			const isPersons = world.isPerson(call) && state.credentials.length > 0;
			const credentials = isPersons ? [credentialOfPerson(state)] : state.credentials;
			const cursors = { start_cursor: null, end_cursor: null };
			const sides = { has_next_page: false, has_previous_page: false };
			const meta = { ...sides, ...cursors, total: credentials.length, limit: 100 };
			return answer(call, { data: credentials, meta });
		},
		webhook_subscriptions_list: subscriptionsOnly(list(filterSubscriptions)),
		webhook_subscriptions_get: subscriptionsOnly((call) => answer(call, subscriptionOf(call))),
		webhook_subscriptions_create: subscriptionsOnly((call) => {
			const state = world.stateFor(call);
			const request = requestOf(fieldsOf(call));
			const outcome = subscribe(state, switches, request, call.params.version ?? '');
			if ('reason' in outcome) refuse(outcome.reason);
			const { id } = outcome.subscription;
			if (world.isPerson(call))
				state.audiences.set(id, credentialOfPerson(state).employee_id ?? '');
			else state.audiences.delete(id);
			return answer(call, outcome.subscription, 201);
		}),
		webhook_subscriptions_update: subscriptionsOnly((call) => {
			const request = requestOf(fieldsOf(call));
			const { version = '' } = call.params;
			const held = subscriptionOf(call);
			const outcome = resubscribe(world.stateFor(call), switches, held, request, version);
			if ('reason' in outcome) refuse(outcome.reason);
			return answer(call, outcome.subscription);
		}),
		webhook_subscriptions_delete: subscriptionsOnly((call) => {
			const { subscriptions } = world.stateFor(call);
			const subscription = subscriptionOf(call);
			subscriptions.splice(subscriptions.indexOf(subscription), 1);
			return switches.deleteAnswer === 204 ? noContent() : answer(call, subscription);
		}),
	};
}
