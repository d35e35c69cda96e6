// Holds the core: takes questions of the page, one after the other, and sends back the answers.
let ready = Promise.reject(new Error('not started'));
ready.catch(() => {});

async function load({ js, wasm, integrity }) {
  const options = { credentials: 'same-origin' };
  if (integrity) options.integrity = integrity;
  const code = fetch(wasm, options);
  const glue = await import(js);
  const response = await code;
  if (!response.ok) throw new Error(`fetch answered ${response.status}`);
  await glue.default({ module_or_path: response });
}

self.onmessage = async ({ data }) => {
  if (data.js) {
    ready = load(data);
    ready.catch(() => {});
    return;
  }
  try {
    await ready;
  } catch {
    self.postMessage({ unloaded: true });
    return;
  }
  try {
    self.postMessage(self.answer(data[0], data[1]));
  } catch {
    self.postMessage({ stopped: true });
  }
};
