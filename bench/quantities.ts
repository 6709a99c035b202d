/** A ratio as people read it: `12.3`, or `123` when it is large. */
export function ratio(value: number): string {
	return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

export function seconds(value: number): string {
	return `${value >= 100 ? Math.round(value) : value.toFixed(1)} s`;
}

export function count(value: number): string {
	return value.toLocaleString('en-US');
}

/** The one in the middle, or what lies between the two in the middle; NaN of none. */
export function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** The straight line that comes closest to some points, and how well it fits (1 is exactly). */
export function lineThrough(points: Array<{ x: number; y: number }>) {
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
	const sumOf = (term: (point: { x: number; y: number }) => number) =>
		points.reduce((sum, point) => sum + term(point), 0);
	const slope = sumOf(({ x, y }) => (x - meanX) * (y - meanY)) / sumOf(({ x }) => (x - meanX) ** 2);
	const start = meanY - slope * meanX;
	const unexplained = sumOf(({ x, y }) => (y - start - slope * x) ** 2);
	const all = sumOf(({ y }) => (y - meanY) ** 2);
	return { slope, start, fit: 1 - unexplained / all };
}
