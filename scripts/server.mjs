// Serves dist/ the way a static host would: the headers of static/_headers, compression, right types.
// No dependencies. PORT (8080) and HOST (127.0.0.1) may be set; port 0 takes a free one.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = resolve(project, process.argv[2] ?? 'dist');
const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8080);
// The first argument names another folder; a path under which it is served can be set with BASE (default "/").
const base = (process.env.BASE ?? '/').replace(/\/?$/, '/');

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm', '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};
const packed = new Set(['.html', '.js', '.css', '.wasm', '.json', '.svg', '.txt', '.webmanifest']);
// Trunk writes a hash of the content into the names of what it builds.
const hashed = /-[0-9a-f]{16,}(_bg)?\.(js|css|wasm|svg|png)$/;

if (!existsSync(join(root, 'index.html'))) {
  console.error(`There is no page in ${root}. Build it first: scripts/build`);
  process.exit(1);
}

const shared = Object.fromEntries(
  (await readFile(join(root, '_headers'), 'utf8')).split('\n')
    .filter((line) => /^\s+\S/.test(line))
    .map((line) => { const at = line.indexOf(':'); return [line.slice(0, at).trim(), line.slice(at + 1).trim()]; }),
);

const cache = new Map();
async function load(path, coding) {
  // A page that was built again is served anew.
  const key = `${coding} ${(await stat(path)).mtimeMs} ${path}`;
  if (!cache.has(key)) {
    const plain = await readFile(path);
    cache.set(key, coding === 'br'
      ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
      : coding === 'gzip' ? gzipSync(plain, { level: 9 }) : plain);
  }
  return cache.get(key);
}

const server = createServer(async (request, response) => {
  const send = (status, headers, body = '') => {
    response.writeHead(status, { ...shared, ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, { Allow: 'GET, HEAD' });
    const asked = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (!asked.startsWith(base)) return send(404, { 'Content-Type': types['.txt'] }, 'Not here.\n');
    const name = asked.slice(base.length) || 'index.html';
    const path = normalize(join(root, name.endsWith('/') ? `${name}index.html` : name));
    if (!path.startsWith(root + sep) || name === '_headers') return send(404, { 'Content-Type': types['.txt'] }, 'Not here.\n');
    const ending = extname(path);
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const coding = !packed.has(ending) ? '' : /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : '';
    const body = await load(path, coding);
    send(200, {
      'Content-Type': types[ending] ?? 'application/octet-stream',
      'Content-Length': body.length,
      'Cache-Control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(coding ? { 'Content-Encoding': coding } : {}),
    }, body);
  } catch (error) {
    const missing = error.code === 'ENOENT' || error.code === 'EISDIR' || error instanceof URIError;
    send(missing ? 404 : 500, { 'Content-Type': types['.txt'] }, missing ? 'Not here.\n' : 'The server failed.\n');
  }
});
server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken. Set another: PORT=8081` : error.message);
  process.exit(1);
});
server.listen(port, host, () => console.log(`http://${host}:${server.address().port}${base}`));
