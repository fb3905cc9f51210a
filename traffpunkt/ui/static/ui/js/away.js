/* SPDX-License-Identifier: EUPL-1.2 */
/* The list without a network: the server is asked, and today's copy if that fails (ADR 30). */
const LIST = /\/arbete\/tillfallen\/\d+\/$/;
const PARTS = ["style", "script", "font"];
const today = () => "lista-" + new Date().toLocaleDateString("sv");
const late = () => new Promise((_done, failed) => setTimeout(failed, 8000));

async function remember(address, answer) {
  const day = await caches.open(today());
  if (answer.ok) await day.put(address, answer.clone());
  // To the door: whoever sits here is signed in no longer.
  else if (answer.type === "opaqueredirect") await caches.delete(today());
  else if (answer.status < 500) await day.delete(address);
}

/* A copy says itself that it is one. */
async function shown(copy) {
  if (!copy.headers.get("Content-Type").includes("html")) return copy;
  const page = (await copy.text()).replace("<html ", "<html data-from-copy ");
  return new Response(page, { headers: copy.headers });
}

async function copyOf(address) {
  for (const name of await caches.keys())
    if (name.startsWith("lista-") && name !== today()) await caches.delete(name);
  return (await caches.open(today())).match(address, { ignoreVary: true });
}

async function answered(event) {
  const { origin, pathname } = new URL(event.request.url);
  const address = origin + pathname;
  // A full device must not stand in the way of an answer that has come.
  const coming = fetch(event.request).then((answer) => remember(address, answer).catch(() => {}).then(() => answer));
  // It may come too late to be shown, and yet tell that the copy must go.
  event.waitUntil(coming.catch(() => {}));
  const copy = await copyOf(address).catch(() => undefined);
  try {
    const answer = copy ? await Promise.race([coming, late()]) : await coming;
    return copy && answer.status >= 500 ? shown(copy) : answer;
  } catch {
    return copy ? shown(copy) : coming;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isList = request.mode === "navigate" && LIST.test(new URL(request.url).pathname);
  const isPart = PARTS.includes(request.destination);
  if (request.method === "GET" && (isList || isPart)) event.respondWith(answered(event));
});
