/* The browser's part of the console: clocks, the box to type in, canned replies, scrolling. */
const desk = (() => {
  const NEAR = 80;
  let skew = 0;
  let waiting = null;
  let atEnd = true;

  const $ = (selector) => document.querySelector(selector);
  const box = () => $(".composer .draft");
  const two = (n) => String(n).padStart(2, "0");

  /* -- clocks -- */
  function lasting(ms) {
    const s = Math.max(0, Math.floor(ms / 1000));
    const d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    if (d) return `${d}天${h}时`;
    if (h) return `${h}时${two(m)}分`;
    return `${two(m)}:${two(s % 60)}`;
  }
  function level(el, name) { if (el.dataset.level !== name) el.dataset.level = name; }
  function write(el, text) { if (el.textContent !== text) el.textContent = text; }
  function upwards(el, now) {
    const ms = now - Number(el.dataset.since);
    const limit = ms >= el.dataset.limit * 1000, aim = ms >= el.dataset.aim * 1000;
    level(el, limit ? "over" : aim ? "late" : "fine");
    write(el, lasting(ms));
  }
  function downwards(el, now) {
    const ms = Number(el.dataset.until) - now;
    level(el, ms < 0 ? "over" : ms < 4 * 3600e3 ? "late" : "fine");
    write(el, ms < 0 ? `超时 ${lasting(-ms)}` : `剩 ${lasting(ms)}`);
  }
  function beat() {
    const now = Date.now() + skew;
    for (const el of document.querySelectorAll(".clock")) {
      if (el.dataset.since) upwards(el, now);
      else if (el.dataset.until) downwards(el, now);
    }
  }

  /* -- the stream stays at its end unless the reader scrolled up -- */
  function isAtEnd(s) { return s.scrollHeight - s.scrollTop - s.clientHeight < NEAR; }
  function toEnd() {
    const s = $(".stream");
    if (s) s.scrollTop = s.scrollHeight;
    atEnd = true;
    $(".new-pill")?.classList.remove("show");
  }
  function watch() {
    const s = $(".stream");
    if (!s || s.dataset.watched) return;
    s.dataset.watched = "yes";
    const lines = s.querySelector(":scope > .lines");
    s.addEventListener("scroll", () => {
      atEnd = isAtEnd(s);
      if (atEnd) $(".new-pill")?.classList.remove("show");
    });
    s.addEventListener("load", () => { if (atEnd) toEnd(); }, true);
    new MutationObserver(() => {
      if (atEnd) toEnd();
      else $(".new-pill")?.classList.add("show");
    }).observe(lines, { childList: true });
    new ResizeObserver(() => { if (atEnd) toEnd(); }).observe(s);
  }

  /* -- typing -- */
  function grow(el) {
    el.style.height = "auto";
    el.style.height = `${Math.min(el.scrollHeight + 2, 168)}px`;
  }
  function flush() {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    const { go } = waiting;
    waiting = null;
    go();
  }
  function typed(event, emit) {
    const el = event.target;
    grow(el);
    canned(el.value);
    if (waiting) clearTimeout(waiting.timer);
    const said = { conversation: Number(el.dataset.open), text: el.value };
    const go = () => { waiting = null; emit(said); };
    waiting = { go, timer: setTimeout(go, 500) };
  }
  function send(emit) {
    const el = box(), text = el.value.trim();
    if (!text || !el.dataset.open) return;
    if (waiting) { clearTimeout(waiting.timer); waiting = null; }
    const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
    emit({ conversation: Number(el.dataset.open), text, key });
    el.value = "";
    grow(el);
    atEnd = true;
    el.focus();
  }
  function key(event, emit) {
    if (event.isComposing || event.keyCode === 229) return;
    const list = $(".canned.show");
    if (list && steer(event, list)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send(emit);
  }
  function load(conversation, text) {
    flush();
    const el = box();
    el.dataset.open = conversation;
    el.value = text;
    grow(el);
    canned("");
    toEnd();
    history.replaceState(null, "", `/console/?c=${conversation}`);
    if (window.matchMedia("(min-width: 900px)").matches) el.focus();
  }
  function putBack(text) {
    const el = box();
    el.value = el.value ? `${text}\n${el.value}` : text;
    grow(el);
    el.dispatchEvent(new Event("input"));
    el.focus();
  }

  /* -- canned replies -- */
  function canned(text) {
    const list = $(".canned");
    const wanted = text.startsWith("/") && !text.includes("\n");
    const word = text.slice(1).trim();
    let first = true, any = false;
    for (const item of list.children) {
      const fits = wanted && item.textContent.includes(word);
      item.hidden = !fits;
      item.classList.toggle("here", fits && first);
      if (fits) { first = false; any = true; }
    }
    list.classList.toggle("show", any);
  }
  function steer(event, list) {
    const items = [...list.children].filter((item) => !item.hidden);
    const at = items.findIndex((item) => item.classList.contains("here"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      items[at]?.classList.remove("here");
      const next = items[(at + step + items.length) % items.length];
      next.classList.add("here");
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" || event.key === "Tab") pick(items[at]);
    else if (event.key === "Escape") list.classList.remove("show");
    else return false;
    event.preventDefault();
    return true;
  }
  function pick(item) {
    if (!item) return;
    const el = box();
    el.value = item.textContent;
    grow(el);
    el.dispatchEvent(new Event("input"));
    el.focus();
  }

  /* -- a browser that was cut off asks whether it is still signed in -- */
  async function checkDoor() {
    const popup = document.getElementById("popup");
    if (!popup || popup.getAttribute("aria-hidden") !== "false") return;
    try {
      const answer = await fetch(location.href, { redirect: "manual" });
      if (answer.type === "opaqueredirect") location.reload();
    } catch { /* still offline */ }
  }

  function start(serverNow) {
    skew = serverNow - Date.now();
    setInterval(() => { beat(); watch(); }, 250);
    setInterval(checkDoor, 5000);
  }
  return { start, typed, send, key, load, putBack, pick, toEnd };
})();
