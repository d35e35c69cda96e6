// Starts the checker. The only script that is not compiled from Rust; it holds no text of yours beyond the box itself.
const tag = document.querySelector('script[data-wasm]');
const status = document.getElementById('boot');
const say = (text) => { status.textContent = text; };

// A slow line gets a word; a fast one sees nothing flash by.
// The core runs in a worker, which is started at the first sign that somebody wants to use it: looking at the page
// costs nothing more. The policy lets this page make this one worker and no other script.
const policy = window.trustedTypes ? window.trustedTypes.createPolicy('core', { createScriptURL: (name) => name }) : { createScriptURL: (name) => name };
const absolute = (name) => new URL(name, document.baseURI).href;
let core = null;
window.startCore = () => {
  if (!core) {
    core = new Worker(policy.createScriptURL(absolute('./worker.js')), { type: 'module', name: 'core' });
    core.postMessage({ js: absolute(tag.dataset.coreJs), wasm: absolute(tag.dataset.coreWasm), integrity: tag.dataset.coreIntegrity });
  }
  return core;
};
window.stopCore = () => { core = null; };
for (const sign of ['pointerdown', 'keydown', 'focusin', 'dragenter', 'paste']) {
  window.addEventListener(sign, window.startCore, { once: true, passive: true });
}
if (location.hash.length > 1) window.startCore();

const slow = setTimeout(() => say('Loading the checker… You can paste already.'), 400);

const fail = (reason) => {
  clearTimeout(slow);
  document.body.classList.add('stopped');
  say(`The checker could not start: ${reason} Your text stays in the box. Reload the page to try again.`);
};

const reason = (error) => {
  const text = String((error && error.message) || error);
  if (/integrity|digest/i.test(text)) return 'a file of this page was changed on its way, so it was not run.';
  if (/compile|wasm-eval|CompileError|WebAssembly/i.test(text)) return 'this browser, or a rule set for it, does not allow WebAssembly.';
  if (/fetch|network|load|import/i.test(text)) return 'a file of the page could not be loaded. Check the connection.';
  return `${text.slice(0, 200)}.`;
};

async function start() {
  if (typeof WebAssembly !== 'object') {
    fail('this browser has no WebAssembly.');
    return;
  }
  try {
    const preload = document.querySelector('link[rel=preload][as=fetch]');
    const options = { credentials: 'same-origin' };
    // Browsers ignore `integrity` on a preload; on a fetch they enforce it.
    if (preload && preload.dataset.integrity) options.integrity = preload.dataset.integrity;
    const wasm = fetch(new URL(tag.dataset.wasm, document.baseURI), options);
    const glue = await import(new URL(tag.dataset.js, document.baseURI).href);
    const response = await wasm;
    if (!response.ok) throw new Error(`fetch answered ${response.status}`);
    await glue.default({ module_or_path: response });
    clearTimeout(slow);
    say('');
  } catch (error) {
    fail(reason(error));
  }
}

start();
