/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps a copy of the list that was opened today, for the hour when the network goes (away.js). */
const { worker } = document.querySelector("[data-status]").dataset;

document.querySelector("[data-copy]").hidden = !document.documentElement.matches("[data-from-copy]");

if (navigator.serviceWorker && window.caches) {
  await navigator.serviceWorker.register(worker);
  if (!navigator.serviceWorker.controller) {
    const day = await caches.open("lista-" + new Date().toLocaleDateString("sv"));
    const links = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload]")].map((one) => one.href);
    const scripts = [...document.querySelectorAll("script[src]")].map((one) => one.src);
    const parts = ["kept.js", "sending.js", "showing.js"].map((name) => new URL(name, import.meta.url).href);
    for (const one of [location.origin + location.pathname, ...links, ...scripts, ...parts]) await day.add(one);
  }
}
