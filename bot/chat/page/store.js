// What survives a reload: the session and the messages that are not acknowledged yet.

const memory = new Map();

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is switched off or full: this page still works, it only forgets on reload
  }
}

export const session = {
  key: "frontdesk.session",
  get: () => read("frontdesk.session"),
  set: (value) => write("frontdesk.session", value),
};

export const unsent = {
  all: () => read("frontdesk.unsent") ?? [],
  add: (entry) => write("frontdesk.unsent", [...unsent.all(), entry]),
  remove: (id) => write("frontdesk.unsent", unsent.all().filter((entry) => entry.id !== id)),
};

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
