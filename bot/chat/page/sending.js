// Sends what the customer wrote: in order, again after a failure, with the same id each time.

import { postFile, postNote } from "./api.js";
import { newId, unsent } from "./store.js";

const PAUSES = [1000, 3000, 8000];

export class Sending {
  #queue = [];
  #busy = false;

  // handlers: added(entry), changed(id, state, note), stored(entry)
  constructor(handlers) {
    this.handlers = handlers;
    addEventListener("online", () => this.#pump());
  }

  text(text) {
    this.#add({ id: newId(), text });
  }

  button(payload, title) {
    this.#add({ id: newId(), button: payload, title });
  }

  file(file) {
    this.#add({ id: newId(), file });
  }

  // What an earlier visit of the page could not send.
  restore() {
    unsent.all().forEach((entry) => this.#enqueue(entry));
  }

  // The thread was emptied: what waits here belongs on it.
  show() {
    this.#queue.forEach((entry) => {
      this.handlers.added(entry);
      this.handlers.changed(entry, "sending");
    });
  }

  retry(entry) {
    this.#enqueue(entry, false);
  }

  forget(entry) {
    unsent.remove(entry.id);
  }

  #add(entry) {
    entry.at = new Date().toISOString();
    if (!entry.file) unsent.add(entry);
    this.#enqueue(entry);
  }

  #enqueue(entry, isNew = true) {
    if (isNew) this.handlers.added(entry);
    this.handlers.changed(entry, navigator.onLine ? "sending" : "waiting");
    this.#queue.push(entry);
    this.#pump();
  }

  async #pump() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length && navigator.onLine) {
      await this.#deliver(this.#queue[0]);
      this.#queue.shift();
    }
    this.#busy = false;
  }

  async #deliver(entry) {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.#post(entry);
        unsent.remove(entry.id);
        this.handlers.changed(entry, "sent");
        this.handlers.stored(entry);
        return;
      } catch (error) {
        const pause = await this.#wait(entry, error, tries);
        if (!pause) return;
      }
    }
  }

  #post({ id, text, button, file }) {
    return file ? postFile(id, file) : postNote(button ? { id, button } : { id, text });
  }

  // True when it is worth another try, after the wait; else the bubble says what to do.
  async #wait(entry, error, tries) {
    const { status = 0, retryAfter = 0, message } = error;
    if ([400, 413, 422].includes(status)) {
      unsent.remove(entry.id);
      this.handlers.changed(entry, "refused", message);
      return false;
    }
    if (status !== 429 && tries >= PAUSES.length) {
      this.handlers.changed(entry, "failed");
      return false;
    }
    if (!navigator.onLine) this.handlers.changed(entry, "waiting");
    await this.#rest(status === 401 ? 0 : Math.max(retryAfter * 1000, PAUSES[tries] ?? 0));
    return true;
  }

  async #rest(milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    if (navigator.onLine) return;
    await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
  }
}
