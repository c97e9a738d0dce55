// The JSON API: every request carries the token in its header, never in an address.

import { session } from "./store.js";

const ROOT = "/chat/api";
let opening = null;
const renewed = new EventTarget();

export class Refused extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export const hasSession = () => session.get() !== null;
export const onRenewed = (listener) => renewed.addEventListener("renewed", listener);

export function ensureSession() {
  if (hasSession()) return Promise.resolve();
  opening ??= openSession().finally(() => { opening = null; });
  return opening;
}

async function openSession() {
  const opened = await checked(await fetch(`${ROOT}/session`, { method: "POST" }));
  session.set(await opened.json());
}

// Replaces a session that the server does not know any more, unless that has happened meanwhile.
function renew(token) {
  if (session.get()?.token !== token) return Promise.resolve();
  opening ??= openSession()
    .then(() => renewed.dispatchEvent(new Event("renewed")))
    .finally(() => { opening = null; });
  return opening;
}

async function checked(response) {
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  const detail = typeof body.detail === "string" ? body.detail : "系统暂时繁忙，请稍后再试";
  throw new Refused(response.status, detail, Number(response.headers.get("Retry-After")) || 0);
}

async function call(path, options = {}) {
  await ensureSession();
  const { token } = session.get();
  const headers = { ...options.headers, Authorization: `Bearer ${token}` };
  const response = await fetch(path, { ...options, headers, cache: "no-store" });
  if (response.status !== 401) return checked(response);
  await renew(token);
  throw new Refused(401, "会话已更新", 0);
}

export async function getInfo() {
  return (await checked(await fetch(`${ROOT}/info`))).json();
}

export function postNote(note) {
  const headers = { "Content-Type": "application/json" };
  return call(`${ROOT}/messages`, { method: "POST", headers, body: JSON.stringify(note) });
}

export function postFile(id, file) {
  const form = new FormData();
  form.append("id", id);
  form.append("file", file);
  return call(`${ROOT}/media`, { method: "POST", body: form });
}

export async function getMessages(after) {
  const response = await call(`${ROOT}/messages${query(after)}`);
  const { messages } = await response.json();
  return { messages, cursor: response.headers.get("Chat-Cursor") };
}

export const getFile = async (path) => (await call(path)).blob();

export const openEvents = (after, signal) => call(`${ROOT}/events${query(after)}`, { signal });

const query = (after) => (after ? `?after=${encodeURIComponent(after)}` : "");
