// Wires the page together.

import { getInfo, hasSession, onRenewed } from "./api.js";
import { Composer } from "./composer.js";
import { Live } from "./live.js";
import { Sending } from "./sending.js";
import { session } from "./store.js";
import { Thread } from "./thread.js";

const LONGEST_HINT = 15000;
const SLEPT = 15000;
const $ = (id) => document.getElementById(id);
const scroll = $("scroll");
let company = "在线客服";
let mediaLimit = 10;
let hint = 0;
let hiddenAt = 0;
let follows = true;
let lastTop = 0;

const thread = new Thread($("thread"), {
  pressed: (button) => sending.button(button.payload, button.title),
  retry: (entry) => sending.retry(entry),
  rewrite: (entry) => { sending.forget(entry); if (entry.text) composer.put(entry.text); refresh(); },
  view: show,
  grown: settle,
});

const sending = new Sending({
  added: (entry) => { thread.addOwn(entry); follow(); refresh(); },
  changed: (entry, state, note) => thread.change(entry, state, note),
  stored: (entry) => { setTyping(!thread.isAnswered(entry.id)); live.start(); },
});

const live = new Live({
  received: receive,
  connected: () => setBanner(navigator.onLine ? "" : "offline"),
  broken: (failures) => { if (failures > 1) setBanner(navigator.onLine ? "unstable" : "offline"); },
});

const composer = new Composer($("composer"), { text: (text) => sending.text(text), file: sendFile });

function receive(messages) {
  const fresh = messages.filter((message) => thread.receive(message));
  const answers = fresh.filter((message) => message.from !== "customer");
  if (answers.length) {
    setTyping(false);
    setSpeaker(answers.at(-1).from);
    if (document.hidden) document.title = `【新消息】${company}`;
    $("newer").hidden = follows;
  }
  refresh();
  settle();
}

function sendFile(file) {
  if (file.size > mediaLimit * 1024 * 1024) return tell(`图片不能超过 ${mediaLimit} MB`);
  if (!/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return tell("只能发送 JPEG、PNG、WebP 或 GIF 图片");
  sending.file(file);
}

function tell(text) {
  thread.notice(text);
  follow();
}

function refresh() {
  $("empty").hidden = !thread.isEmpty;
  scroll.classList.toggle("is-empty", thread.isEmpty);
}

function setSpeaker(from) {
  $("status").textContent = from === "person" ? "人工客服为您服务" : "智能客服在线";
}

function setTyping(on) {
  clearTimeout(hint);
  $("typing").hidden = !on;
  if (on) hint = setTimeout(() => setTyping(false), LONGEST_HINT);
  settle();
}

const BANNERS = { offline: "网络已断开，恢复后会自动发送", unstable: "连接不稳定，正在重新连接…" };

function setBanner(kind) {
  $("banner").hidden = !kind;
  $("banner").textContent = BANNERS[kind] ?? "";
}

function settle() {
  if (follows) scroll.scrollTop = scroll.scrollHeight;
}

function follow() {
  follows = true;
  $("newer").hidden = true;
  settle();
}

// Only the customer's own scrolling up ends following; growing content does not.
function watchScroll() {
  const top = scroll.scrollTop;
  const atEnd = scroll.scrollHeight - top - scroll.clientHeight < 60;
  if (atEnd) $("newer").hidden = true;
  follows = atEnd || (follows && top >= lastTop - 2);
  lastTop = top;
}

function show(source) {
  $("viewer").querySelector("img").src = source;
  $("viewer").showModal();
}

async function introduce() {
  const info = await getInfo();
  company = info.company;
  composer.limit = info.message_limit;
  mediaLimit = info.media_limit_mb;
  document.title = `${company} · 在线客服`;
  document.querySelectorAll("[data-company]").forEach((node) => { node.textContent = company; });
  const hours = `${info.desk_from.slice(0, 5)}–${info.desk_until.slice(0, 5)}`;
  document.querySelector("[data-hours]").textContent = hours;
  document.querySelector("[data-hotline]").textContent = info.hotline;
  document.querySelector("[data-hotline-row]").hidden = !info.hotline;
}

function listen() {
  document.querySelectorAll("[data-say]").forEach((button) => {
    button.addEventListener("click", () => sending.text(button.dataset.say));
  });
  scroll.addEventListener("scroll", watchScroll, { passive: true });
  const sizes = new ResizeObserver(settle);
  sizes.observe(scroll);
  sizes.observe($("thread"));
  $("newer").addEventListener("click", follow);
  $("viewer").addEventListener("click", () => $("viewer").close());
  addEventListener("offline", () => setBanner("offline"));
  addEventListener("online", () => { setBanner(""); live.nudge(); });
  addEventListener("storage", (event) => {
    if (event.key === session.key && event.oldValue) changeSession();
  });
  document.addEventListener("visibilitychange", awake);
  onRenewed(changeSession);
}

// A phone that slept may hold a dead connection without knowing it.
function awake() {
  if (document.hidden) {
    hiddenAt = Date.now();
    return;
  }
  document.title = `${company} · 在线客服`;
  if (Date.now() - hiddenAt > SLEPT) live.nudge();
}

function changeSession() {
  const hadMessages = !thread.isEmpty;
  thread.clear();
  if (hadMessages) thread.notice("已为您开启新的会话");
  sending.show();
  live.restart();
  live.start();
  refresh();
}

// The link of a worker's invitation carries the code behind the #, which no server sees.
function join() {
  const code = /^#join=([\w-]{10,30})$/.exec(location.hash)?.[1];
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  sending.text(code);
}

async function begin() {
  listen();
  setBanner(navigator.onLine ? "" : "offline");
  introduce().catch(() => setBanner("unstable"));
  if (hasSession()) {
    await Promise.race([live.catchUp().catch(() => {}), new Promise((go) => setTimeout(go, 2500))]);
    live.start();
  }
  sending.restore();
  join();
  refresh();
}

begin();
