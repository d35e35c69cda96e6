// Commands read in a second: this project's reader beside curlconverter's parser on the same commands, natively (its
// native build in Node.js) and in one Chromium (its browser build). `scripts/compare-speed` prepares what this needs
// and runs it. The commands are those of tests/data/recorded, and the given cases and fixtures where they are at hand,
// that curlconverter takes without an error.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, launch } from './browser.mjs';

const RUNS = 9;
const RUN_MS = 400;
const GOAL = 20;
const peer = process.argv[2];
const converter = join(peer, 'node_modules/curlconverter');

// ---- the commands
const folder = join(root, 'tests/data/recorded');
const whole = readdirSync(folder).filter((name) => name.endsWith('.txt') && !['broken.txt', 'cmd.txt', 'powershell.txt'].includes(name));
const recorded = whole.sort().flatMap((name) =>
  `\n${readFileSync(join(folder, name), 'utf8')}`.split('\n=== ').slice(1)
    .map((block) => block.slice(block.indexOf('\n') + 1).split('--- meant\n')[0]));
// The given cases and fixtures, where they are at hand: commands as people and documentation write them, with bodies.
const given = ['fixtures/curl_commands', 'cases'].map((name) => join(root, '../shared/curl', name)).filter(existsSync)
  .flatMap((from) => readdirSync(from).filter((name) => name.endsWith('.sh')).sort().map((name) => readFileSync(join(from, name), 'utf8')));
const { parse } = await import(pathToFileURL(join(converter, 'dist/src/parse.js')));
const takes = (command) => { try { parse(command, undefined, []); return true; } catch { return false; } };
const sets = [['recorded', recorded], ['given', given]].filter(([, all]) => all.length > 0).map(([name, all]) => {
  const taken = all.filter(takes);
  const bytes = Math.round(taken.reduce((sum, command) => sum + Buffer.byteLength(command), 0) / taken.length);
  return { name, taken, line: `${name}: ${taken.length} of ${all.length} commands, those that curlconverter takes, of ${bytes} bytes each` };
});

// ---- measuring: the same in Node.js and in the browser
const measure = (read, commands, runs, ms) => {
  const round = () => { for (const command of commands) read(command); };
  for (const begin = performance.now(); performance.now() - begin < ms;) round();
  const rates = [];
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    let count = 0;
    while (performance.now() - begin < ms) { round(); count += commands.length; }
    rates.push(count / (performance.now() - begin) * 1000);
  }
  return rates.sort((a, b) => a - b);
};
const shown = (rates) => `${Math.round(rates[rates.length >> 1])} (${Math.round(rates[0])} to ${Math.round(rates.at(-1))})`;
const median = (rates) => rates[rates.length >> 1];

// ---- natively
for (const { name, taken, line } of sets) {
  const list = join(peer, `commands-${name}.json`);
  writeFileSync(list, JSON.stringify(taken));
  const said = execFileSync(join(root, 'target/release/examples/command_speed'), [list], { encoding: 'utf8' });
  const native = Number(/^\d+/.exec(said)[0]);
  const node = measure((command) => parse(command, undefined, []), taken, RUNS, RUN_MS);
  console.log(`${line}; ${RUNS} runs of ${RUN_MS} ms`);
  console.log(`  natively: ours ${said.trim()}`);
  console.log(`  natively: curlconverter ${shown(node)}; ours ${(native / median(node)).toFixed(1)} times as many`);
}

// ---- in Chromium: curlconverter's parser for browsers in one file
const { build } = createRequire(join(peer, 'package.json'))('esbuild');
const bundle = join(peer, 'bundle');
mkdirSync(bundle, { recursive: true });
writeFileSync(join(bundle, 'entry.mjs'), `export { parse } from ${JSON.stringify(join(converter, 'dist/src/parse.js'))};`);
await build({
  entryPoints: [join(bundle, 'entry.mjs')], outfile: join(bundle, 'parse.js'), bundle: true, minify: true, format: 'esm',
  platform: 'browser', target: 'es2022', logLevel: 'error', external: ['fs', 'fs/promises', 'module', 'path', 'url', 'util', 'node:*'],
  plugins: [{
    name: 'for browsers',
    // What its own package says with the field "browser".
    setup: (made) => made.onResolve({ filter: /\/Parser\.js$/ }, () => ({ path: join(converter, 'dist/src/shell/webParser.js') })),
  }],
});
const files = {
  '/': ['<!doctype html><title>speed</title>', 'text/html'],
  '/parse.js': [readFileSync(join(bundle, 'parse.js')), 'text/javascript'],
  '/tree-sitter.wasm': [readFileSync(join(peer, 'node_modules/web-tree-sitter/tree-sitter.wasm')), 'application/wasm'],
  '/tree-sitter-bash.wasm': [readFileSync(join(converter, 'dist/tree-sitter-bash.wasm')), 'application/wasm'],
};
for (const profile of ['page', 'bench']) {
  for (const name of ['command_speed.js', 'command_speed_bg.wasm']) {
    const type = extname(name) === '.js' ? 'text/javascript' : 'application/wasm';
    files[`/${profile}/${name}`] = [readFileSync(join(peer, `ours-${profile}`, name)), type];
  }
}
const server = createServer((request, response) => {
  const [body, type] = files[request.url] ?? ['', 'text/plain'];
  response.writeHead(files[request.url] ? 200 : 404, { 'content-type': type }).end(body);
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const run = (which, taken) => page.evaluate(async ([which, commands, runs, ms, source]) => {
    const measure = eval(source);
    let read;
    if (which === 'curlconverter') {
      const { parse } = await import('/parse.js');
      read = (command) => parse(command, undefined, []);
    } else {
      await (await import(`/${which}/command_speed.js`)).default();
      read = globalThis.readCommand;
    }
    return measure(read, commands, runs, ms);
  }, [which, taken, RUNS, RUN_MS, `(${measure})`]);
  for (const { name, taken } of sets) {
    const [page_, theirs, bench] = [await run('page', taken), await run('curlconverter', taken), await run('bench', taken)];
    const times = (rates) => (median(rates) / median(theirs)).toFixed(1);
    console.log(`${name}, in Chromium: curlconverter ${shown(theirs)}`);
    console.log(`  ours as the page ships it, made small, ${shown(page_)}: ${times(page_)} times as many`);
    console.log(`  ours made fast ${shown(bench)}: ${times(bench)} times as many`);
  }
  console.log(`the goal is ${GOAL} times as many`);
} finally {
  await browser.close();
  server.close();
}
