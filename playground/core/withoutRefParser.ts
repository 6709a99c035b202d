/**
 * openapi-backend requires an ES module (its reader of definitions in several files), which Node can do
 * since 20.19 and Jest's loader cannot. Our definitions are single documents that are already read, so
 * under Jest a stand-in that hands them back does.
 */
if (typeof jest !== 'undefined') {
	const asItIs = async (definition: unknown) => await Promise.resolve(definition);
	jest.doMock('@apidevtools/json-schema-ref-parser', () => ({
		dereference: asItIs,
		parse: asItIs,
		resolve: asItIs,
	}));
}
