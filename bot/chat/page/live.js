// Keeps the thread current: catches up, then listens; begins anew from the cursor after any break.

import { getMessages, openEvents } from "./api.js";

const FIRST_BYTE = 8000;
const SILENCE = 40000;
const PAUSES = [500, 1000, 2000, 4000, 8000, 15000];

export class Live {
  #cursor = null;
  #abort = null;
  #failures = 0;
  #running = false;
  #wake = () => {};

  // handlers: received(messages), connected(), broken(failures)
  constructor(handlers) {
    this.handlers = handlers;
  }

  async start() {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      await this.#once();
      await this.#pause();
    }
  }

  // Another session: what was read belongs to the old one.
  restart() {
    this.#cursor = null;
    this.nudge();
  }

  // The network came back, or the page was opened again: do not wait.
  nudge() {
    this.#failures = 0;
    this.#abort?.abort();
    this.#wake();
  }

  async catchUp() {
    const before = this.#cursor;
    const { messages, cursor } = await getMessages(before);
    if (before !== this.#cursor) return;
    this.#cursor = cursor;
    this.handlers.received(messages);
  }

  async #once() {
    try {
      await this.catchUp();
      await this.#listen();
      this.#failures = 0;
    } catch {
      this.#failures += 1;
      this.handlers.broken(this.#failures);
    }
  }

  async #listen() {
    this.#abort = new AbortController();
    let watch = setTimeout(() => this.#abort.abort(), FIRST_BYTE);
    const response = await openEvents(this.#cursor, this.#abort.signal);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read().finally(() => clearTimeout(watch));
      if (done) return;
      watch = setTimeout(() => this.#abort.abort(), SILENCE);
      this.#failures = 0;
      this.handlers.connected();
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      events.forEach((event) => this.#take(event));
    }
  }

  #take(event) {
    const field = (name) =>
      event.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field("data");
    if (!data) return;
    this.#cursor = field("id");
    this.handlers.received([JSON.parse(data)]);
  }

  #pause() {
    const most = PAUSES[Math.min(this.#failures, PAUSES.length - 1)];
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, most * (0.7 + 0.3 * Math.random()));
    });
  }
}
