/* SPDX-License-Identifier: EUPL-1.2 */
/* The key in a device: asks the browser, and sends its answer with the form. */
const form = document.querySelector("form[data-passkey]");

const bytes = (words) =>
  Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function asked() {
  const { publicKey } = JSON.parse(form.dataset.options);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
  for (const known of publicKey.allowCredentials ?? []) known.id = bytes(known.id);
  return { publicKey };
}

function told(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (key.response[name]) response[name] = words(key.response[name]);
  const clientExtensionResults = key.getClientExtensionResults();
  return { id: key.id, rawId: words(key.rawId), type: key.type, response, clientExtensionResults };
}

async function answer(event) {
  event.preventDefault();
  const key = await navigator.credentials[form.dataset.passkey](asked()).catch(() => null);
  form.elements.answer.value = key ? JSON.stringify(told(key)) : "{}";
  form.submit();
}

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  document.querySelector("[data-no-passkey]")?.remove();
  form.addEventListener("submit", answer);
}
