import { channelRoutes } from '../../shared/contract/rest-channel.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { mayServe } from '../../shared/policy/may-serve.ts';
import { branchHelps } from '../../shared/work/branch-helps.ts';
import { loadCatalog } from '../catalog/catalog.ts';
import { loadCustomerTexts } from '../catalog/customer-texts.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import { channelCase, openPromises, readWholeCase } from '../queries/channel-case.ts';
import { readCustomer } from '../queries/seen-case.ts';
import type { Refused } from './problem.ts';
import type { Bind, RouteParts } from './route-parts.ts';

const unknown: Refused = { ok: false, code: 'case_unknown' };

/** What channels of customers read. A case that is not the channel's reads like one that is not there. */
export function bindChannelRoutes(route: Bind, { db, keys, clock, journeys, directory, customerReads, presence }: RouteParts): void {
  const textsOf = loadCustomerTexts();
  const catalog = loadCatalog();
  const reports = new Map(isRefusal(catalog) ? [] : [...catalog.mappings.values()].map(({ definition }) => [definition.source, definition.journey]));

  route(channelRoutes.readChannelCase, async ({ params, query, sender: source }) => {
    const { id = '' } = params;
    const { journey, customer } = query;
    const state = await readWholeCase(db, journey === undefined ? id : caseIdOf(journey, id));
    if (!state || !mayServe({ source, reports: reports.get(source), customer }, state, journeys)) return unknown;
    const { customer: whose } = state.case;
    const known = whose === undefined ? undefined : await readCustomer(db, whose);
    if (known?.erasedAt !== undefined) return unknown;
    // In the log before words that are theirs leave, as with any reader.
    const refused = whose !== undefined && openPromises(state.case).length > 0 ? await customerReads.recordChannel(source, whose) : undefined;
    if (refused) return refused;
    const { people } = await directory.read();
    const here = (presence()?.people(state.case.id) ?? []).map(({ person }) => person);
    const isHelped = state.case.status === 'open' && branchHelps(state.tasks, here, (person) => people.get(person), clock.now());
    return { send: await channelCase({ db, keys, journeys }, state, textsOf(known?.language ?? 'en'), isHelped) };
  });
}
