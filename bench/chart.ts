interface Series {
	name: string;
	/** of the line, readable on white */
	colour: string;
	points: Array<{ x: number; y: number }>;
}

const [WIDTH, HEIGHT] = [760, 420];
const FRAME = { left: 70, right: 200, top: 48, bottom: 52 };

/** A picture of how something grows with the number of people, as SVG on a ground of its own. */
export function chart(title: string, unit: string, series: Series[]): string {
	const points = series.flatMap((one) => one.points);
	const mostX = Math.max(...points.map(({ x }) => x));
	const stepY = niceStep(Math.max(...points.map(({ y }) => y)) / 5);
	const mostY = Math.ceil(Math.max(...points.map(({ y }) => y)) / stepY) * stepY;
	const [right, bottom] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
	const atX = (x: number) => FRAME.left + (x / mostX) * (right - FRAME.left);
	const atY = (y: number) => bottom - (y / mostY) * (bottom - FRAME.top);
	const stepX = niceStep(mostX / 5);
	const ticks = (most: number, step: number) =>
		Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);

	const rows = ticks(mostY, stepY).flatMap((y) => [
		line(FRAME.left, atY(y), right, atY(y), '#e1e4e8'),
		text(FRAME.left - 8, atY(y) + 4, `${y.toLocaleString('en-US')}`, 'end'),
	]);
	const columns = ticks(mostX, stepX).map((x) =>
		text(atX(x), bottom + 20, x.toLocaleString('en-US'), 'middle'),
	);
	// Names beside the ends of their lines must not cover each other, nor go below the ground.
	const ends = series
		.map((one) => ({ one, x: one.points.at(-1)?.x, y: atY(one.points.at(-1)?.y ?? 0) }))
		.toSorted((a, b) => b.y - a.y);
	ends.forEach((end, index) => {
		const below = ends.slice(0, index).findLast(({ x }) => x === end.x);
		if (below) end.y = Math.min(end.y, below.y - 18);
	});
	const curves = ends.flatMap(({ one, y }) => {
		const path = one.points.map((point) => `${round(atX(point.x))},${round(atY(point.y))}`);
		const last = one.points.at(-1) ?? { x: 0, y: 0 };
		return [
			`<polyline points="${path.join(' ')}" fill="none" stroke="${one.colour}" stroke-width="2.5"/>`,
			...one.points.map(
				(point) =>
					`<circle cx="${round(atX(point.x))}" cy="${round(atY(point.y))}" r="3.5" fill="${one.colour}"/>`,
			),
			text(atX(last.x) + 10, y + 4, one.name, 'start', one.colour),
		];
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${escaped(title)}">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>`,
		`<text x="${FRAME.left}" y="26" font-size="16" font-weight="600" fill="#1f2328">${escaped(title)}</text>`,
		...rows,
		line(FRAME.left, bottom, right, bottom, '#59636e'),
		...columns,
		...curves,
		text(FRAME.left, HEIGHT - 12, 'people', 'start'),
		text(FRAME.left - 8, FRAME.top - 14, unit, 'end'),
		'</svg>',
		'',
	].join('\n');
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
	const power = 10 ** Math.floor(Math.log10(rough));
	return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
	return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}"/>`;
}

function text(x: number, y: number, words: string, anchor: string, colour = '#59636e'): string {
	return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
	return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const round = (value: number) => Math.round(value * 10) / 10;
