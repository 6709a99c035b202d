// Loaded into n8n before n8n itself: lets it live by the clock of the playground. What it takes for now
// is the real moment plus so many milliseconds as stand in a file, which may change while n8n runs.
// Timers run on as they do. Known to be reached: n8n's own process, its task runner, the code that runs
// in a context of its own there, and the isolates in which n8n evaluates expressions.
const childProcess = require('node:child_process');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename } = require('node:path');
const vm = require('node:vm');

const FILE = process.env.PLAYGROUND_CLOCK;
const realNow = Date.now;

let offsetMs = 0;
let isRead = false;

/** Read once for each turn of the event loop, so that time does not jump within one. */
function offset() {
	if (isRead) return offsetMs;
	isRead = true;
	setImmediate(() => (isRead = false));
	try {
		offsetMs = Number(readFileSync(FILE, 'utf8'));
	} catch {
		// The playground is closing, and has taken its file away: time goes on as it was.
	}
	return offsetMs;
}

const now = () => realNow() + offset();

/** Makes the Date of a realm take its now from somewhere else; as text it can be sent to another realm. */
function moveDate(clock) {
	const Real = Date;
	const Moved = new Proxy(Real, {
		construct: (target, args, wanted) =>
			Reflect.construct(target, args.length === 0 ? [clock()] : args, wanted),
		apply: () => new Real(clock()).toString(),
	});
	Real.now = () => clock();
	Real.prototype.constructor = Moved;
	globalThis.Date = Moved;
}

moveDate(now);

/** The steps with code run in contexts of their own, each with a Date of its own. */
const { createContext } = vm;
vm.createContext = (...args) => {
	const context = createContext(...args);
	vm.runInContext(`(${moveDate})`, context)(now);
	return context;
};

/** n8n gives its task runner an environment of few variables. */
const { spawn } = childProcess;
childProcess.spawn = (command, args, options) => {
	if (!/^node(\.exe)?$/.test(basename(command)) || !Array.isArray(args)) {
		return spawn(command, args, options);
	}
	const env = { ...(options?.env ?? process.env), PLAYGROUND_CLOCK: FILE };
	return spawn(command, ['--require', __filename, ...args], { ...options, env });
};

/** Expressions are evaluated in isolates, which share nothing with n8n but what they are given. */
function withMovedIsolates(ivm) {
	const move = (context) => {
		context.evalClosureSync(`(${moveDate})($0)`, [new ivm.Callback(now)]);
		return context;
	};
	// Neither an isolate nor what it inherits can be changed, so each is wrapped.
	const wrap = (isolate) => {
		const own = {
			createContext: async (...how) => move(await isolate.createContext(...how)),
			createContextSync: (...how) => move(isolate.createContextSync(...how)),
		};
		return new Proxy(isolate, {
			get(_, name) {
				const value = own[name] ?? isolate[name];
				return typeof value === 'function' ? value.bind(isolate) : value;
			},
		});
	};
	const Isolate = new Proxy(ivm.Isolate, {
		construct: (target, args) => wrap(new target(...args)),
	});
	return Object.create(ivm, { Isolate: { value: Isolate } });
}

const { _load: load } = Module;
let moved;
Module._load = function (request, ...rest) {
	const loaded = load.call(this, request, ...rest);
	if (request !== 'isolated-vm') return loaded;
	moved ??= withMovedIsolates(loaded);
	return moved;
};
