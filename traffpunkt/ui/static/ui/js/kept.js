/* SPDX-License-Identifier: EUPL-1.2 */
/* What was pressed and has not reached the server: kept on this device, in order, without names. */
const PLACE = "presses";

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("traffpunkt", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(PLACE, { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function ask(mode, verb, ...given) {
  const base = await opened();
  try {
    return await new Promise((done, failed) => {
      const work = base.transaction(PLACE, mode);
      const asked = work.objectStore(PLACE)[verb](...given);
      work.oncomplete = () => done(asked.result);
      work.onabort = () => failed(work.error);
    });
  } finally {
    base.close();
  }
}

export const keep = (press) => ask("readwrite", "add", press);
export const drop = (number) => ask("readwrite", "delete", number);
export const everybodys = () => ask("readonly", "getAll");
/* Another who signs in on this device sends nothing that is not hers. */
export const waiting = async (owner) => (await everybodys()).filter((press) => press.owner === owner);
