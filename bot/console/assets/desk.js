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
    if (el.dataset.aimAt) return promised(el, now);
    const ms = Number(el.dataset.until) - now;
    level(el, ms < 0 ? "over" : ms < 4 * 3600e3 ? "late" : "fine");
    write(el, ms < 0 ? `超时 ${lasting(-ms)}` : `剩 ${lasting(ms)}`);
  }
  function promised(el, now) {
    const aim = Number(el.dataset.aimAt) - now, limit = Number(el.dataset.until) - now;
    level(el, limit < 0 ? "over" : aim < 0 ? "late" : "fine");
    write(el, limit < 0 ? `超时 ${lasting(-limit)}` : `剩 ${lasting(aim < 0 ? limit : aim)}`);
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
  /* What is typed or sent is kept here until the server has it: a connection may break, and the
     page be loaded anew, in between. A key keeps what was sent twice from being stored twice. */
  function kept(name) {
    try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; }
  }
  function keep(name, all) { localStorage.setItem(name, JSON.stringify(all)); }
  function without(name, key) {
    const { [key]: gone, ...rest } = kept(name);
    keep(name, rest);
    return gone;
  }
  function typed(event, emit) {
    const el = event.target;
    grow(el);
    canned(el.value);
    if (!el.dataset.open) return; // load() takes it up
    if (waiting) clearTimeout(waiting.timer);
    const said = { conversation: Number(el.dataset.open), text: el.value };
    if (!window.socket?.connected) keep("desk.typed", { ...kept("desk.typed"), [said.conversation]: said.text });
    const go = () => { waiting = null; emit(said); };
    waiting = { go, timer: setTimeout(go, 500) };
  }
  function send(emit) {
    const el = box(), text = el.value.trim();
    if (!text || !el.dataset.open) return;
    if (waiting) { clearTimeout(waiting.timer); waiting = null; }
    const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
    const note = $(".composer").classList.contains("noting");
    const said = { conversation: Number(el.dataset.open), text, key, note };
    keep("desk.unsent", { ...kept("desk.unsent"), [key]: said });
    without("desk.typed", said.conversation);
    emit(said);
    el.value = "";
    grow(el);
    atEnd = true;
    el.focus();
  }
  function sent(key) { without("desk.unsent", key); }
  function resend(emit) {
    for (const said of Object.values(kept("desk.unsent"))) emit(said);
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
    const early = el.dataset.open ? "" : el.value;
    const local = without("desk.typed", conversation);
    el.dataset.open = conversation;
    el.value = (local ?? text) + early;
    canned("");
    if (local !== undefined || early) el.dispatchEvent(new Event("input"));
    el.dispatchEvent(new Event("resend"));
    grow(el);
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

  function focus() { box()?.focus(); }

  /* -- what one is told -- */
  let flashing = null, title = "";
  function alert(count, text, sounds) {
    if (flashing) { clearInterval(flashing); flashing = null; document.title = title; }
    if (!count) return;
    if (sounds) ring();
    title = document.title;
    const flash = `【${count} 条提醒】${text}`;
    const turn = () => {
      if (document.title === flash) document.title = title;
      else { title = document.title; document.title = flash; }
    };
    turn();
    flashing = setInterval(turn, 1200);
  }
  let speaker = null;
  function ring() {
    document.documentElement.dataset.rung = Number(document.documentElement.dataset.rung || 0) + 1;
    try {
      speaker ??= new AudioContext();
      speaker.resume();
      for (const [at, pitch] of [[0, 880], [0.18, 1175]]) tone(speaker.currentTime + at, pitch);
    } catch { /* a browser without sound still shows it */ }
  }
  function tone(from, pitch) {
    const made = speaker.createOscillator(), volume = speaker.createGain();
    made.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.35);
    made.connect(volume).connect(speaker.destination);
    made.start(from);
    made.stop(from + 0.4);
  }

  /* -- buttons that may be drawn again while somebody presses them (parts.Lasting) -- */
  let held = null;
  function pressed(event, emit) {
    const late = typeof event.detail === "string";
    const name = late ? event.detail : event.target.closest("[data-press]")?.dataset.press;
    if (!name) return;
    if (!late) held = null;
    emit(name);
  }
  function hold(event) {
    const button = event.button === 0 ? event.target.closest?.("[data-press]") : null;
    const area = button?.closest(".lasting");
    held = area ? { area, name: button.dataset.press, at: button.getBoundingClientRect() } : null;
  }
  function release(event) {
    const { at, area, name } = held ?? {};
    const { clientX: x, clientY: y } = event, mine = held;
    if (!at || x < at.left || x > at.right || y < at.top || y > at.bottom) { held = null; return; }
    setTimeout(() => {  // the browser's own click, if it gives one, comes before
      if (held !== mine) return;
      held = null;
      area.dispatchEvent(new CustomEvent("click", { detail: name }));
    });
  }
  document.addEventListener("mousedown", hold, true);
  document.addEventListener("mouseup", release, true);

  /* -- canned replies; one with a place that nothing fills here is not offered -- */
  function places(filled) {
    for (const item of document.querySelectorAll(".canned-item")) {
      const said = item.dataset.canned.replace(/\{(\w+)\}/g, (place, name) => filled[name] ?? place);
      item.textContent = said;
      item.dataset.lacks = /\{\w+\}/.test(said) ? "yes" : "";
    }
  }
  function canned(text) {
    const list = $(".canned");
    const wanted = text.startsWith("/") && !text.includes("\n");
    const word = text.slice(1).trim();
    let first = true, any = false;
    for (const item of list.children) {
      const fits = wanted && !item.dataset.lacks && item.textContent.includes(word);
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

  /* -- what matters is in view: the page one is on, and today in the roster -- */
  const shown = new WeakSet();
  function reveal() {
    const here = $(".page.here"), today = $(".roster-day.today");
    for (const [strip, el] of [[$(".pages"), here], [$(".roster-scroll"), today]]) {
      if (!strip || !el || shown.has(strip)) continue;
      shown.add(strip);
      strip.scrollLeft = el.offsetLeft - strip.offsetLeft - (strip.clientWidth - el.offsetWidth) / 2;
    }
  }

  function start(serverNow) {
    skew = serverNow - Date.now();
    setInterval(() => { beat(); watch(); reveal(); }, 250);
    setInterval(checkDoor, 5000);
  }
  return { start, typed, send, sent, resend, key, load, putBack, pick, places, focus, alert, toEnd, pressed };
})();

// On a telephone a table's cells stand one below the other: each says which column it is.
(() => {
  const name = () => {
    for (const table of document.querySelectorAll(".table")) {
      const titles = [...table.querySelectorAll(".table-head > .cell")].map((cell) => cell.textContent);
      for (const row of table.querySelectorAll(".table-row:not(.table-head)")) {
        [...row.children].forEach((cell, place) => {
          if (titles[place] && !cell.dataset.title) cell.dataset.title = titles[place];
        });
      }
    }
  };
  let waits = false;
  const soon = () => {
    if (waits || !document.querySelector(".table")) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; name(); });
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
})();
