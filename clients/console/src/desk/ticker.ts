// A worker that ticks: browsers slow the timers of a hidden page down to one a minute, those of a worker they leave alone.
const tickEvery = 500; // ms

setInterval(() => postMessage(undefined), tickEvery);
