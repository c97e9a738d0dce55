// The conversation on the page. Every text is set as textContent: nothing in it is ever markup.

import { getFile } from "./api.js";
import { isFar, label } from "./times.js";

const SVG = "http://www.w3.org/2000/svg";
// These name what they answer, so they may be pressed at any later time.
const LASTING = /^(rate|nps|verdict):/;
// These answer what was read back, and nothing that is said later.
const ANSWERS = /^(yes|no)$/;
const STATES = { sending: "发送中", waiting: "等待网络恢复", failed: "未发送", refused: "未发送", sent: "" };

export class Thread {
  #items = new Map();
  #lastAt = null;
  #lastFrom = null;
  #asked = [];
  #passed = [];

  // handlers: pressed(button), retry(entry), rewrite(entry), view(source), grown()
  constructor(list, handlers) {
    this.list = list;
    this.handlers = handlers;
  }

  get isEmpty() {
    return this.#items.size === 0;
  }

  clear() {
    this.list.replaceChildren();
    this.#items.clear();
    this.#lastAt = this.#lastFrom = null;
    this.#asked = [];
    this.#passed = [];
  }

  // A message of the server; false when it is here already.
  receive(message) {
    if (this.#items.has(message.id)) {
      this.#mark(message.id, "sent");
      return false;
    }
    const item = this.#append(message.id, message.from, new Date(message.at));
    if (message.media) this.#addMedia(item, message);
    else item.body.append(bubble(message.text));
    if (message.from === "customer") this.#said(message.text);
    else this.#retireAnswers();
    if (message.buttons.length) item.body.append(this.#chips(message.buttons));
    return true;
  }

  // A message that is only here yet.
  addOwn(entry) {
    if (this.#items.has(entry.id)) return;
    const item = this.#append(entry.id, "customer", new Date(entry.at));
    item.entry = entry;
    if (entry.file) item.body.append(this.#picture(URL.createObjectURL(entry.file)));
    else item.body.append(bubble(entry.title ?? entry.text));
    this.#said(entry.title);
  }

  change(entry, state, note = "") {
    this.#mark(entry.id, state, note);
  }

  // Whether the desk said something since.
  isAnswered(id) {
    let node = this.#items.get(id)?.node;
    while (node && !node.classList.contains("theirs")) node = node.nextElementSibling;
    return Boolean(node);
  }

  notice(text) {
    this.list.append(make("li", "notice", text));
    this.#lastFrom = null;
  }

  #append(id, from, at) {
    this.#separate(at);
    const node = make("li", `msg ${from === "customer" ? "mine" : "theirs"} ${from}`);
    node.classList.toggle("first", from !== this.#lastFrom);
    const body = make("div", "body");
    if (from !== "customer") node.append(face(from));
    if (from === "person" && this.#lastFrom !== "person") body.append(make("p", "who", "人工客服"));
    node.append(make("span", "hush", from === "customer" ? "我：" : "客服："), body);
    this.list.append(node);
    const item = { node, body, state: null };
    this.#items.set(id, item);
    this.#lastFrom = from;
    return item;
  }

  #separate(at) {
    if (isFar(this.#lastAt, at)) {
      const line = make("li", "when");
      const time = make("time", "", label(at));
      time.dateTime = at.toISOString();
      line.append(time);
      this.list.append(line);
      this.#lastFrom = null;
    }
    this.#lastAt = at;
  }

  #mark(id, state, note = "") {
    const item = this.#items.get(id);
    if (!item) return;
    item.node.dataset.state = state;
    item.state ??= item.body.appendChild(make("p", "state"));
    item.state.replaceChildren(note ? `${STATES[state]}：${note}` : STATES[state]);
    if (state === "failed") item.state.append(action("重试", () => this.handlers.retry(item.entry)));
    if (state === "refused") item.state.append(action(item.entry.text ? "改写" : "移除", () => this.#withdraw(id)));
    this.handlers.grown();
  }

  #withdraw(id) {
    const { node, entry } = this.#items.get(id);
    this.#items.delete(id);
    node.remove();
    this.handlers.rewrite(entry);
  }

  #chips(buttons) {
    this.#retire();
    const group = make("div", "chips");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "可选的回复");
    for (const button of buttons) {
      const chip = action(button.title, () => {
        press(group, chip);
        this.handlers.pressed(button);
      });
      chip.className = "chip";
      group.append(chip);
    }
    if (buttons.every((button) => ANSWERS.test(button.payload))) group.dataset.answers = "true";
    if (!buttons.some((button) => LASTING.test(button.payload))) this.#asked.push(group);
    return group;
  }

  // The customer said something: what was asked before stays only until something else is asked.
  #said(title) {
    this.#markPressed(title);
    this.#passed.push(...this.#asked.splice(0));
  }

  #retire() {
    for (const group of this.#passed.splice(0)) hide(group);
  }

  // The yes to a read-back is over as soon as the desk has said something to it.
  #retireAnswers() {
    for (const group of this.#passed) if (group.dataset.answers) hide(group);
  }

  // After a reload: the answer in the thread shows which chip was pressed.
  #markPressed(title) {
    const groups = [...this.list.querySelectorAll(".chips:not(.done)")].reverse();
    for (const group of groups) {
      const chip = [...group.children].find((child) => child.textContent === title);
      if (chip) return press(group, chip);
    }
  }

  async #addMedia(item, message) {
    const holder = item.body.appendChild(make("div", "media loading"));
    try {
      const blob = await getFile(message.media);
      const source = URL.createObjectURL(blob);
      holder.replaceWith(blob.type.startsWith("audio/") ? voice(source) : this.#picture(source));
    } catch {
      holder.replaceWith(bubble(`${message.text}（暂时无法显示）`));
    }
  }

  #picture(source) {
    const open = action("", () => this.handlers.view(source));
    open.className = "media picture";
    open.setAttribute("aria-label", "查看图片");
    const image = make("img", "");
    image.alt = "图片";
    image.addEventListener("load", () => this.handlers.grown());
    image.src = source;
    open.append(image);
    return open;
  }
}

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

const bubble = (text) => make("div", "bubble", text);

function action(text, run) {
  const button = make("button", "", text);
  button.type = "button";
  button.addEventListener("click", run);
  return button;
}

function press(group, chip) {
  group.classList.add("done");
  for (const other of group.children) other.disabled = true;
  chip.classList.add("pressed");
  chip.setAttribute("aria-pressed", "true");
}

function hide(group) {
  group.hidden = !group.classList.contains("done");
}

function face(from) {
  if (from === "person") return personFace();
  const image = make("img", "face");
  image.src = "/chat/mark.svg";
  image.alt = "";
  return image;
}

function personFace() {
  const icon = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#i-person");
  icon.append(use);
  const holder = make("span", "face face-person");
  holder.setAttribute("aria-hidden", "true");
  holder.append(icon);
  return holder;
}

function voice(source) {
  const player = make("audio", "media voice");
  player.controls = true;
  player.src = source;
  return player;
}
